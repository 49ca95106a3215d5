namespace ItaIngest.Domain.Values;

/// <summary>A decimal number as printed: optional sign, whole part, at most two decimals, in one script or both.</summary>
internal readonly record struct PrintedNumber(int Hundredths, bool Signed)
{
    private const string Minus = "-−–";

    public static Parsed<PrintedNumber> Parse(ReadOnlySpan<char> printed)
    {
        var text = printed.Trim();
        if (text.IsEmpty) return Failed(printed, "is empty");
        if (text[^1] == '%') text = text[..^1].TrimEnd();
        var negative = !text.IsEmpty && Minus.Contains(text[0], StringComparison.Ordinal);
        var signed = negative || (!text.IsEmpty && text[0] == '+');
        if (signed) text = text[1..].TrimStart();

        // Typists put a space before or behind the point; it is still one number.
        var point = text.IndexOf('.');
        var whole = ThaiDigits.ParseWhole(point < 0 ? text : text[..point].TrimEnd());
        if (whole is null or > 9999) return Failed(printed, "is not a number");
        var hundredths = whole.Value * 100;
        if (point >= 0)
        {
            var decimals = text[(point + 1)..].TrimStart();
            if (decimals.Length is 0 or > 2) return Failed(printed, "does not have one or two decimals");
            if (ThaiDigits.ParseWhole(decimals) is not { } fraction) return Failed(printed, "is not a number");
            hundredths += decimals.Length == 1 ? fraction * 10 : fraction;
        }
        return Parsed<PrintedNumber>.Of(new PrintedNumber(negative ? -hundredths : hundredths, signed));
    }

    private static Parsed<PrintedNumber> Failed(ReadOnlySpan<char> printed, string why) =>
        Parsed<PrintedNumber>.Failed($"\"{printed}\" {why}");
}
