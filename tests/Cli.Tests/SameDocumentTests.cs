using System.Diagnostics;
using ItaIngest.Extractors.Tests;
using ItaIngest.TestSupport;

namespace ItaIngest.Cli.Tests;

/// <summary>What a document says does not depend on how it came: as text, as a scan, or as a picture of its page.</summary>
public sealed class SameDocumentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ita-same-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_scan_and_a_picture_of_a_document_say_what_its_text_says_and_withhold_at_most_one_score()
    {
        var printed = Path.Combine(Places.Fixtures, "pdf-by-indicator-2565", "pdf-by-indicator-2565.pdf");
        using (var drawn = Process.Start("pdftoppm", ["-r", "300", "-scale-to-x", "2480", "-scale-to-y", "3508", "-gray", "-jpeg", "-singlefile", printed, Path.Combine(_folder, "picture")])!) await drawn.WaitForExitAsync(TestContext.Current.CancellationToken);
        var picture = Path.Combine(_folder, "picture.jpg");
        var scan = Path.Combine(_folder, "scan.pdf");
        // A4 at 300 dots an inch.
        await File.WriteAllBytesAsync(scan, new PdfWriter().Jpeg(await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken), 2480, 3508, coloured: true).Page().Image(0, 0, 595, 842).ToArray(), TestContext.Current.CancellationToken);
        var text = await ScoresAsync(printed);
        text.Length.ShouldBeGreaterThan(10);
        foreach (var file in new[] { scan, picture })
        {
            var seen = await ScoresAsync(file);
            seen.ShouldBeSubsetOf(text);
            seen.Length.ShouldBeGreaterThanOrEqualTo(text.Length - 1);
        }
    }

    // Code and value of each score that is published.
    private static async Task<string[]> ScoresAsync(string file) =>
        [.. (await Ita.RunAsync(null, "extract", "-q", file)).Records.Where(r => r.GetProperty("type").GetString() == "score" && r.GetProperty("value").GetString() is not null)
            .Select(r => $"{r.GetProperty("code")} {r.GetProperty("value")}")];
}
