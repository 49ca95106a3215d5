using System.Globalization;

namespace ItaIngest.Domain.Values;

/// <summary>
/// A score of 0.00 to 100.00 in whole hundredths; never a floating-point number.
/// A printed score stands for every inner value that rounds half up to it: [Hundredths - 1/2, Hundredths + 1/2).
/// </summary>
public readonly record struct Score : IComparable<Score>
{
    public const int MaxHundredths = 10_000;

    private Score(int hundredths) => Hundredths = hundredths;

    /// <summary>0..10000.</summary>
    public int Hundredths { get; }

    /// <exception cref="ArgumentOutOfRangeException">Outside 0..10000.</exception>
    public static Score FromHundredths(int hundredths) =>
        hundredths is < 0 or > MaxHundredths
            ? throw new ArgumentOutOfRangeException(nameof(hundredths), hundredths, "A score lies between 0 and 10000 hundredths.")
            : new Score(hundredths);

    /// <summary>Reads "๙๓.๒๖", "85.03", "100", "๑๐๐.๐๐", "87.5": Thai or Arabic digits, at most two decimals, 0 to 100.</summary>
    public static Parsed<Score> Parse(ReadOnlySpan<char> printed)
    {
        var number = PrintedNumber.Parse(printed);
        if (!number.Succeeded) return Parsed<Score>.Failed(number.Reason!);
        if (number.Value.Signed) return Parsed<Score>.Failed($"\"{printed}\" has a sign; a score has none");
        return number.Value.Hundredths is < 0 or > MaxHundredths
            ? Parsed<Score>.Failed($"\"{printed}\" is not between 0 and 100")
            : Parsed<Score>.Of(new Score(number.Value.Hundredths));
    }

    public int CompareTo(Score other) => Hundredths.CompareTo(other.Hundredths);

    public static bool operator <(Score left, Score right) => left.Hundredths < right.Hundredths;

    public static bool operator >(Score left, Score right) => left.Hundredths > right.Hundredths;

    public static bool operator <=(Score left, Score right) => left.Hundredths <= right.Hundredths;

    public static bool operator >=(Score left, Score right) => left.Hundredths >= right.Hundredths;

    /// <summary>Two decimals, Arabic digits: "93.26".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Hundredths / 100}.{Hundredths % 100:00}");
}
