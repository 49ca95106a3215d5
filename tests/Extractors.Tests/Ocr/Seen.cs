using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Ocr;
using ItaIngest.TestSupport;

namespace ItaIngest.Extractors.Tests.Ocr;

/// <summary>The scanned table that several tests look at, and what is seen of it.</summary>
internal static class Seen
{
    /// <summary>The scores of thai-200.jpg and arabic-150.jpg, from the top down.</summary>
    public static readonly string[] Scores = ["83.85", "100.00", "91.18", "75.88", "0.00", "96.40", "87.53", "62.71", "95.28", "93.75"];

    public static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(Places.Root, "tests", "Extractors.Tests", "Ocr", name));

    public static Picture Picture(string name) => Pictures.Read(File(name), 0, name);

    /// <summary>Numerals with two decimals, top to bottom, in Arabic digits.</summary>
    public static string[] ScoresOf(ScannedPage page) =>
        [.. Decimals(page).OrderBy(t => t.Box!.Value.Y0).Select(t => Grammar.Value(t.Text))];

    public static IEnumerable<Token> Decimals(ScannedPage page) =>
        page.Page.Tokens.Where(t => t.Reader == ReaderKind.Digits && t.Text.Contains('.', StringComparison.Ordinal) && t.Text.Length > 3);

    public static ScanReader Open()
    {
        try
        {
            return new ScanReader();
        }
        catch (DocumentRejectedException missing) when (missing.Code is "ITA101" or "ITA102" && Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
