namespace ItaIngest.Domain.Values;

/// <summary>Digits as Thai documents print them: ๐-๙ (U+0E50-U+0E59) beside 0-9.</summary>
public static class ThaiDigits
{
    public const char Zero = '๐';
    public const char Nine = '๙';

    public static bool IsThai(char c) => c is >= Zero and <= Nine;

    public static bool IsArabic(char c) => c is >= '0' and <= '9';

    /// <summary>A digit in either script; nothing else that Unicode calls a digit.</summary>
    public static bool IsDigit(char c) => IsArabic(c) || IsThai(c);

    /// <summary>0..9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a digit of either script.</exception>
    public static int ValueOf(char c) =>
        IsArabic(c) ? c - '0'
        : IsThai(c) ? c - Zero
        : throw new ArgumentOutOfRangeException(nameof(c), c, "Not a digit.");

    /// <summary>The same text with ๐-๙ written as 0-9. Length and positions stay.</summary>
    public static string ToArabic(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (into, from) =>
        {
            for (var i = 0; i < from.Length; i++) into[i] = IsThai(from[i]) ? (char)('0' + (from[i] - Zero)) : from[i];
        });

    /// <summary>The same text with 0-9 written as ๐-๙.</summary>
    public static string ToThai(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (into, from) =>
        {
            for (var i = 0; i < from.Length; i++) into[i] = IsArabic(from[i]) ? (char)(Zero + (from[i] - '0')) : from[i];
        });

    /// <summary>A whole number of at most nine digits in either script, or null.</summary>
    public static int? ParseWhole(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 9) return null;
        var number = 0;
        foreach (var c in text)
        {
            if (!IsDigit(c)) return null;
            number = (number * 10) + ValueOf(c);
        }
        return number;
    }
}
