using System.Globalization;
using System.Text;

namespace ItaIngest.Bench.Storage;

/// <summary>Lines of a report: shown as they come and kept in bench/results.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public void Add(string what, string figure)
    {
        Console.WriteLine($"{what}: {figure}");
        _text.Append(CultureInfo.InvariantCulture, $"| {what} | {figure} |\n");
    }

    public void Keep(string file, string heading)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.AppendAllText(file, $"# {heading}\n\n| what | figure |\n|---|---|\n{_text}\n");
    }
}
