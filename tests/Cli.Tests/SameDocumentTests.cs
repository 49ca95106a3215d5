using System.Diagnostics;
using ItaIngest.Extractors.Tests;
using ItaIngest.TestSupport;

namespace ItaIngest.Cli.Tests;

/// <summary>What a document says does not depend on how it came: as text, as a scan, or as a picture of its page.</summary>
public sealed class SameDocumentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ita-same-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("pdf-by-indicator-2565", 14)]
    [InlineData("pdf-by-item-2568", 63)]
    [InlineData("pdf-memo-table-report-2564", 11 + 19)]
    [InlineData("pdf-announcement-2564", 36)]
    public async Task A_clean_scan_of_a_document_says_what_its_text_says_and_withholds_at_most_a_quarter(string fixture, int printed)
    {
        var pdf = Path.Combine(Places.Fixtures, fixture, fixture + ".pdf");
        var pictures = await DrawAsync(pdf);
        var text = await SaidAsync(pdf);
        text.Length.ShouldBe(printed);
        foreach (var file in (string[])[await BindAsync(pictures), .. pictures.Length == 1 ? pictures : []])
        {
            var seen = await SaidAsync(file);
            seen.ShouldBeSubsetOf(text);
            seen.Length.ShouldBeGreaterThanOrEqualTo(text.Length * 3 / 4);
        }
    }

    // Its pages as JPEG, A4 at 300 dots an inch.
    private async Task<string[]> DrawAsync(string pdf)
    {
        await RunAsync("pdftoppm", "-r", "300", "-scale-to-x", "2480", "-scale-to-y", "3508", "-gray", "-jpeg", pdf, Path.Combine(_folder, "page"));
        return [.. Directory.GetFiles(_folder, "page*.jpg").Order(StringComparer.Ordinal)];
    }

    private async Task<string> BindAsync(string[] pictures)
    {
        foreach (var picture in pictures)
        {
            var page = new PdfWriter().Jpeg(await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken), 2480, 3508, coloured: true).Page().Image(0, 0, 595, 842);
            await File.WriteAllBytesAsync(picture + ".pdf", page.ToArray(), TestContext.Current.CancellationToken);
        }
        var scan = Path.Combine(_folder, "scan.pdf");
        await RunAsync("qpdf", ["--empty", "--pages", .. pictures.Select(p => p + ".pdf"), "--", scan]);
        return scan;
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(tool, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
    }

    // Code and value of each score, and each row of a table, that is published.
    private static async Task<string[]> SaidAsync(string file) =>
        [.. (await Ita.RunAsync(null, "extract", "-q", file)).Records.Select(r => r.GetProperty("type").GetString() switch
        {
            "score" when r.GetProperty("value").GetString() is { } value => $"{r.GetProperty("code")} {value}",
            "row" when r.GetProperty("score").GetString() is not null => $"{r.GetProperty("number")} {r.GetProperty("agency")} {r.GetProperty("score")} {r.GetProperty("grade")} {r.GetProperty("delta")} {r.GetProperty("pass")}",
            _ => "",
        }).Where(s => s.Length > 0)];
}
