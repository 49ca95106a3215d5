using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Ocr;

/// <summary>What a crop says, if it is a numeral.</summary>
/// <param name="Text">As printed, Thai or Arabic digits; empty when no numeral was found.</param>
/// <param name="Confidence">Calibrated probability, 0..1, that Text has the printed value.</param>
/// <param name="Raw">The network's own probability, before calibration.</param>
/// <param name="Numeral">The network's probability that the ink is any numeral at all.</param>
/// <param name="Alternatives">Other values with their probabilities, the likeliest first.</param>
public sealed record DigitReading(string Text, double Confidence, double Raw, double Numeral, ImmutableArray<Alternative> Alternatives)
{
    /// <summary>Most confidence that the place allows, whatever the ink says.</summary>
    internal double Most { get; init; } = 1;

    /// <summary>Every string that the search kept, with the network's own log-probability.</summary>
    internal List<(string Text, double LogProbability)> Spellings { get; init; } = [];

    public static DigitReading None { get; } = new("", 0, 0, 0, []);
}

/// <summary>Reads printed numerals, Thai and Arabic, from crops of one line. Safe to share between threads.</summary>
public sealed class DigitReader
{
    private const int Kept = 8;
    private const double Enough = 0.999; // of the network's probability: one look is enough
    private const double TooLittle = 0.02; // of its belief on numerals: a word, which no other look would make a numeral
    private const double Narrower = 0.9, Wider = 1.12;
    private const double OneGlyph = 1.5; // times its height wide, at most: a letter of a grade, which the first network may take for other print
    private const double LeastBound = -4; // under two in a hundred that it is a numeral at all
    private readonly Network _network, _second;
    private readonly Calibration _calibration;

    /// <param name="network">Looks at all ink.</param>
    /// <param name="second">Trained on other crops; looks at what the first is in doubt about, with the same classes.</param>
    /// <param name="calibration">Of what both make of it.</param>
    internal DigitReader(Network network, Network second, Calibration calibration) => (_network, _second, _calibration) = (network, second, calibration);

    /// <summary>The models that the program carries (src/Extractors/Models).</summary>
    public static DigitReader Load()
    {
        using var text = new StreamReader(Resource("digits.calibration.txt"));
        return new DigitReader(Carried("digits.bin"), Carried("second.bin"), Calibration.Load(text));
    }

    internal static Network Carried(string name)
    {
        using var weights = Resource(name);
        return Network.Load(weights);
    }

    private static Stream Resource(string name) =>
        typeof(DigitReader).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program was built without {name}.");

    /// <summary>Reads one crop: grey, one line of print, some paper around it.</summary>
    public DigitReading Read(GreyImage crop)
    {
        ArgumentNullException.ThrowIfNull(crop);
        return Crop.Tighten(crop) is { } tight && tight.Width <= 9 * tight.Height ? ReadTight(Crop.Fit(tight)) : DigitReading.None;
    }

    internal DigitReading ReadTight(GreyImage fitted)
    {
        var first = Look(_network, fitted);
        var reading = Judge(first);
        var seen = first.Count > 0 && reading.Numeral >= TooLittle;
        if (reading.Raw >= Enough || (!seen && fitted.Width > OneGlyph * fitted.Height)) return reading;
        // The first network has seen rings of so many designs that it takes a D for one; the second knows letters of grades better.
        var other = Look(_second, fitted);
        var grade = IsGrade(other);
        if (!seen && !grade) return reading;
        // Doubtful ink is looked at again, by the other network and in another width: what only one look makes of it loses, what all agree on gains.
        List<(string Text, double LogProbability)>[] looks = grade ? [other, Look(_second, Stretched(fitted, Wider))] : [first, other, Look(_network, Stretched(fitted, Narrower))];
        var mean = looks.SelectMany(l => l).GroupBy(f => f.Text, StringComparer.Ordinal)
            .Select(g => (Text: g.Key, LogProbability: Math.Log(g.Sum(f => Math.Exp(f.LogProbability)) / looks.Length)))
            .OrderByDescending(f => f.LogProbability).ThenBy(f => f.Text, StringComparer.Ordinal);
        return Judge([.. mean]);
    }

    private static bool IsGrade(List<(string Text, double LogProbability)> found) =>
        found.Count > 0 && found[0].LogProbability > Math.Log(0.5) && found[0].Text.All(c => c is >= 'A' and <= 'F');

