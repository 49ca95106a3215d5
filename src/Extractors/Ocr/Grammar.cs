using System.Collections.Frozen;

namespace ItaIngest.Extractors.Ocr;

/// <summary>
/// Which strings can be a printed numeral of a report: scores, differences, percentages, amounts, years, serial and section numbers, item codes.
/// One script a string. The shapes are finite, so they and their beginnings are kept as sets.
/// </summary>
internal static class Grammar
{
    private static readonly FrozenSet<string> Whole = Shapes().ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Beginnings =
        Whole.SelectMany(s => Enumerable.Range(0, s.Length + 1).Select(n => s[..n])).ToFrozenSet(StringComparer.Ordinal);

    public static bool Accepts(string text) => Shape(text) is { } shape && Whole.Contains(shape);

    public static bool Begins(string text) => Shape(text) is { } shape && Beginnings.Contains(shape);

    /// <summary>
    /// The number or code it stands for, in one spelling: Arabic digits, small letters, and a leading o, 0 or Thai zero of a
    /// code alike, for in a tight crop they cannot be told apart.
    /// </summary>
    public static string Value(string text)
    {
        var arabic = string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = Arabic(from[i]) is { } d ? d : char.ToLowerInvariant(from[i]);
        });
        return arabic.Length is 2 or 3 && arabic[0] == 'o' ? "0" + arabic[1..] : arabic;
    }

    private static char? Arabic(char c) => c is >= '0' and <= '9' ? c : c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : null;

    // Digits become 'd', letters of codes 'L'; null when the scripts are mixed.
    private static string? Shape(string text)
    {
        Span<char> shape = stackalloc char[text.Length];
        bool thai = false, western = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            thai |= c is >= '๐' and <= '๙';
            western |= c is >= '0' and <= '9';
            shape[i] = Arabic(c) is not null ? 'd' : c is 'i' or 'I' or 'e' or 'E' or 'o' or 'O' ? 'L' : c;
        }
        return thai && western ? null : new string(shape);
    }

    private static IEnumerable<string> Shapes()
    {
        string[] whole = ["d", "dd", "ddd"];
        foreach (var sign in new[] { "", "+", "-" })
            foreach (var n in whole)
                foreach (var part in new[] { "", ".d", ".dd", ".ddd" })
                    foreach (var per in new[] { "", "%" }) yield return sign + n + part + per;
        foreach (var n in whole)
        {
            yield return n + ".";
            yield return n + ".d.";
            yield return n + ".d.d";
            foreach (var part in new[] { "", ".dd" })
            {
                yield return n + ",ddd" + part;
                yield return n + ",ddd,ddd" + part;
            }
        }
        yield return "dddd";
        yield return "Ld";
        yield return "Ldd";
    }
}
