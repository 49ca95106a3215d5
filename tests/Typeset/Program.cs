using System.Globalization;
using ItaIngest.Reference;
using ItaIngest.TestSupport;
using ItaIngest.Typeset.Make;
using ItaIngest.Typeset.Paper;
using ItaIngest.Typeset.Render;

namespace ItaIngest.Typeset;

/// <summary>
/// typeset variants OUT [--seed N] [--times N] [--formats txt,html,pdf,docx,xlsx,csv] [--only FAULT,FAULT]: generated documents with truth files;
/// typeset pdf IN.txt OUT.pdf [--font FAMILY] [--numerals thai|arabic|as-printed]: an OCR text laid out again as PDF (html, docx, xlsx, csv by OUT's ending);
/// typeset long OUT.pdf [--pages N]: a long report for measuring speed.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (args)
        {
            case ["variants", var folder, ..]:
                await VariantsAsync(folder, Whole(args, "--seed", 1), Whole(args, "--times", 3), Option(args, "--formats", "txt").Split(','), Option(args, "--only", ""));
                return 0;
            case ["pdf", var from, var to, ..]:
                var numerals = Option(args, "--numerals", "as-printed") switch { "thai" => Numerals.Thai, "arabic" => Numerals.Arabic, _ => Numerals.AsPrinted };
                var read = FromText.Read(Path.GetFileNameWithoutExtension(from), await File.ReadAllTextAsync(from), numerals);
                await Files.WriteAsync(read, to, Look.Usual with { Font = Option(args, "--font", Look.Usual.Font) }, CancellationToken.None);
                return 0;
            case ["long", var to, ..]:
                await Files.WriteAsync(LongPaper.Make(Whole(args, "--pages", 200), 1), to, Look.Usual, CancellationToken.None);
                return 0;
            default:
                await Console.Error.WriteLineAsync("typeset variants OUT | typeset pdf IN.txt OUT.pdf | typeset long OUT.pdf");
                return 2;
        }
    }

    private static async Task VariantsAsync(string folder, int seed, int times, string[] formats, string only)
    {
        var facts = new Facts(ReferenceLoader.Load(Places.Reference));
        Directory.CreateDirectory(folder);
        var number = 0;
        foreach (var document in Recipes.All(facts, seed, times))
        {
            if (only.Length > 0 && !document.Faults.Any(f => only.Split(',').Contains(f.ToString(), StringComparer.OrdinalIgnoreCase))) continue;
            var look = Look.All[number++ % Look.All.Count];
            foreach (var format in formats)
            {
                var file = $"{document.Name}.{format}";
                await Files.WriteAsync(document, Path.Combine(folder, file), look, CancellationToken.None);
                if (document.Scores.Length > 0) await File.WriteAllTextAsync(Path.Combine(folder, file + ".truth.csv"), Books.Scores(document, file));
                if (document.Rows.Length > 0) await File.WriteAllTextAsync(Path.Combine(folder, file + ".ranking.csv"), Books.Rows(document, file));
                if (document.Sheet.Length > 0) await File.WriteAllTextAsync(Path.Combine(folder, file + ".sheet.csv"), Books.Sheet(document));
                if (document.MissingRows.Length > 0) await File.WriteAllTextAsync(Path.Combine(folder, file + ".missing_rows.csv"), Books.Missing(document));
            }
        }
    }

    private static string Option(string[] args, string name, string otherwise) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;

    private static int Whole(string[] args, string name, int otherwise) =>
        int.TryParse(Option(args, name, ""), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
