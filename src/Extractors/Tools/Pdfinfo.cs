using System.Globalization;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Tools;

/// <summary>Size of a page in points before turning, and its turn in degrees clockwise: 0, 90, 180 or 270.</summary>
internal readonly record struct PageSize(double Width, double Height, int Turn)
{
    /// <summary>As a reader sees the page.</summary>
    public (double Width, double Height) Seen => Turn is 90 or 270 ? (Height, Width) : (Width, Height);
}

/// <summary>What pdfinfo says of a document.</summary>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Sizes">Of each page, from page 1.</param>
/// <param name="Damage">What it complained about, or null.</param>
internal sealed record PdfFacts(int Pages, PageSize[] Sizes, string? Damage);

/// <summary>poppler's pdfinfo: number of pages, their sizes and turns, encryption.</summary>
internal static partial class Pdfinfo
{
    public static readonly Tool Program = new("pdfinfo", "poppler-utils");

    /// <summary>Facts of the document, or null when it cannot be opened at all.</summary>
    /// <exception cref="DocumentRejectedException">ITA010: it needs a password.</exception>
    public static async Task<PdfFacts?> ReadAsync(string path, string name, ReadOptions options, CancellationToken cancel)
    {
        var (result, output) = await ToolRun.TextAsync(Program, ["-f", "1", "-l", "100000", "-enc", "UTF-8", path], options, cancel);
        if (result.Errors.Contains("Incorrect password", StringComparison.Ordinal))
            throw new DocumentRejectedException("ITA010", $"{name} is encrypted and needs a password.",
                "Ask its publisher for an open copy, or remove the password with: qpdf --decrypt --password=... IN OUT");
        var pages = PagesLine().Match(output);
        if (!result.Succeeded || !pages.Success || !int.TryParse(pages.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;

        // Only pages that the tree really holds are listed: a forged page count costs nothing.
        var sizes = new List<PageSize>();
        foreach (Match m in SizeLine().Matches(output))
        {
            var page = int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (page == sizes.Count + 1)
                sizes.Add(new PageSize(Number(m.Groups[2]), Number(m.Groups[3]), 0));
        }
        foreach (Match m in TurnLine().Matches(output))
        {
            var page = int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (page <= sizes.Count) sizes[page - 1] = sizes[page - 1] with { Turn = int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture) % 360 };
        }
        return new PdfFacts(Math.Min(count, sizes.Count), [.. sizes], result.Errors.Length > 0 ? result.FirstError : null);
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Pages:\s+([0-9]{1,9})$", RegexOptions.Multiline)]
    private static partial Regex PagesLine();

    [GeneratedRegex(@"^Page\s+([0-9]{1,9}) size:\s+([0-9.]+) x ([0-9.]+) pts", RegexOptions.Multiline)]
    private static partial Regex SizeLine();

    [GeneratedRegex(@"^Page\s+([0-9]{1,9}) rot:\s+([0-9]{1,3})$", RegexOptions.Multiline)]
    private static partial Regex TurnLine();
}
