using System.Collections.Frozen;

namespace ItaIngest.Extractors.Ocr;

/// <summary>
/// Which strings can be a printed numeral of a report: scores, differences, percentages, amounts, years, serial and section numbers, item codes;
/// and the letters of grades, which stand alone in their cells as numerals do. One script a string. The shapes are finite, so they and their beginnings are kept as sets.
/// </summary>
internal static class Grammar
{
    private static readonly FrozenSet<string> Whole = Shapes().ToFrozenSet(StringComparer.Ordinal);
    private static readonly double RareShape = Math.Log(0.02), RareDecimals = Math.Log(0.1);
    private static readonly FrozenSet<string> Beginnings =
        Whole.SelectMany(s => Enumerable.Range(0, s.Length + 1).Select(n => s[..n])).ToFrozenSet(StringComparer.Ordinal);

    public static bool Accepts(string text) => text == "E" || Shape(text, letter: true) is { } shape && (Whole.Contains(shape) || (Shape(text, letter: false) is { } number && Whole.Contains(number)));

    public static bool Begins(string text) => Shape(text, letter: true) is { } shape && (Beginnings.Contains(shape) || (Shape(text, letter: false) is { } number && Beginnings.Contains(number)));

    /// <summary>
    /// As printed, rid of look-alikes: a ring is the zero of its string's script, and an upright stroke that leads a number, not a code, is a 1.
    /// A string of rings alone is in Thai digits where <paramref name="thai"/> says so.
    /// </summary>
    public static string Spell(string text, bool thai)
    {
        var script = Script(text) ?? thai;
        var code = Shape(text, letter: true) is { } shape && Whole.Contains(shape);
        return string.Create(text.Length, (text, script, code), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                var c = from.text[i];
                var letter = i == 0 && from.code && c is ('o' or 'O');
                to[i] = IsRing(c) && !letter ? (from.script ? '๐' : '0') : i == 0 && c == 'I' && !from.code ? '1' : c;
            }
        });
    }

    /// <summary>
    /// The number or code it stands for, in one spelling: Arabic digits, small letters, a leading o, 0 or Thai zero of a
    /// code alike, for in a tight crop they cannot be told apart, and without the full stop behind a serial number or within a code (i.๑).
    /// </summary>
    public static string Value(string text)
    {
        var spelt = Spell(text, thai: false);
        var arabic = string.Create(spelt.Length, spelt, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = Arabic(from[i]) is { } d ? d : char.ToLowerInvariant(from[i]);
        });
        if (arabic.EndsWith('.') && arabic.AsSpan(0, arabic.Length - 1).IndexOfAny('.', ',') < 0) arabic = arabic[..^1];
        if (arabic.Length is 3 or 4 && arabic[0] is ('i' or 'e') && arabic[1] == '.') arabic = arabic.Remove(1, 1);
        return arabic.Length is 2 or 3 && arabic[0] == 'o' ? "0" + arabic[1..] : arabic;
    }

    /// <summary>Thai digits (true), Arabic (false); null without any. A zero says nothing: it is a ring in both.</summary>
    public static bool? Script(string text)
    {
        foreach (var c in text)
        {
            if (c is > '๐' and <= '๙') return true;
            if (c is > '0' and <= '9') return false;
        }
        return null;
    }

    /// <summary>
    /// How much likelier print is to be another shape than this one, before the ink is looked at, as a log-probability: four digits in a row that are no
    /// year are mostly a score whose point was lost, for larger whole numbers are printed with a comma; three decimals are mostly such a number, its comma
    /// taken for a point; and a section that is tenth or later of its parts three levels deep (77.8.1) is mostly a score with a speck in it.
    /// </summary>
    public static double Rarity(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return text.Length == 4 && Value(text) is var value && value.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && value[..2] is not ("19" or "20" or "24" or "25") ? RareShape : 0;
        if (text.LastIndexOf('.') > point) return point > 1 ? RareShape : 0;
        return text.Length == point + 4 && text[^1] != '%' && text[0] is not ('+' or '-') && !text.Contains(',', StringComparison.Ordinal) ? RareDecimals : 0;
    }

    public static bool IsRing(char c) => c is '0' or '๐' or 'o' or 'O';

    private static char? Arabic(char c) => c is >= '0' and <= '9' ? c : c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : null;

    // Digits and rings become 'd', a leading letter 'L', where it is an upright stroke or a ring 'K' (or 'd'); null when the scripts are mixed.
    private static string? Shape(string text, bool letter)
    {
        Span<char> shape = stackalloc char[text.Length];
        bool thai = false, western = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            thai |= c is > '๐' and <= '๙';
            western |= c is > '0' and <= '9';
            shape[i] = i == 0 && letter && c is ('i' or 'e' or 'E') ? 'L' : i == 0 && letter && c is ('I' or 'o' or 'O') ? 'K'
                : (i == 0 && c == 'I') || IsRing(c) || Arabic(c) is not null ? 'd' : c;
            western |= shape[i] == 'd' && c is 'I';
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
        foreach (var code in new[] { "Ld", "Ldd", "L.d", "L.dd", "Kd", "Kdd" }) yield return code;
        foreach (var grade in new[] { "A", "AA", "B", "C", "D", "F" }) yield return grade;
    }
}
