using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Office;

/// <summary>
/// Prints a number as a spreadsheet's number format shows it (ECMA-376 part 1, 18.8.31): sections, decimals, thousands, percent,
/// literals, Thai numerals. Rounded half away from zero on the decimal value, as spreadsheets do.
/// </summary>
internal static partial class NumberFormat
{
    /// <summary>Formats with fixed numbers, which files do not spell out.</summary>
    private static readonly Dictionary<uint, string> BuiltIn = new()
    {
        [0] = "General", [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00", [9] = "0%", [10] = "0.00%", [11] = "0.00E+00", [37] = "#,##0;(#,##0)", [38] = "#,##0;(#,##0)",
        [39] = "#,##0.00;(#,##0.00)", [40] = "#,##0.00;(#,##0.00)", [49] = "@", [59] = "t0", [60] = "t0.00", [61] = "t#,##0", [62] = "t#,##0.00", [67] = "t0%", [68] = "t0.00%",
        [14] = "d/m/yyyy", [15] = "d-mmm-yy", [16] = "d-mmm", [17] = "mmm-yy", [22] = "d/m/yyyy h:mm",
    };

    public static string Code(uint id, string? custom) => custom ?? BuiltIn.GetValueOrDefault(id, "General");

    /// <param name="value">The stored number.</param>
    /// <param name="code">The number format.</param>
    /// <param name="rounded">True when the sheet shows more than two decimals, which were rounded to two.</param>
    public static string Print(double value, string code, out bool rounded)
    {
        rounded = false;
        var plain = Locale().Replace(code, "");
        var thai = ThaiLocale().IsMatch(code) || plain.StartsWith('t');
        if (plain.StartsWith('t')) plain = plain[1..];
        if (Math.Abs(value) > 1e15) return value.ToString("R", CultureInfo.InvariantCulture);
        var number = (decimal)value;
        var sections = Sections(plain);
        var section = sections[0];
        if (sections.Count > 1 && number < 0) (section, number) = (sections[1], -number);
        else if (sections.Count > 2 && number == 0) section = sections[2];

        string text;
        if (section.Length == 0 && sections.Count == 1 || section.Contains("General", StringComparison.OrdinalIgnoreCase) || section == "@") text = General(number, out rounded);
        else if (IsDate(section)) text = Date(value);
        else text = Placeholders(section, number);
        return thai ? ThaiDigits.ToThai(text) : text;
    }

    /// <summary>General shows what fits; scores have two decimals, so more are taken for the unrounded inner value.</summary>
    private static string General(decimal number, out bool rounded)
    {
        var shown = Math.Round(number, 2, MidpointRounding.AwayFromZero);
        rounded = shown != number && Math.Abs(shown - number) > 0.0000001m;
        return shown.ToString("0.##", CultureInfo.InvariantCulture);
    }

    private static string Placeholders(string section, decimal number)
    {
        var into = new StringBuilder();
        var (from, to) = Core(section);
        if (from < 0) return Literals(section);
        var core = section[from..to];
        var percent = section.Contains('%', StringComparison.Ordinal);
        if (percent) number *= 100;
        var point = core.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : core[(point + 1)..].Count(c => c is '0' or '#' or '?');
        var fixedDecimals = point < 0 ? 0 : core[(point + 1)..].Count(c => c is '0' or '?');
        var whole = (point < 0 ? core : core[..point]).Count(c => c == '0');
        var shown = Math.Round(Math.Abs(number), Math.Min(decimals, 20), MidpointRounding.AwayFromZero);
        var format = (core.Contains(',', StringComparison.Ordinal) ? "#," : "") + new string('0', Math.Max(whole, 1)) + (decimals > 0 ? "." + new string('0', fixedDecimals) + new string('#', decimals - fixedDecimals) : "");
        if (number < 0 && shown != 0) into.Append('-');
        return into.Append(Literals(section[..from])).Append(shown.ToString(format, CultureInfo.InvariantCulture)).Append(Literals(section[to..])).ToString();
    }

    /// <summary>From the first digit placeholder to the last, outside quotes.</summary>
    private static (int From, int To) Core(string section)
    {
        var (from, to, quoted) = (-1, -1, false);
        for (var i = 0; i < section.Length; i++)
        {
            if (section[i] == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (section[i] is '\\' or '_' or '*') i++;
            else if (section[i] is '0' or '#' or '?')
            {
                if (from < 0) from = i;
                to = i + 1;
            }
        }
        return (from, to);
    }

    private static string Literals(string part)
    {
        var into = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < part.Length; i++)
        {
            var c = part[i];
            if (c == '"') quoted = !quoted;
            else if (quoted) into.Append(c);
            else if (c == '\\' && i + 1 < part.Length) into.Append(part[++i]);
            else if (c is '_' or '*') i++;
            else if (c is not (',' or '@')) into.Append(c);
        }
        return into.ToString();
    }

    private static List<string> Sections(string code)
    {
        var sections = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '"') quoted = !quoted;
            else if (code[i] == '\\') i++;
            else if (code[i] == ';' && !quoted)
            {
                sections.Add(code[start..i]);
                start = i + 1;
            }
        }
        sections.Add(code[Math.Min(start, code.Length)..]);
        return sections;
    }

    private static bool IsDate(string section)
    {
        var quoted = false;
        for (var i = 0; i < section.Length; i++)
        {
            if (section[i] == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (section[i] is '\\' or '_' or '*') i++;
            else if (section[i] is 'y' or 'd' or 'm' or 'h' or 's' or 'Y' or 'D' or 'M' or 'H' or 'S') return true;
        }
        return false;
    }

    /// <summary>Days since 1899-12-30. Printed the same for all date formats: no score is a date.</summary>
    private static string Date(double days) =>
        days is >= 0 and < 2_958_466 ? new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : days.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Colours, conditions and locales stand in brackets.</summary>
    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Locale();

    /// <summary>A locale whose highest byte is 0x0D asks for Thai numerals.</summary>
    [GeneratedRegex(@"\[\$[^\]]*-D[0-9A-Fa-f]{6}\]")]
    private static partial Regex ThaiLocale();
}
