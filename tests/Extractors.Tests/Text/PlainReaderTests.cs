using System.Text;
using ItaIngest.TestSupport;

namespace ItaIngest.Extractors.Tests.Text;

public sealed class PlainReaderTests
{
    private static async Task<string[]> Tokens(string text, string name = "a.txt")
    {
        using var folder = new Folder();
        return await Read.Tokens(folder.Write(name, text));
    }

    [Fact]
    public async Task Tab_rows_that_follow_each_other_are_one_table_and_keep_their_blanks() =>
        (await Tokens("หัวเรื่อง\nก\tข\tค\n\tสอง\t\n\nง\tจ\n"))
            .ShouldBe(["หัวเรื่อง", "ก@0,0,0", "ข@0,0,1", "ค@0,0,2", "@0,1,0", "สอง@0,1,1", "@0,1,2", "ง@1,0,0", "จ@1,0,1"]);

    [Fact]
    public async Task An_indented_paragraph_is_not_a_table() => (await Tokens("\tย่อหน้าที่หนึ่ง\n")).ShouldBe(["ย่อหน้าที่หนึ่ง"]);

    [Fact]
    public async Task Markdown_tables_become_cells() =>
        (await Tokens("| ตัวชี้วัด | คะแนน |\n|:---|---:|\n| **๑. การปฏิบัติหน้าที่** | 85.00 |\n| a\\|b | |\n\nข้อ | คะแนน\n--- | ---\ni1 | 90.00\n", "a.md"))
            .ShouldBe(["ตัวชี้วัด@0,0,0", "คะแนน@0,0,1", "๑. การปฏิบัติหน้าที่@0,1,0", "85.00@0,1,1", "a|b@0,2,0", "@0,2,1", "ข้อ@1,0,0", "คะแนน@1,0,1", "i1@1,1,0", "90.00@1,1,1"]);

    [Fact]
    public async Task A_stroke_in_prose_is_no_table() => (await Tokens("IIT | EIT ทั้งสอง\nต่อ\n")).ShouldBe(["IIT | EIT ทั้งสอง", "ต่อ"]);

    [Fact]
    public async Task HTML_tables_keep_their_spans() =>
        (await Tokens("ก่อน <table><tr><th rowspan=\"2\">IIT</th><td>ข้อ 1</td><td>85.00</td></tr>\n<tr><td colspan=2><b>รวม</b><br>90.00</td></tr></table> หลัง\n"))
            .ShouldBe(["ก่อน", "IIT@0,0,0+2x1", "ข้อ 1@0,0,1", "85.00@0,0,2", "รวม@0,1,1+1x2", "90.00@0,1,1+1x2", "หลัง"]);

    [Fact]
    public async Task Remnants_are_taken_off_and_what_only_looks_like_one_stays() =>
        (await Tokens("## ผล\\*การประเมิน ##\n<p>หนึ่ง</p> <p>สอง &amp; สาม</p>\n--\n**หนา** คะแนน <85 และ >50\n<b>๑๐. การป้องกัน</b>\t\t\n"))
            .ShouldBe(["ผล*การประเมิน", "หนึ่ง", "สอง & สาม", "หนา คะแนน <85 และ >50", "๑๐. การป้องกัน@0,0,0", "@0,0,1", "@0,0,2"]);

    [Fact]
    public async Task Line_numbers_are_those_of_the_file()
    {
        using var folder = new Folder();
        var read = await Read.File(folder.Write("a.txt", "ก\r\n\r\n<table>\n<tr><td>ข</td></tr>\n</table>\nค\tง\n"));
        read.Pages[0].Tokens.Select(t => (t.Text, t.Line)).ShouldBe([("ก", 1), ("ข", 4), ("ค", 6), ("ง", 6)]);
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16", "utf-16be", "utf-16-no-mark", "windows-874"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Thai_is_read_right_in_every_encoding(string name)
    {
        const string text = "คะแนนรวม ๘๕.๘๓ คะแนน\nการปฏิบัติหน้าที่\t98.06\n";
        byte[] bytes = name switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            "utf-16be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "utf-16-no-mark" => Encoding.Unicode.GetBytes(text),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(874)!.GetBytes(text),
        };
        using var folder = new Folder();
        (await Read.Tokens(folder.Write("a.txt", bytes))).ShouldBe(["คะแนนรวม ๘๕.๘๓ คะแนน", "การปฏิบัติหน้าที่@0,0,0", "98.06@0,0,1"]);
    }

    [Fact]
    public async Task A_text_of_another_alphabet_is_refused_and_not_guessed()
    {
        using var folder = new Folder();
        var latin = Encoding.Latin1.GetBytes("Résultat général: été, février, très élevé, différence à côté\n");
        (await Read.Refused(folder.Write("a.txt", latin))).Code.ShouldBe("ITA013");
    }

    [Fact]
    public async Task Lines_with_equally_many_bars_are_rows_and_one_alone_is_text()
    {
        using var folder = new Folder();
        (await Read.Tokens(folder.Write("a.txt", "หน้าแรก | ติดต่อเรา\n\nตัวชี้วัด | คะแนน\nการเปิดเผยข้อมูล | 100\n")))
            .ShouldBe(["หน้าแรก | ติดต่อเรา", "ตัวชี้วัด@0,0,0", "คะแนน@0,0,1", "การเปิดเผยข้อมูล@0,1,0", "100@0,1,1"]);
    }

    [Fact]
    public async Task A_few_broken_bytes_are_said_with_their_line()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("การประเมินคุณธรรม\n", 40)));
        bytes[bytes.Length / 2 - 4] = 0xFF;
        using var folder = new Folder();
        var read = await Read.File(folder.Write("a.txt", bytes));
        read.Issues.Select(i => i.Code).ShouldBe(["ITA021"]);
        read.Issues[0].Line.ShouldNotBeNull();
    }

    [Fact]
    public async Task Blanks_alone_are_said_to_be_no_text()
    {
        using var folder = new Folder();
        (await Read.File(folder.Write("a.txt", " \n\n\t\n"))).Issues.Select(i => i.Code).ShouldBe(["ITA020"]);
    }

    [Fact]
    public async Task Real_texts_give_each_table_row_its_cells()
    {
        if (Places.Shared is null) Assert.Skip("No shared material beside this clone.");
        var read = await Read.File(Path.Combine(Places.Shared, "seeds", "003_424df539f1065b85.txt"));
        var tokens = read.Pages[0].Tokens;
        var row = tokens.Where(t => t.Line == 75).Select(t => (t.Text, t.Cell!.Value.Column)).ToList();
        row.ShouldBe([("3", 0), ("เทศบาลเมืองกันตัง", 1), ("กันตัง", 2), ("68.68", 3), ("C", 4), ("-7.11", 5), ("ไม่ผ่าน", 6)]);
        tokens.ShouldAllBe(t => !t.Text.Contains("<b>", StringComparison.Ordinal) && !t.Text.Contains("**", StringComparison.Ordinal));
    }
}
