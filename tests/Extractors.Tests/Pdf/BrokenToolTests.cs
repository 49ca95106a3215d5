namespace ItaIngest.Extractors.Tests.Pdf;

/// <summary>What outside programs do at their worst, played by stand-ins.</summary>
public sealed class BrokenToolTests : IDisposable
{
    private readonly Folder _tools = new();
    private readonly Folder _files = new();

    public void Dispose()
    {
        _tools.Dispose();
        _files.Dispose();
    }

    private ReadOptions Options => new() { ToolPath = $"{_tools.Path}:{Environment.GetEnvironmentVariable("PATH")}", PageTime = TimeSpan.FromSeconds(1.5) };

    private string ThreePages() => _files.Write("a.pdf", new PdfWriter()
        .Page().Text(100, 100, "หนึ่ง").Page().Text(100, 100, "สอง").Page().Text(100, 100, "สาม").ToArray());

    /// <summary>Runs the given lines when a run includes page 2, else the real program.</summary>
    private void AtPageTwo(string script) => _tools.Program("pdftotext",
        "from=0; to=0; prev=; for a in \"$@\"; do [ \"$prev\" = -f ] && from=$a; [ \"$prev\" = -l ] && to=$a; prev=$a; done\n"
        + "if [ $from -le 2 ] && [ $to -ge 2 ]; then [ $from -lt 2 ] && /usr/bin/pdftotext -bbox-layout -f 1 -l 1 \"$7\" -\n" + script + "\nfi\nexec /usr/bin/pdftotext \"$@\"");

    [Theory]
    [InlineData("kill -SEGV $$", "could not be read")]
    [InlineData("exec sleep 60", "took longer than")]
    [InlineData("echo 'Out of memory' >&2; exit 1", "Out of memory")]
    public async Task A_page_that_kills_or_stops_pdftotext_costs_that_page_only(string script, string said)
    {
        AtPageTwo(script);
        var read = await Read.File(ThreePages(), Options);
        read.Pages.Select(p => p.Number).ShouldBe([1, 3]);
        var issue = read.Issues.ShouldHaveSingleItem();
        (issue.Code, issue.Page).ShouldBe(("ITA017", 2));
        issue.Message.ShouldContain(said);
    }

    [Fact]
    public async Task A_missing_program_is_named_with_the_package_that_brings_it()
    {
        var refusal = await Read.Refused(ThreePages(), new ReadOptions { ToolPath = _tools.Path });
        refusal.Code.ShouldBe("ITA015");
        refusal.Message.ShouldBe("The program pdfinfo is not installed. Install it with: apt-get install poppler-utils");
    }

    [Fact]
    public async Task A_document_that_only_opens_after_a_repair_is_read_and_said()
    {
        // Opens nothing but what qpdf has rebuilt.
        _tools.Program("pdfinfo", "for a in \"$@\"; do f=$a; done\ncase \"$f\" in */ita-test-*) echo 'Syntax Error: no page tree' >&2; exit 1;; esac\nexec /usr/bin/pdfinfo \"$@\"");
        var read = await Read.File(ThreePages(), Options);
        read.Pages.Length.ShouldBe(3);
        read.Issues.ShouldHaveSingleItem().Code.ShouldBe("ITA012");
    }

    [Fact]
    public async Task Memory_is_limited()
    {
        var read = await Read.Refused(ThreePages(), new ReadOptions { Memory = 1 << 20 });
        read.Code.ShouldBe("ITA011");
    }

    [Fact]
    public async Task Giving_up_ends_the_outside_program()
    {
        _tools.Program("pdftotext", "exec sleep 60");
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        await using var reader = new PageReader();
        await Should.ThrowAsync<OperationCanceledException>(() => reader.ReadAsync(Intake.Open(ThreePages()), Options with { PageTime = TimeSpan.FromSeconds(60) }, null, giveUp.Token));
    }
}
