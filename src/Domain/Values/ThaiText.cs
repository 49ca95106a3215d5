using System.Text;

namespace ItaIngest.Domain.Values;

/// <summary>
/// The one place where Thai text is normalised. Faults and remedies: docs/thai-text.md.
/// </summary>
public static class ThaiText
{
    private const char SaraAa = 'า', SaraAm = 'ำ', Nikhahit = '\u0E4D';

    /// <summary>
    /// Private-use glyph variants of old Thai fonts and the letter each one draws: U+F700..U+F71A of Windows fonts and
    /// U+F884..U+F89E of Macintosh fonts (the table that text shapers such as HarfBuzz use for legacy Thai fonts).
    /// </summary>
    private const string WindowsVariants = "ฐ\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E48\u0E49\u0E4A\u0E4B\u0E4Cญ\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38\u0E39\u0E3A",
        MacVariants = "\u0E31\u0E34\u0E35\u0E36\u0E37\u0E47\u0E48\u0E48\u0E48\u0E49\u0E49\u0E49\u0E4A\u0E4A\u0E4A\u0E4B\u0E4B\u0E4B\u0E4C\u0E4C\u0E4C\u0E4Dญ\u0E38\u0E39\u0E3Aฐ";

    public static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E5B';

    public static bool IsConsonant(char c) => c is >= 'ก' and <= 'ฮ';

    /// <summary>Mai ek, tho, tri, chattawa.</summary>
    public static bool IsTone(char c) => c is >= '\u0E48' and <= '\u0E4B';

    /// <summary>Marks that stand above or below a consonant and take no room of their own.</summary>
    public static bool IsMark(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');

    private static bool IsVowelMark(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or '\u0E47';

    private static bool IsUpperMark(char c) => IsTone(c) || c is '\u0E4C';

    private static bool IsLeadingVowel(char c) => c is >= 'เ' and <= 'ไ';

    private static bool IsInvisible(char c) => c is (>= '\u200B' and <= '\u200F') or '\u2060' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (< ' ' and not '\t' and not '\n') or '\u007F';

    /// <summary>
    /// Text as a careful typist would have written it: NFC, sara am whole (also in the common words that
    /// <see cref="ThaiWords"/> lists, where its nikhahit was lost without a trace or read as mai tho), private-use glyphs beside Thai
    /// text mapped back, marks in order and rejoined to their consonant, เ+เ as แ, hyphens as -, no invisible characters, plain spaces.
    /// Never touches digits or Latin letters; never throws, whatever the text holds; doing it twice changes nothing.
    /// </summary>
    public static string Normalise(string text)
    {
        // A repair can make another one possible; real text is done after one pass, and the second only finds that out.
        for (var pass = 0; pass < 8 && !IsPlain(text); pass++)
        {
            var before = text;
            text = Pass(text);
            if (text == before) break;
        }
        return text;
    }

    private static string Pass(string text)
    {
        var t = Composed(MapPrivateUse(text));
        var into = new StringBuilder(t.Length);
        for (var i = 0; i < t.Length; i++)
        {
            var c = t[i];
            if (c is '\u00A0' or '\u2007' or '\u202F' or '\u3000' or '\u2009') c = ' ';
            else if (c is '\u2010' or '\u2011' or '\u2012' or '\uFE63' or '\uFF0D') c = '-';
            // Many fonts share one glyph between the hyphen and the soft hyphen, so a minus sign may arrive as one.
            else if (c == '\u00AD' && (into.Length == 0 || into[^1] == ' ' || (i + 1 < t.Length && ThaiDigits.IsDigit(t[i + 1])))) c = '-';
            if (c != '\u00AD' && !IsInvisible(c)) Append(into, c);
        }
        return ThaiWords.Repair(into.ToString());
    }

    /// <summary>
    /// What is left for comparing: normalised, without spaces, quotes and hyphens, digits in Arabic, Latin letters small,
    /// and ำ, ํา and า as one letter, so that every sara-am fault compares equal.
    /// </summary>
    public static string Key(string text)
    {
        var normal = Normalise(text);
        var into = new StringBuilder(normal.Length);
        foreach (var c in normal)
            if (KeyOf(c) is { } key) into.Append(key);
        return into.ToString();
    }

    /// <summary>What one character of normalised text leaves in a <see cref="Key"/>; null when nothing.</summary>
    public static char? KeyOf(char c)
    {
        if (c == SaraAm) return SaraAa;
        if (c == Nikhahit || char.IsWhiteSpace(c) || c is '-' or '–' or '—' or '"' or '\'' or '“' or '”' or '‘' or '’' or '*' or '\\' or '_') return null;
        return ThaiDigits.IsThai(c) ? (char)('0' + ThaiDigits.ValueOf(c)) : char.ToLowerInvariant(c);
    }

    /// <summary>
    /// Sort key of Thai dictionary order by ordinal comparison: a leading vowel sorts after its consonant; tone marks,
    /// mai taikhu, thanthakhat and nikhahit are ignored at the first level (Royal Institute Dictionary; checked on a provincial table of 85 rows).
    /// </summary>
    public static string SortKey(string text)
    {
        var first = new StringBuilder(text.Length);
        var second = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '\u0E47' and <= '\u0E4E') second.Append(c);
            else if (c is >= 'เ' and <= 'ไ' && i + 1 < text.Length && IsConsonant(text[i + 1]))
            {
                first.Append(text[i + 1]).Append(c);
                i++;
            }
            else first.Append(c);
        }
        return first.Append('\u0001').Append(second).ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (c is not ((>= ' ' and <= '~') or '\n' or '\t')) return false;
        return true;
    }

