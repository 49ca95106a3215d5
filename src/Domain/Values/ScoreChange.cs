using System.Globalization;

namespace ItaIngest.Domain.Values;

/// <summary>A signed difference between two scores in hundredths, -10000..10000: "+26.19", "-7.11".</summary>
public readonly record struct ScoreChange
{
    private ScoreChange(int hundredths) => Hundredths = hundredths;

    public int Hundredths { get; }

    /// <exception cref="ArgumentOutOfRangeException">Outside -10000..10000.</exception>
    public static ScoreChange FromHundredths(int hundredths) =>
        Math.Abs(hundredths) > Score.MaxHundredths
            ? throw new ArgumentOutOfRangeException(nameof(hundredths), hundredths, "A change lies between -10000 and 10000 hundredths.")
            : new ScoreChange(hundredths);

    /// <summary>Reads "+26.19", "-๗.๑๑", "0.00"; a number without a sign is a rise.</summary>
    public static Parsed<ScoreChange> Parse(ReadOnlySpan<char> printed)
    {
        var number = PrintedNumber.Parse(printed);
        if (!number.Succeeded) return Parsed<ScoreChange>.Failed(number.Reason!);
        return Math.Abs(number.Value.Hundredths) > Score.MaxHundredths
            ? Parsed<ScoreChange>.Failed($"\"{printed}\" is not between -100 and 100")
            : Parsed<ScoreChange>.Of(new ScoreChange(number.Value.Hundredths));
    }

    /// <summary>Always with its sign: "+26.19", "-7.11", "+0.00".</summary>
    public override string ToString()
    {
        var size = Math.Abs(Hundredths);
        return string.Create(CultureInfo.InvariantCulture, $"{(Hundredths < 0 ? '-' : '+')}{size / 100}.{size % 100:00}");
    }
}