    private static GreyImage Stretched(GreyImage fitted, double by) =>
        Crop.Resize(fitted, Math.Clamp((int)(fitted.Width * by), Crop.MinWidth, Crop.MaxWidth), fitted.Height);

    // Numerals that the ink can be, with their probabilities, the likeliest first; none when it is other print.
    private static List<(string Text, double LogProbability)> Look(Network network, GreyImage fitted)
    {
        var frames = network.Run(fitted);
        if (IsOtherPrint(network, frames)) return [];
        var letter = FoldRings(network, frames);
        // A ring that leads a short whole number may be the o of a code: the network's own leaning at that place decides how it is spelt.
        var found = Beam.Search(frames, network.Classes).ConvertAll(f =>
            (letter && f.Text.Length is 2 or 3 && f.Text[0] == '0' && f.Text.IndexOfAny(['.', ',', '%']) < 0 ? "o" + f.Text[1..] : f.Text, f.LogProbability));
        return Weighed(found, f => Math.Exp(Grammar.Rarity(f)));
    }

    // No numeral passes through "other print", so its probability is at most the product over the frames of not being that: most words of
    // prose are told from numerals without a search.
    private static bool IsOtherPrint(Network network, float[][] frames)
    {
        var other = network.Classes.IndexOf('?', StringComparison.Ordinal);
        var bound = 0.0;
        foreach (var frame in frames) bound += Math.Log(Math.Max(1e-12, 1 - Math.Exp(frame[other])));
        return bound < LeastBound;
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

    /// <summary>
    /// The same ink, knowing how likely a numeral of this place is to be in Thai digits (0..1): a page or a column mostly keeps to one script,
    /// and a lone 9 of some designs is another's Thai 1.
    /// </summary>
    internal DigitReading InScript(DigitReading reading, double thai)
    {
        // Twice the share of a script: what says nothing of its script, and what is no numeral, weigh one.
        return Judge(Weighed(reading.Spellings, s => 2 * (Grammar.Script(s) switch { true => thai, false => 1 - thai, _ => 0.5 })), reading.Spellings, thai > 0.5);
    }

    /// <summary>Bayes' rule: each string's probability times its weight; what belongs to none of them weighs one.</summary>
    private static List<(string Text, double LogProbability)> Weighed(List<(string Text, double LogProbability)> found, Func<string, double> weight)
    {
        var shares = found.ConvertAll(f => (f.Text, Share: Math.Exp(f.LogProbability) * weight(f.Text)));
        var sum = shares.Sum(s => s.Share) + Math.Max(0, 1 - found.Sum(f => Math.Exp(f.LogProbability)));
        return sum <= 0 ? found : [.. shares.Select(s => (s.Text, Math.Log(s.Share / sum))).OrderByDescending(s => s.Item2).ThenBy(s => s.Text, StringComparer.Ordinal)];
    }

    private DigitReading Judge(List<(string Text, double LogProbability)> found, List<(string Text, double LogProbability)>? spellings = null, bool thai = false)
    {
        if (found.Count == 0) return DigitReading.None;
        // Spellings of one value (Thai or Arabic, o or zero) are one answer: their probabilities add up.
        var values = found.GroupBy(f => Grammar.Value(f.Text), StringComparer.Ordinal)
            .Select(g => (Text: Grammar.Spell(g.First().Text, thai), Probability: g.Sum(f => Math.Exp(f.LogProbability))))
            .OrderByDescending(v => v.Probability).ThenBy(v => v.Text, StringComparer.Ordinal).ToList();
        var raw = Math.Min(1, values[0].Probability);
        var sure = _calibration.Of(raw);
        // What calibration takes from the best is shared among the rest as the network weighs them; some of it belongs to none of them.
        var rest = Math.Max(1 - raw, values.Skip(1).Sum(v => v.Probability));
        var others = rest <= 0 ? [] : values.Skip(1).Take(Kept).Select(v => new Alternative(v.Text, (1 - sure) * v.Probability / rest)).ToImmutableArray();
        return new DigitReading(values[0].Text, sure, raw, Math.Min(1, values.Sum(v => v.Probability)), others) { Spellings = spellings ?? found };
    }
}
