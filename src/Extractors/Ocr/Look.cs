namespace ItaIngest.Extractors.Ocr;

/// <summary>What one network makes of one crop, in one width; or the mean of several such looks.</summary>
/// <param name="Found">Numerals that the ink can be, with their log-probabilities, the likeliest first; none when it is other print.</param>
/// <param name="Plain">Probability that none of the ink is other print.</param>
internal sealed record Look(List<(string Text, double LogProbability)> Found, double Plain)
{
    private const double LeastPlain = 0.018; // less: no numeral is worth searching for
    private const double Letter = 4; // times likelier than one place of the ink can tell an upright stroke before one or two figures is the I of a code, not what is left of a ruling

    /// <summary>The probability of all numerals found.</summary>
    public double Belief { get; } = Math.Min(1, Found.Sum(f => Math.Exp(f.LogProbability)));

    /// <summary>
    /// Numeral against other print, 0..1. What the network gives to strings that no grammar knows (figures of two scripts, a point between points) says
    /// that the ink is hard to read, not that it is a word.
    /// </summary>
    public double Numeral => Belief <= 0 ? 0 : Belief / Math.Max(Belief, Belief + 1 - Plain);

    public bool IsGrade => Found is [var (text, probability), ..] && probability > Math.Log(0.5) && text.All(c => c is >= 'A' and <= 'F');

    public static Look At(Network network, GreyImage fitted)
    {
        var frames = network.Run(fitted);
        var plain = NotOtherPrint(network, frames);
        if (plain < LeastPlain) return new([], plain);
        var letter = FoldRings(network, frames);
        // A ring that leads a short whole number may be the o of a code: the network's own leaning at that place decides how it is spelt.
        var found = Beam.Search(frames, network.Classes).ConvertAll(f =>
            (letter && f.Text.Length is 2 or 3 && f.Text[0] == '0' && f.Text.IndexOfAny(['.', ',', '%']) < 0 ? "o" + f.Text[1..] : f.Text, f.LogProbability));
        return new(ByShape(found), plain);
    }

    /// <summary>The same strings, weighed by how often print has their shape.</summary>
    public static List<(string Text, double LogProbability)> ByShape(List<(string Text, double LogProbability)> found) =>
        Weighed(found, f => Math.Exp(Grammar.Rarity(f)) * Stroke(found, f));

    public static Look Mean(params Look[] looks)
    {
        var mean = looks.SelectMany(l => l.Found).GroupBy(f => f.Text, StringComparer.Ordinal)
            .Select(g => (Text: g.Key, LogProbability: Math.Log(g.Sum(f => Math.Exp(f.LogProbability)) / looks.Length)))
            .OrderByDescending(f => f.LogProbability).ThenBy(f => f.Text, StringComparer.Ordinal);
        return new([.. mean], looks.Average(l => l.Plain));
    }

    /// <summary>Bayes' rule: each string's probability times its weight; what belongs to none of them weighs one.</summary>
    public static List<(string Text, double LogProbability)> Weighed(List<(string Text, double LogProbability)> found, Func<string, double> weight)
    {
        var shares = found.ConvertAll(f => (f.Text, Share: Math.Exp(f.LogProbability) * weight(f.Text)));
        var sum = shares.Sum(s => s.Share) + Math.Max(0, 1 - found.Sum(f => Math.Exp(f.LogProbability)));
        return sum <= 0 ? found : [.. shares.Select(s => (s.Text, Math.Log(s.Share / sum))).OrderByDescending(s => s.Item2).ThenBy(s => s.Text, StringComparer.Ordinal)];
    }

    // A ruling may be left beside any numeral, an I stands before short ones only: where both are possible their sum is shared out anew, and no other string gains or loses.
    private static double Stroke(List<(string Text, double LogProbability)> found, string text)
    {
        if (text.Length is < 1 or > 3) return 1;
        var code = text[0] == 'I' ? text : "I" + text;
        if (code.Length is < 2 or > 3 || code.AsSpan(1).IndexOfAny('.', '%', 'I') >= 0) return 1;
        double with = Of(found, code), without = Of(found, code[1..]);
        return with <= 0 || without <= 0 ? 1 : (with + without) / ((Letter * with) + without) * (text == code ? Letter : 1);
    }

    private static double Of(List<(string Text, double LogProbability)> found, string text) => found.Where(f => f.Text == text).Sum(f => Math.Exp(f.LogProbability));

    // No numeral passes through "other print", so no string without it is likelier than the product over the frames of not being that: most words of
    // prose are told from numerals without a search.
    private static double NotOtherPrint(Network network, float[][] frames)
    {
        var other = network.Classes.IndexOf('?', StringComparison.Ordinal);
        var plain = 1.0;
        foreach (var frame in frames) plain *= 1 - Math.Exp(frame[other]);
        return Math.Max(0, plain);
    }

    /// <summary>
    /// Zero, Thai zero, o and O are one ring: their probabilities are added up in the class of zero, so that spellings that the grammar forbids
    /// (O7.11) take nothing from those it knows. True when the first ring leans to the letter.
    /// </summary>
    private static bool FoldRings(Network network, float[][] frames)
    {
        int zero = network.Classes.IndexOf('0', StringComparison.Ordinal), thai = network.Classes.IndexOf('๐', StringComparison.Ordinal);
        int small = network.Classes.IndexOf('o', StringComparison.Ordinal), large = network.Classes.IndexOf('O', StringComparison.Ordinal);
        bool? letter = null;
        foreach (var frame in frames)
        {
            double digit = Math.Exp(frame[zero]) + Math.Exp(frame[thai]), o = Math.Exp(frame[small]) + Math.Exp(frame[large]);
            if (letter is null && digit + o > 0.5) letter = o > digit;
            frame[zero] = (float)Math.Log(digit + o);
            frame[thai] = frame[small] = frame[large] = float.NegativeInfinity;
        }
        return letter ?? false;
    }
}
