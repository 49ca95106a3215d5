using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Bench.Reconcile;

/// <summary>
/// How a true sheet comes to be printed and read: a table, often a narrative that repeats it, now and then one that was copied from another
/// agency; cells left blank; digits misread at a given rate. Half of the misreadings are in every mention alike (a typing error that is
/// copied, a shape that the reader always takes for another), half strike each mention by itself.
/// </summary>
internal sealed class Print(Random random, double errorRate, bool thai)
{
    private int _line = 1;

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
                var printed = Misread(shared, errorRate / 2);
                observations.Add(Observe(code, printed, Where.Table));
                Table[code] = observations[^1].Value is { Succeeded: true } v ? v.Value.Hundredths : -1;
            }
            if (code.Level == CodeLevel.Total)
            {
                if (random.Next(100) < 85) observations.Add(Observe(code, Misread(shared, errorRate / 2), Where.Memo));
            }
            else if (narrative && random.Next(100) < 70)
            {
                if (!copied) observations.Add(Observe(code, Misread(shared, errorRate / 2), Where.Narrative));
                else if (another.Values.TryGetValue(code, out var foreign)) observations.Add(Observe(code, Text(foreign), Where.Narrative));
            }
        }
        return observations.ToImmutable();
    }

    private Observation Observe(ItemCode code, string printed, Where where) =>
        new(code, Score.Parse(printed), new Evidence("synthetic", 1, _line++, null, printed, ReaderKind.Text, 1, [], where, "bench", code.ToString(), (int)where));

    private string Text(int value)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value / 100}.{value % 100:00}");
        return thai ? ThaiDigits.ToThai(text) : text;
    }

    private string Misread(string text, double rate)
    {
        if (rate <= 0) return text;
        var read = text.ToCharArray();
        for (var i = 0; i < read.Length; i++)
        {
            if (!ThaiDigits.IsDigit(read[i]) || random.NextDouble() >= rate) continue;
            var (digit, at) = (ThaiDigits.ValueOf(read[i]), random.Next(1000));
            for (var other = 0; other < 10; other++)
            {
                if (other == digit) continue;
                at -= DigitConfusions.PerMille(thai, digit, other);
                if (at >= 0) continue;
                read[i] = (char)((thai ? ThaiDigits.Zero : '0') + other);
                break;
            }
        }
        return new string(read);
    }
}
