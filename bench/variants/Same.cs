using System.Globalization;
using ItaIngest.Typeset;
using ItaIngest.Typeset.Render;

namespace ItaIngest.Variants;

/// <summary>Does a text say the same when it is typeset as PDF? Fonts and numerals vary; what was published of the text is the measure.</summary>
public static class Same
{
    public static async Task<int> RunAsync(IReadOnlyList<string> texts, string[] fonts, Func<IEnumerable<string>, Task<string[]>> extract)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(fonts);
        ArgumentNullException.ThrowIfNull(extract);
        var folder = Directory.CreateTempSubdirectory("same-").FullName;
        var pairs = new List<(string Text, string Pdf)>();
        foreach (var text in texts)
        {
            foreach (var font in fonts)
            {
                foreach (var numerals in (Numerals[])[Numerals.Thai, Numerals.Arabic])
                {
                    var pdf = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(text)}-{font.Replace(" ", "", StringComparison.Ordinal)}-{numerals}.pdf");
                    var document = FromText.Read(Path.GetFileNameWithoutExtension(text), await File.ReadAllTextAsync(text), numerals);
                    await Files.WriteAsync(document, pdf, Look.Usual with { Font = font, Points = 13 }, CancellationToken.None);
                    pairs.Add((text, pdf));
                }
            }
        }
        var claims = Claims.Read(await extract([.. texts, .. pairs.Select(p => p.Pdf)]));
        var differing = 0;
        foreach (var (text, pdf) in pairs)
        {
            var differences = Differences(claims.GetValueOrDefault(Path.GetFileName(text)) ?? new FileClaims(), claims.GetValueOrDefault(Path.GetFileName(pdf)) ?? new FileClaims()).ToArray();
            if (differences.Length > 0) differing++;
            await Console.Out.WriteLineAsync($"{Path.GetFileName(pdf)}: {(differences.Length == 0 ? "the same" : $"{differences.Length.ToString(CultureInfo.InvariantCulture)} differences")}");
            foreach (var difference in differences.Take(8)) await Console.Out.WriteLineAsync("  " + difference);
        }
        await Console.Out.WriteLineAsync($"{pairs.Count - differing} of {pairs.Count} PDFs say the same as their text; PDFs in {folder}");
        return differing == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Differences(FileClaims text, FileClaims pdf)
    {
        if (text.Year != pdf.Year) yield return $"year {text.Year} / {pdf.Year}";
        if (text.AgencyName != pdf.AgencyName) yield return $"agency {text.AgencyName} / {pdf.AgencyName}";
        foreach (var code in text.Scores.Select(s => s.Code).Union(pdf.Scores.Select(s => s.Code), StringComparer.Ordinal))
        {
            var (a, b) = (Value(text, code), Value(pdf, code));
            if (a != b) yield return $"{code}: {a} / {b}";
        }
        foreach (var number in text.Rows.Keys.Union(pdf.Rows.Keys).Order())
        {
            var (a, b) = (text.Rows.GetValueOrDefault(number), pdf.Rows.GetValueOrDefault(number));
            if (a != b) yield return $"row {number}: {a} / {b}";
        }
    }

    private static string Value(FileClaims claims, string code) =>
        claims.Scores.Find(s => s.Code == code) is { } score ? score.Published ? score.Value! : score.Status : "missing";
}
