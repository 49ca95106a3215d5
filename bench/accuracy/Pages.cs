using System.Diagnostics;
using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Bench;

/// <summary>Reads page pictures as the worker does and prints every token: for judge.py, which knows what the pages say.</summary>
internal static class Pages
{
    public static void Read(string folder)
    {
        using var reader = new ScanReader();
        foreach (var file in Directory.GetFiles(folder, "*.pgm").Order(StringComparer.Ordinal))
        {
            var (image, dpi) = Pgm(file);
            var clock = Process.GetCurrentProcess().TotalProcessorTime;
            var page = reader.Read(image, dpi, 1);
            var name = Path.GetFileNameWithoutExtension(file);
            foreach (var t in page.Page.Tokens)
            {
                var b = t.Box!.Value;
                Console.WriteLine(FormattableString.Invariant($"{name}\t{t.Reader}\t{t.Text}\t{t.Confidence:0.00000}\t{b.X0:0.0}\t{b.Y0:0.0}\t{b.X1:0.0}\t{b.Y1:0.0}\t{string.Join(' ', t.Alternatives.Select(a => FormattableString.Invariant($"{a.Text}:{a.Probability:0.00000}")))}"));
            }
            Console.Error.WriteLine(FormattableString.Invariant($"{name}\t{(Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds:0.00} CPU s\t{page.Page.Rulings.Length} rulings\t{page.Quarters} turns\t{page.Skew:0.00} deg\t{page.LinesLeftOut} left out"));
        }
    }

    /// <summary>A raw PGM whose comment states the resolution: "# dpi 200".</summary>
    private static (GreyImage, double) Pgm(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var numbers = new List<int>();
        var (at, dpi) = (2, 300.0);
        while (numbers.Count < 3)
        {
            var end = at;
            while (bytes[end] != '\n' && (bytes[at] == '#' || bytes[end] != ' ')) end++;
            var word = System.Text.Encoding.ASCII.GetString(bytes, at, end - at);
            if (word.StartsWith("# dpi ", StringComparison.Ordinal)) dpi = double.Parse(word[6..], System.Globalization.CultureInfo.InvariantCulture);
            else if (word.Length > 0 && word[0] != '#') numbers.Add(int.Parse(word, System.Globalization.CultureInfo.InvariantCulture));
            at = end + 1;
        }
        return (new GreyImage(numbers[0], numbers[1], bytes[at..(at + numbers[0] * numbers[1])]), dpi);
    }
}
