using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;

namespace ItaIngest.Bench.Reconcile;

/// <summary>
/// How a true sheet comes to be printed and read: a table, often a narrative that repeats it, now and then one that was copied from another
/// agency; cells left blank; digits misread at a given rate. Half of the misreadings are in every mention alike (a typing error that is
/// copied, a shape that the reader always takes for another), half strike each mention by itself. Half of the sheets are texts of another recogniser,
/// half are scans read by the project's own reader of numerals, with its measured confusions, the confidence it measured for right and wrong readings, and what it names
/// beside them: of wrong readings mostly the truth.
/// With uniform errors every digit is taken for every other alike: then the reconciler assumes other confusions than there are.
/// </summary>
internal sealed class Print(Random random, double errorRate, bool thai, bool scan, bool uniform)
{
    // Readings by confidence, of a hundred thousand wrong ones and as many right ones: bench/results/2026-11-21-accuracy.md.
    private static readonly (double Confidence, int Wrong, int Right)[] Measured =
        [(0.61, 56_900, 1_700), (0.82, 21_900, 2_500), (0.92, 7_500, 1_600), (0.98, 7_300, 4_800), (0.993, 1_000, 4_000), (0.998, 4_200, 20_700), (0.9995, 1_200, 64_700)];

    // Of the reader's wrong readings, 56 of the threshold split, so many have the truth for their first alternative (2026-12-01); what it has, on average, of what the reading
    // leaves; and what another first alternative has, of wrong readings and of right ones.
    private const double TruthNamed = 38.0 / 56, ShareOfTruth = 0.72, ShareOfOther = 0.25, ShareBesideRight = 0.45;
    private const double AnyOther = 0.3; // share of its digits that another alternative has otherwise

    private int _line = 1;

    private ReaderKind Reader => scan ? ReaderKind.Digits : ReaderKind.Text;

    /// <summary>What the table prints for a code, in hundredths; -1 where it is no score any more. Blank cells are absent.</summary>
    public SortedDictionary<ItemCode, int> Table { get; } = [];

    public ImmutableArray<Observation> Of(Truth truth, Truth another)
    {
        var observations = ImmutableArray.CreateBuilder<Observation>();
        var narrative = random.Next(100) < 55;
        var copied = narrative && random.Next(100) < 12;
        foreach (var (code, value) in truth.Values)
        {
            var shared = Misread(Text(value), errorRate / 2);
            var inTable = code.Level == CodeLevel.Total ? random.Next(100) < 40 : random.Next(100) >= (code.Level == CodeLevel.Item ? 3 : 1);
            if (inTable)
            {
                observations.Add(Observe(code, value, Misread(shared, errorRate / 2), Where.Table));
                Table[code] = observations[^1].Value is { Succeeded: true } v ? v.Value.Hundredths : -1;
            }
            if (code.Level == CodeLevel.Total)
            {
                if (random.Next(100) < 85) observations.Add(Observe(code, value, Misread(shared, errorRate / 2), Where.Memo));
            }
            else if (narrative && random.Next(100) < 70)
            {
                if (!copied) observations.Add(Observe(code, value, Misread(shared, errorRate / 2), Where.Narrative));
                else if (another.Values.TryGetValue(code, out var foreign)) observations.Add(Observe(code, foreign, Text(foreign), Where.Narrative));
            }
        }
        return observations.ToImmutable();
    }

    /// <summary>Last year's total and the change that is printed beside this year's, misread like all else; one of two hundred is not of this agency.</summary>
    public SheetContext Beside(Truth truth)
    {
        var total = truth.Values[ItemCode.Total];
        var last = random.Next(200) == 0 ? random.Next(4_000, 10_000) : Math.Clamp(total + random.Next(-1_500, 1_501), 0, Score.MaxHundredths);
        var change = ScoreChange.Parse(Misread(Text(Math.Abs(total - last)), errorRate));
        var printed = Score.Parse(Misread(Text(last), errorRate));
        if (!printed.Succeeded || !change.Succeeded) return SheetContext.None;
        return new() { LastYear = printed.Value, PrintedChange = ScoreChange.FromHundredths(total < last ? -change.Value.Hundredths : change.Value.Hundredths) };
    }

    private Observation Observe(ItemCode code, int ink, string printed, Where where)
    {
        var confidence = scan ? Confidence(printed != Text(ink)) : 1;
        var alternatives = scan ? Beside(Text(ink), printed, confidence) : [];
        return new(code, Score.Parse(printed), new Evidence("synthetic", 1, _line++, null, printed, Reader, confidence, alternatives, where, "bench", code.ToString(), (int)where));
    }

    private ImmutableArray<Alternative> Beside(string ink, string read, double confidence)
    {
        var truth = read != ink && random.NextDouble() < TruthNamed;
        var named = truth ? ink : Misread(ink, AnyOther);
        if (named == read || (named == ink && !truth)) return [];
        return [new(named, (1 - confidence) * (truth ? ShareOfTruth : read == ink ? ShareBesideRight : ShareOfOther))];
    }

    private double Confidence(bool wrong)
    {
        var at = random.Next(100_000);
        foreach (var (confidence, ofWrong, ofRight) in Measured)
        {
            at -= wrong ? ofWrong : ofRight;
            if (at < 0) return confidence;
        }
        return Measured[^1].Confidence;
    }

    private string Text(int value)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value / 100}.{value % 100:00}");
        return thai ? ThaiDigits.ToThai(text) : text;
    }

    // The rate is that of an average digit: some digits are misread far more often than others.
    private string Misread(string text, double rate)
    {
        if (rate <= 0) return text;
        var read = text.ToCharArray();
        for (var i = 0; i < read.Length; i++)
        {
            if (!ThaiDigits.IsDigit(read[i])) continue;
            var (digit, at) = (ThaiDigits.ValueOf(read[i]), random.NextDouble());
            for (var other = 0; other < 10; other++)
            {
                if (other == digit) continue;
                at -= rate * (uniform ? 1 / 9.0 : DigitConfusions.PerMille(Reader, thai, digit, other) / 1000.0);
                if (at >= 0) continue;
                read[i] = (char)((thai ? ThaiDigits.Zero : '0') + other);
                break;
            }
        }
        return new string(read);
    }
}
