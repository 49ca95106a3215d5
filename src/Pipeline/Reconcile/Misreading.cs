using System.Runtime.Intrinsics;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// How probable each kind of error is when a given share of all printed digits is wrong, for several shares at once. Half of the misreadings are in every mention of a
/// document alike (a typing error that is copied, a shape that the reader always takes for another), half strike each mention by itself.
/// </summary>
internal static class Misreading
{
    /// <summary>A table says something that has nothing to do with the truth (another agency's row, a typed-over cell): per value it may show.</summary>
    public const double Gross = 1e-7;

    /// <summary>A sentence says something that has nothing to do with the truth: narratives are often copied from elsewhere.</summary>
    public const double Copied = 3e-4;

    /// <summary>Share of misread digits whose confusions are taken for unknown.</summary>
    private const double Unmeasured = 0.3;

    /// <summary>A computed second value (last year's score and the printed difference) is off.</summary>
    public const double Computed = 1e-3;

    /// <summary>The printed grade or verdict is wrong.</summary>
    public const double Grade = 1e-3;

    /// <summary>An item of the public-disclosure check was exempt, so its group is smaller.</summary>
    public const double Exempt = 0.02;

    /// <summary>A mean is rounded in a way that no published sheet shows.</summary>
    public const double Rounding = 1e-4;

    /// <summary>A number is printed with a zero before it that says nothing.</summary>
    private const double LeadingZero = 1e-3;

    /// <summary>Any digit may be typed for any other on the sheet itself, whoever reads it.</summary>
    private const double Typed = 2e-5;

    /// <summary>The share of the numeral reader's readings that were wrong where its confidence was measured.</summary>
    private const double WrongWhereMeasured = 0.0224;

    /// <summary>The shares of wrong digits that are weighed against each other, from a clean copy to a hopeless one: one for each of the <see cref="Weights"/>.</summary>
    public static readonly double[] Rates = [0.003, 0.012, 0.04, 0.12];

    // By kind: of digits, and of pairs of digits, by what is read and then by what is printed.
    private static readonly Weights[][] Digits = new Weights[Kinds][], Pairs = new Weights[Kinds][];
    private static readonly (int Digit, Weights Odds)[][][] Digit = new (int, Weights)[Kinds][][];

    private const int Kinds = 4;

    static Misreading()
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            var half = Digits[kind] = Table(kind, 0.5);
            Pairs[kind] = [.. Enumerable.Range(0, 100 * 100).Select(i => half[(i / 1000 * 10) + (i / 10 % 10)] * half[(i / 100 % 10 * 10) + (i % 10)])];
            var whole = Table(kind, 1);
            Digit[kind] = [.. Enumerable.Range(0, 10).Select(read => Enumerable.Range(0, 10)
                .Select(printed => (printed, Odds: printed == read ? Weights.One : whole[(read * 10) + printed] / whole[read * 11])).OrderByDescending(d => d.Odds.Most()).ToArray())];
        }
    }

    /// <summary>Probability that one value is printed and the other read with so many digits, by one of the two ways of misreading.</summary>
    public static Weights Half(int kind, int value, int read, int width)
    {
        if (Reading.Digits(value) == width) return Product(kind, value, read, width);
        // 05.83 is hardly how 5.83 is printed; far rather is 95.83 misread.
        return value == read ? LeadingZero * Right(kind, value) : default;
    }

    /// <summary>Probability that a value is read as it is printed, by one of the two ways of misreading.</summary>
    public static Weights Right(int kind, int value) => Product(kind, value, value, Reading.Digits(value));

    /// <summary>The digits that may be printed where this one is read, by either way, with their odds against its being right; likeliest first.</summary>
    public static (int Digit, Weights Odds)[] Around(int kind, int read) => Digit[kind][read];

    /// <summary>0..3: whose confusions apply.</summary>
    public static int KindOf(ReaderKind reader, bool thai) => (thai ? 2 : 0) + (reader == ReaderKind.Digits ? 1 : 0);

    /// <summary>How many times likelier than on average a reading of this confidence is wrong.</summary>
    public static double Suspicion(ReaderKind reader, double confidence)
    {
        if (reader == ReaderKind.Text) return 1;
        var sure = Math.Clamp(confidence, 0.05, 0.9999);
        return (1 - sure) / sure * (1 - WrongWhereMeasured) / WrongWhereMeasured;
    }

    // What is read, then what is printed, in one number; of all errors the given part.
    private static Weights[] Table(int kind, double part)
    {
        var table = new Weights[100];
        for (var printed = 0; printed < 10; printed++)
        {
            var wrong = Weights.Zero;
            for (var read = 0; read < 10; read++)
            {
                if (read == printed) continue;
                var share = DigitConfusions.PerMille(kind % 2 == 1 ? ReaderKind.Digits : ReaderKind.Text, kind >= 2, printed, read);
                // Another scan's or recogniser's confusions are not those that were measured: a part is spread over all digits.
                var expected = ((1 - Unmeasured) * share / 1000) + (Unmeasured / 9);
                var odds = Vector256.Create<double>([.. Rates.Select(rate => Math.Min(0.3, (rate * part * expected) + Typed))]);
                table[(read * 10) + printed] = odds;
                wrong += odds;
            }
            table[printed * 11] = Vector256.Max(Vector256.Create(0.1), Weights.One - wrong);
        }
        return table;
    }

    // Two digits at a time: this is asked for every value that anything may be.
    private static Weights Product(int kind, int value, int read, int width)
    {
        var product = Weights.One;
        for (; width >= 2; width -= 2, value /= 100, read /= 100) product *= Pairs[kind][(read % 100 * 100) + (value % 100)];
        return width == 0 ? product : product * Digits[kind][(read % 10 * 10) + (value % 10)];
    }
}