    /// <summary>NFC. Half of a surrogate pair, which it would refuse, becomes U+FFFD.</summary>
    private static string Composed(string text)
    {
        var (foreign, broken) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            foreign |= c > '~' && !IsThai(c);
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else broken |= char.IsSurrogate(c);
        }
        if (broken) text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        // ASCII and Thai compose with nothing; the order of Thai marks is put right here anyway.
        return foreign ? text.Normalize(NormalizationForm.FormC) : text;
    }

    private static bool IsVariant(char c) => c is (>= '\uF700' and <= '\uF71A') or (>= '\uF884' and <= '\uF89E');

    /// <summary>Runs of glyph variants that touch a Thai letter. Elsewhere the same block holds Latin small capitals and symbols.</summary>
    private static string MapPrivateUse(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uF700', '\uF89E') < 0) return text;
        var into = text.ToCharArray();
        for (var i = 0; i < into.Length; i++)
        {
            if (!IsVariant(into[i])) continue;
            var end = i;
            while (end < into.Length && IsVariant(into[end])) end++;
            if ((i > 0 && IsThai(into[i - 1])) || (end < into.Length && IsThai(into[end])))
                for (var j = i; j < end; j++) into[j] = into[j] <= '\uF71A' ? WindowsVariants[into[j] - '\uF700'] : MacVariants[into[j] - '\uF884'];
            i = end - 1;
        }
        return new string(into);
    }

    private static void Append(StringBuilder into, char c)
    {
        if (c == SaraAa && JoinSaraAm(into)) return;
        if (into.Length > 1 && into[^1] == ' ' && IsTorn(into[^2], c)) into.Length--;
        var before = into.Length > 0 ? into[^1] : '\0';
        // ต่ำ with ง behind it is no word, ต่าง is.
        if (c == 'ง' && before == SaraAm && into.Length > 2 && into[^2] == '\u0E48' && into[^3] == 'ต') into[^1] = SaraAa;
        if (c == 'เ' && before == 'เ') into[^1] = 'แ';
        else if (IsVowelMark(c) && IsUpperMark(before))
        {
            // A tone typed before its vowel mark: put the vowel first, as every keyboard order wants it.
            into[^1] = c;
            into.Append(before);
        }
        else if (IsTone(c) && into.Length > 1 && before is SaraAa or SaraAm && IsConsonant(into[^2])) into.Insert(into.Length - 1, c);
        else if (IsMark(c) && before == c) return;
        else into.Append(c);
    }

    /// <summary>Whether the space between the two letters was never printed: nothing begins with a mark or a following vowel, nothing ends with a leading vowel.</summary>
    private static bool IsTorn(char before, char after) =>
        ((IsMark(after) || after is SaraAm or 'ะ' or 'ๅ') && (IsConsonant(before) || IsMark(before))) || (IsLeadingVowel(before) && IsConsonant(after));

    /// <summary>ํ + า, ํ + tone + า, tone + ํ + า and consonant (tone) + space + า are all a ำ taken apart.</summary>
    private static bool JoinSaraAm(StringBuilder into)
    {
        var n = into.Length;
        if (n >= 1 && into[n - 1] == Nikhahit)
        {
            into[n - 1] = SaraAm;
            return true;
        }
        if (n >= 2 && IsTone(into[n - 1]) && into[n - 2] == Nikhahit)
        {
            into[n - 2] = into[n - 1];
            into[n - 1] = SaraAm;
            return true;
        }
        // No Thai word begins with a bare า, so a space before one is where the nikhahit was, or only room that a tall tone mark took.
        if (n >= 2 && into[n - 1] == ' ' && (IsConsonant(into[n - 2]) || (n >= 3 && IsTone(into[n - 2]) && IsConsonant(into[n - 3]))))
        {
            into[n - 1] = IsConsonant(into[n - 2]) || BearsSaraAm(into, n) ? SaraAm : SaraAa;
            return true;
        }
        return false;
    }

    /// <summary>With a tone mark ำ stands in few words (น้ำ, ต่ำ, ซ้ำ, ย้ำ, ค้ำ, ล้ำ, ช้ำ, ถ้ำ, คว่ำ), า in hundreds (เป้า, หน้า, กว่า, เท่า, ค่า, เข้า).</summary>
    private static bool BearsSaraAm(StringBuilder into, int n) => (into[n - 3], into[n - 2]) switch
    {
        ('น', '\u0E49') => n < 4 || into[n - 4] != 'ห',
        ('ซ' or 'ย' or 'ค' or 'ล' or 'ช' or 'ถ', '\u0E49') => true,
        ('ต', '\u0E48') => true,
        ('ว', '\u0E48') => n >= 4 && into[n - 4] == 'ค',
        _ => false,
    };
}
