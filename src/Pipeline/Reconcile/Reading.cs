using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>One distinct number that one document prints for a code: the same number again in the same document is the same evidence.</summary>
/// <param name="Number">The digits as printed, in hundredths; may exceed 100.00 when a digit is misread.</param>
/// <param name="Width">How many digits are printed: more than the number needs where it begins with a zero.</param>
/// <param name="Valid">Whether it is a score at all.</param>
/// <param name="Kind">Whose confusions apply: <see cref="Misreading.KindOf"/>.</param>
/// <param name="Table">Stands in a table or list at least once, not in prose only.</param>
/// <param name="Suspicion">How many times likelier than on average it is misread.</param>
/// <param name="Alternatives">Other readings of the same ink, and how probable beside this one.</param>
/// <param name="Document">Which document.</param>
internal sealed record Reading(
    int Number, int Width, bool Valid, int Kind, bool Table, double Suspicion, ImmutableArray<(int Value, double Odds)> Alternatives, string Document)
{
    /// <summary>Probability that the ink says this value and yet Number was read, for a misreading of this mention alone.</summary>
    public Weights Of(int value) => Of(value, Misreading.Half(Kind, value, Number, Width));

    /// <param name="value">What the ink may say.</param>
    /// <param name="half">What <see cref="Misreading.Half"/> says of it.</param>
    public Weights Of(int value, Weights half)
    {
        if (value == Number) return half;
        var likely = half * Suspicion;
        foreach (var (alternative, odds) in Alternatives)
            if (alternative == value) likely = Vector256.Max(likely, Vector256.Create(odds));
        return Vector256.Max(Vector256.Min(Weights.One, likely), Vector256.Create(Table ? Misreading.Gross : Misreading.Copied));
    }

    /// <summary>How many digits the number prints with its two decimals: 9.50 has three.</summary>
    public static int Digits(int number) => number < 1_000 ? 3 : number < 10_000 ? 4 : number < 100_000 ? 5 : 6;

    /// <summary>The values that differ from what is read in one digit.</summary>
    public static IEnumerable<int> OneDigit(int number, int width)
    {
        for (int i = 0, place = 1; i < width; i++, place *= 10)
        {
            var digit = number / place % 10;
            for (var d = 0; d < 10; d++)
                if (d != digit && number + ((d - digit) * place) is var value && Digits(value) == width && value <= Score.MaxHundredths) yield return value;
        }
    }

    /// <summary>How many digits a text prints for a number: one more for every zero before it that says nothing.</summary>
    public static int WidthOf(string printed, int number)
    {
        var zeros = 0;
        var text = printed.AsSpan().Trim();
        while (zeros + 1 < text.Length && ThaiDigits.IsDigit(text[zeros]) && ThaiDigits.ValueOf(text[zeros]) == 0 && ThaiDigits.IsDigit(text[zeros + 1])) zeros++;
        return Digits(number) + zeros;
    }

    /// <summary>In how many digits two numbers differ; all of them where they print unequally many.</summary>
    public static int Apart(int a, int b)
    {
        if (Digits(a) != Digits(b)) return Math.Max(Digits(a), Digits(b));
        var different = 0;
        for (; a > 0 || b > 0; a /= 10, b /= 10) if (a % 10 != b % 10) different++;
        return different;
    }

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
