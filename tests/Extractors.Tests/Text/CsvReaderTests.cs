namespace ItaIngest.Extractors.Tests.Text;

public sealed class CsvReaderTests
{
    private static async Task<string[]> Tokens(string text)
    {
        using var folder = new Folder();
        return await Read.Tokens(folder.Write("a.csv", text));
    }

    [Fact]
    public async Task Quotes_line_ends_and_blanks_are_kept_in_their_cells() =>
        (await Tokens("\uFEFFที่,หน่วยงาน,คะแนน\n1,\"เทศบาล, ตำบล \"\"ก\"\"\nข\",85.00\n2,,\n")).ShouldBe(
            ["ที่@0,0,0", "หน่วยงาน@0,0,1", "คะแนน@0,0,2", "1@0,1,0", "เทศบาล, ตำบล \"ก\" ข@0,1,1", "85.00@0,1,2", "2@0,2,0", "@0,2,1", "@0,2,2"]);

    [Theory]
    [InlineData("a;b\n1,5;2\n")]
    [InlineData("a\tb\n1,5\t2\n")]
    [InlineData("sep=;\na;b\n1,5;2\n")]
    public async Task The_separator_is_found(string text) => (await Tokens(text)).ShouldBe(["a@0,0,0", "b@0,0,1", "1,5@0,1,0", "2@0,1,1"]);

    [Fact]
    public async Task A_heading_above_stands_outside_and_an_empty_line_parts_tables() =>
        (await Tokens("ผลการประเมิน\nก,ข\n\nค,ง\n")).ShouldBe(["ผลการประเมิน", "ก@0,0,0", "ข@0,0,1", "ค@1,0,0", "ง@1,0,1"]);

    [Fact]
    public async Task A_quote_that_never_closes_does_not_swallow_the_file()
    {
        var tokens = await Tokens("a,b\n\"open,1\n" + string.Concat(Enumerable.Repeat("c,d\n", 300)));
        tokens.Count(t => t.StartsWith("c@", StringComparison.Ordinal)).ShouldBeGreaterThan(150);
    }
}
