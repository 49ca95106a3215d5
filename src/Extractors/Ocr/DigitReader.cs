using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Ocr;

/// <summary>What a crop says, if it is a numeral.</summary>
/// <param name="Text">As printed, Thai or Arabic digits; empty when no numeral was found.</param>
/// <param name="Confidence">Calibrated probability, 0..1, that Text has the printed value.</param>
/// <param name="Raw">The network's own probability, before calibration.</param>
/// <param name="Numeral">The networks' probability that the ink is a numeral and no other print.</param>
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
        var first = Look.At(_network, fitted);
        var reading = Judge(first);
        var seen = first.Belief >= TooLittle;
        if (reading.Raw >= Enough || (!seen && fitted.Width > OneGlyph * fitted.Height)) return reading;
        // The first network has seen rings of so many designs that it takes a D for one; the second knows letters of grades better.
        var other = Look.At(_second, fitted);
        if (!seen && !other.IsGrade) return reading;
        // Doubtful ink is looked at again, by the other network, and narrower with its noise softened: what only one look makes of it loses, what all agree on gains.
        return Judge(other.IsGrade
            ? Look.Mean(other, Look.At(_second, Stretched(fitted, Wider)))
            : Look.Mean(first, other, Look.At(_network, Stretched(Crop.Soften(fitted), Narrower))));
    }

    private static GreyImage Stretched(GreyImage fitted, double by) =>
        Crop.Resize(fitted, Math.Clamp((int)(fitted.Width * by), Crop.MinWidth, Crop.MaxWidth), fitted.Height);

    /// <summary>
    /// The same ink, knowing how likely a numeral of this place is to be in Thai digits (0..1): a page or a column mostly keeps to one script,
    /// and a lone 9 of some designs is another's Thai 1.
    /// </summary>
    internal DigitReading InScript(DigitReading reading, double thai)
    {
        // Twice the share of a script: what says nothing of its script, and what is no numeral, weigh one.
        var weighed = Look.Weighed(reading.Spellings, s => 2 * (Grammar.Script(s) switch { true => thai, false => 1 - thai, _ => 0.5 }));
        return Judge(weighed, thai > 0.5) with { Numeral = reading.Numeral, Spellings = reading.Spellings };
    }

    private DigitReading Judge(Look look) => Judge(look.Found) with { Numeral = look.Numeral, Spellings = look.Found };

    private DigitReading Judge(List<(string Text, double LogProbability)> found, bool thai = false)
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
        return new DigitReading(values[0].Text, sure, raw, 0, others);
    }
}
