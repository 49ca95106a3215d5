using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>One distinct number that one document prints for a code: the same number again in the same document is the same evidence.</summary>
/// <param name="Number">The digits as printed, in hundredths; may exceed 100.00 when a digit is misread.</param>
/// <param name="Valid">Whether it is a score at all.</param>
/// <param name="Thai">Printed in Thai numerals.</param>
/// <param name="Table">Stands in a table or list at least once, not in prose only.</param>
/// <param name="Cap">The most that disagreeing with it can cost.</param>
/// <param name="Alternatives">Other readings of the same ink and their costs.</param>
/// <param name="Document">Which document.</param>
internal sealed record Reading(
    int Number, bool Valid, bool Thai, bool Table, int Cap, ImmutableArray<(int Value, int Cost)> Alternatives, string Document)
{
    /// <summary>What it costs that the truth is this value, in hundredths, and yet Number was read.</summary>
    public int Cost(int value, Prices prices)
    {
        if (value == Number) return 0;
        var cost = Cap;
        foreach (var (alternative, price) in Alternatives)
            if (alternative == value) cost = Math.Min(cost, price);
        return Math.Min(cost, Edit(value, prices));
    }

    private int Edit(int value, Prices prices)
    {
        if (Digits(value) != Digits(Number)) return Cap;
        var sum = 0;
        for (int t = value, r = Number; t > 0 || r > 0; t /= 10, r /= 10)
        {
            var (td, rd) = (t % 10, r % 10);
            if (td == rd) continue;
            sum += prices.Digit(Thai, td, rd);
            if (sum >= Cap) return Cap;
        }
        return sum;
    }

    /// <summary>How many digits the number prints with its two decimals: 9.50 has three.</summary>
    public static int Digits(int number) => number < 1_000 ? 3 : number < 10_000 ? 4 : number < 100_000 ? 5 : 6;

    /// <summary>The hundredths of a printed number with two decimals that is no score because a digit is wrong ("190.00"); -1 for other text.</summary>
    public static int NumberIn(string printed)
    {
        var text = printed.AsSpan().Trim();
        var point = text.IndexOf('.');
        return point is >= 1 and <= 3 && text.Length == point + 3
            && ThaiDigits.ParseWhole(text[..point]) is { } whole && ThaiDigits.ParseWhole(text[(point + 1)..]) is { } fraction
            ? (whole * 100) + fraction : -1;
    }

    /// <summary>An order of observations that depends on nothing but themselves: document, place, text.</summary>
    public static Comparer<Observation> Order { get; } = Comparer<Observation>.Create(static (a, b) =>
    {
        var (x, y) = (a.Evidence, b.Evidence);
        var by = string.CompareOrdinal(x.DocumentId, y.DocumentId);
        if (by == 0) by = (x.Page, x.Line ?? 0, x.Box?.Y0 ?? 0, x.Box?.X0 ?? 0, x.Section).CompareTo((y.Page, y.Line ?? 0, y.Box?.Y0 ?? 0, y.Box?.X0 ?? 0, y.Section));
        if (by == 0) by = x.Where.CompareTo(y.Where);
        if (by == 0) by = string.CompareOrdinal(x.AsPrinted, y.AsPrinted);
        if (by == 0) by = string.CompareOrdinal(x.Rule, y.Rule);
        if (by == 0) by = string.CompareOrdinal(x.Label, y.Label);
        if (by == 0) by = string.CompareOrdinal(a.Doubt, b.Doubt);
        return by;
    });
}
