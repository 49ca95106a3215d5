namespace ItaIngest.Extractors.Ocr;

/// <summary>
/// Prefix beam search over the network's frames (Graves, Sequence Transduction; Hannun et al. 2014), kept to strings that the grammar can begin:
/// for each numeral the sum over all its alignments, so its full probability under the network and not that of one path.
/// </summary>
internal static class Beam
{
    private const int Width = 24;
    private const double Floor = -14; // a class less probable than e^-14 in a frame opens no new path there

    private struct Path
    {
        public double Blank, Letter; // log-probability of the alignments that end in a blank, or in the last letter
    }

    /// <summary>Numerals with their log-probabilities, the best first. Probability not listed belongs to no numeral, or to very unlikely ones.</summary>
    public static List<(string Text, double LogProbability)> Search(float[][] frames, string classes)
    {
        var beam = new Dictionary<string, Path>(StringComparer.Ordinal) { [""] = new Path { Blank = 0, Letter = double.NegativeInfinity } };
        foreach (var frame in frames)
        {
            var next = new Dictionary<string, Path>(StringComparer.Ordinal);
            foreach (var (text, path) in beam)
            {
                var all = Add(path.Blank, path.Letter);
                Put(next, text, all + frame[0], double.NegativeInfinity);
                for (var c = 1; c < classes.Length; c++)
                {
                    if (float.IsNegativeInfinity(frame[c]) || (frame[c] < Floor && !(text.Length > 0 && text[^1] == classes[c]))) continue;
                    if (text.Length > 0 && text[^1] == classes[c])
                    {
                        Put(next, text, double.NegativeInfinity, path.Letter + frame[c]);
                        if (double.IsNegativeInfinity(path.Blank)) continue;
                    }
                    var longer = text + classes[c];
                    if (!next.ContainsKey(longer) && !Grammar.Begins(longer)) continue;
                    var before = text.Length > 0 && text[^1] == classes[c] ? path.Blank : all;
                    Put(next, longer, double.NegativeInfinity, before + frame[c]);
                }
            }
            beam = next.Count <= Width ? next
                : next.OrderByDescending(p => Add(p.Value.Blank, p.Value.Letter)).ThenBy(p => p.Key, StringComparer.Ordinal).Take(Width).ToDictionary(StringComparer.Ordinal);
        }
        return beam.Where(p => Grammar.Accepts(p.Key))
            .Select(p => (p.Key, Add(p.Value.Blank, p.Value.Letter)))
            .OrderByDescending(p => p.Item2).ThenBy(p => p.Key, StringComparer.Ordinal).ToList();
    }

    private static void Put(Dictionary<string, Path> into, string text, double blank, double letter)
    {
        if (into.TryGetValue(text, out var old)) into[text] = new Path { Blank = Add(old.Blank, blank), Letter = Add(old.Letter, letter) };
        else into[text] = new Path { Blank = blank, Letter = letter };
    }

    private static double Add(double a, double b)
    {
        if (double.IsNegativeInfinity(a)) return b;
        if (double.IsNegativeInfinity(b)) return a;
        var top = Math.Max(a, b);
        return top + Math.Log(Math.Exp(a - top) + Math.Exp(b - top));
    }
}
