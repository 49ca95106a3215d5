using System.Globalization;
using CsvHelper;

namespace ItaIngest.Variants;

/// <summary>One line of a truth file, by column name; absent columns are empty.</summary>
public sealed class TruthLine(Dictionary<string, string> cells)
{
    public string this[string column] => cells.GetValueOrDefault(column, "");
}

/// <summary>What one document truly says.</summary>
public sealed class FileTruth(string file, string group)
{
    public string File { get; } = file;

    /// <summary>The fault, or the fixture's case.</summary>
    public string Group { get; } = group;

    public List<TruthLine> Scores { get; } = [];

    public List<TruthLine> Rows { get; } = [];

    public List<TruthLine> Missing { get; } = [];

    /// <summary>The true sheet with what is not printed, by code: for judging derived values; empty where it is not known.</summary>
    public Dictionary<string, string> Sheet { get; } = new(StringComparer.Ordinal);
}

/// <summary>Finds and reads the truth files below a folder: truth.csv and ranking.csv of the fixtures, NAME.truth.csv and so on of variants.</summary>
public static class Truths
{
    public static List<FileTruth> Read(string folder)
    {
        var files = new SortedDictionary<string, FileTruth>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (name.EndsWith("truth.csv", StringComparison.Ordinal)) Each(path, "truth.csv", (file, line) => file.Scores.Add(line));
            else if (name.EndsWith("ranking.csv", StringComparison.Ordinal)) Each(path, "ranking.csv", (file, line) => file.Rows.Add(line));
            else if (name.EndsWith("missing_rows.csv", StringComparison.Ordinal)) Each(path, "missing_rows.csv", (file, line) => file.Missing.Add(line));
            else if (name.EndsWith(".sheet.csv", StringComparison.Ordinal)) Each(path, "sheet.csv", (file, line) => file.Sheet[line["code"]] = line["value"]);
        }
        return [.. files.Values];

        void Each(string path, string kind, Action<FileTruth, TruthLine> take)
        {
            // A variant's truth file is named after its document; a fixture's stands beside the one document of its folder.
            var own = Path.GetFileName(path)[..^kind.Length].TrimEnd('.');
            foreach (var line in Lines(path))
            {
                var document = own.Length > 0 ? own : line["file"].Length > 0 ? line["file"] : Only(Path.GetDirectoryName(path)!);
                if (!files.TryGetValue(document, out var file)) files[document] = file = new FileTruth(document, Group(document, own.Length > 0, path));
                take(file, line);
            }
        }
    }

    private static string Only(string folder) =>
        Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!).First(f => !f.EndsWith(".csv", StringComparison.Ordinal) && !f.StartsWith('.'));

    private static string Group(string document, bool variant, string path) =>
        variant ? document[..document.LastIndexOf('-')] : Path.GetFileName(Path.GetDirectoryName(path)!);

    private static IEnumerable<TruthLine> Lines(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var header = csv.HeaderRecord ?? [];
        while (csv.Read()) yield return new TruthLine(header.ToDictionary(h => h, h => csv.GetField(h) ?? "", StringComparer.Ordinal));
    }
}
