using System.Text.RegularExpressions;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Readings;

/// <summary>How numbers look on score sheets, in either script.</summary>
internal static partial class Numerals
{
    public const string Digit = "[0-9๐-๙]";

    /// <summary>A year of the Buddhist Era that ITA can be about, and what may stand before it: "ปีงบประมาณ พ.ศ. ".</summary>
    public const string AYear = "[2๒][5๕][5-9๕-๙][0-9๐-๙]", BeforeYear = @"(ปี)?\s*(งบประมาณ)?\s*(พ\.?\s?ศ\.?)?\s*";

    /// <summary>The grade or level that a cell may print behind its score: "84.31 (ผ่าน)", "93.20 A".</summary>
    private const string Grade = @"(\s*[(/]?\s*(ระดับ\s*)?(AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่านเกณฑ์|ผ่าน|ไม่ผ่านเกณฑ์|ไม่ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)\s*\)?)?";

    /// <summary>A cell that is a score and nothing else: 85.03, ๑๐๐, "87.5 คะแนน", "90.00%".</summary>
    [GeneratedRegex(@"^\s*(?<n>[0-9๐-๙]{1,3}(\s?\.\s?[0-9๐-๙]{1,2})?)\s*(\s*(คะแนน|%|ร้อยละ))*" + Grade + @"\s*[*†‡¹²³]{0,3}\s*$")]
    public static partial Regex WholeCell();

    /// <summary>A score with two decimals, or with the word คะแนน, and nothing else: enough to know a score outside its column.</summary>
    [GeneratedRegex(@"^\s*((?<n>[0-9๐-๙]{1,3}\s?\.\s?[0-9๐-๙]{2})(\s*(คะแนน|%))*|(?<n>[0-9๐-๙]{1,3}(\.[0-9๐-๙])?)\s*(%\s*)?คะแนน)" + Grade + @"\s*[*†‡¹²³]{0,3}\s*$")]
    public static partial Regex DecimalCell();

    /// <summary>Something that was meant as a number but cannot be read as one: digits and little else.</summary>
    [GeneratedRegex(@"^(?=.*[0-9๐-๙])[0-9๐-๙.,\sOoIlSBZ|]{3,9}(\s*(คะแนน|%))*\s*$")]
    public static partial Regex Spoilt();

    /// <summary>A score at the end of a label: "๑. การปฏิบัติหน้าที่ ๙๘.๐๖ คะแนน". Without decimals only before the word คะแนน, and a hundred behind it.</summary>
    [GeneratedRegex(@"(?<![0-9๐-๙A-Za-z.,/]|[0-9๐-๙A-Za-z]\s?\.\s?|\s\.)(?<n>[0-9๐-๙]{1,3}\.[0-9๐-๙]{1,2}|[0-9๐-๙]{2,3}(\s\.\s?|\.\s)[0-9๐-๙]{2}|[0-9๐-๙]{1,3}(?=\s*%?\s*คะแนน)|(?<=(คะแนน|[|:=])\s{0,2})(100|๑๐๐))(?![0-9๐-๙])\s*(\s*(คะแนน|%|\)))*\s*$")]
    public static partial Regex AtEnd();

    /// <summary>What was meant as a score at the end of a label and is none: "94,33", "9O.44", "88.770", "95..12".</summary>
    [GeneratedRegex(@"(?<![0-9๐-๙A-Za-z.,/]|[0-9๐-๙]\s)(?<n>[0-9๐-๙](?=[0-9๐-๙OoIl]*[.,])[0-9๐-๙OoIl]{0,2}[.,]{1,2}[0-9๐-๙OoIl]{2,3})\s*(\s*(คะแนน|%|\)))*\s*$")]
    public static partial Regex SpoiltAtEnd();

    /// <summary>A score within running text; whole numbers only before % or the word คะแนน, where that opens no label of its own (คะแนนสูงสุด); a hundred or nothing also behind = or right behind an item of OIT.</summary>
    [GeneratedRegex(@"(?<![0-9๐-๙A-Za-z.,/+\-−:]|[0-9๐-๙A-Za-z]\s?\.\s|[0-9๐-๙]\s\.)(?<n>[0-9๐-๙]{1,3}\.[0-9๐-๙]{1,2}|[0-9๐-๙]{2,3}(\s\.\s?|\.\s)[0-9๐-๙]{2}|((?<=(=|→|->|ร้อยละ)\s{0,2})|(?<=(?<![A-Za-z])[oO]\s?[0-9๐-๙]{1,2}\s))(100|๑๐๐|0|๐)|[0-9๐-๙]{1,3}(?=\s*(คะแนน(?!สูง|ต่ำ|มาก|น้อย|รวม|เฉลี่ย|ภาพรวม)|%)))(?![0-9๐-๙]|\.[0-9๐-๙])")]
    public static partial Regex InText();

    /// <summary>"95.1 1": a digit apart behind the only decimal.</summary>
    [GeneratedRegex(@"\G\s[0-9๐-๙](?![0-9๐-๙.])")]
    private static partial Regex DigitBehind();

    /// <summary>"9 3.55", "1 00.00": a digit apart before what would be less than ten.</summary>
    [GeneratedRegex(@"[0-9๐-๙]\s$")]
    private static partial Regex DigitBefore();

    /// <summary>Why a number in running text may be only a part of the printed one: a digit of it stands apart. Null when nothing speaks for it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the number begins.</param>
    /// <param name="length">How long it is.</param>
    public static string? FallenApart(string text, int start, int length)
    {
        var point = text.IndexOf('.', start, length);
        if (point < 0) return null;
        var (whole, decimals) = (text[start..point].Trim(), text[(point + 1)..(start + length)].Trim());
        var apart = (decimals.Length == 1 && DigitBehind().IsMatch(text, start + length))
            || (whole is { Length: 1 } or "00" or "๐๐" && DigitBefore().IsMatch(text[Math.Max(0, start - 2)..start]));
        return apart ? "a digit stands apart from it: the number may have fallen to pieces" : null;
    }

    /// <summary>A number with two decimals anywhere: a label that holds one is no label of another number.</summary>
    [GeneratedRegex(@"[0-9๐-๙]\.[0-9๐-๙]{2}(?![0-9๐-๙])")]
    public static partial Regex Decimal();

    /// <summary>A cell of several numbers and hardly a word: "93.11 (89.98)", "93.11/95.00".</summary>
    [GeneratedRegex(@"^[^0-9๐-๙]{0,12}[0-9๐-๙]{1,3}\.[0-9๐-๙]{2}[^0-9๐-๙]{1,12}[0-9๐-๙]{1,3}(\.[0-9๐-๙]{1,2})?[^0-9๐-๙]{0,12}$")]
    public static partial Regex Several();

    /// <summary>A year of the Buddhist Era that ITA can be about.</summary>
    [GeneratedRegex("(?<![0-9๐-๙])" + AYear + "(?![0-9๐-๙])")]
    public static partial Regex Year();

    /// <summary>A year as headers shorten it: ปี 65, พ.ศ. ๖๕.</summary>
    [GeneratedRegex(@"(ปี|ปีงบประมาณ|พ\.\s?ศ\.)\s*(?<n>[5-7๕-๗][0-9๐-๙])(?![0-9๐-๙.])")]
    public static partial Regex ShortYear();

    /// <summary>The years that a text names, in full or shortened, in order, each with its place.</summary>
    public static IEnumerable<(FiscalYear Year, int At)> Years(string text) =>
        Year().Matches(text).Select(m => (Year: FiscalYear.Parse(m.Value), m.Index))
            .Concat(ShortYear().Matches(text).Select(m => (Year: FiscalYear.Parse("25" + ThaiDigits.ParseWhole(m.Groups["n"].ValueSpan)), m.Index)))
            .Where(y => y.Year.Succeeded).OrderBy(y => y.Index).Select(y => (y.Year.Value, y.Index));

    /// <summary>The number of a sub-indicator, alone or before its title: ๙.๔, 10.1.</summary>
    [GeneratedRegex(@"^\s*(ตัวชี้วัดย่อย(ที่)?\s*)?([1-9๑-๙]|10|๑๐)\.[1-9๑-๙]\.?(?![0-9๐-๙])")]
    public static partial Regex SubIndicator();

    /// <summary>A serial number with what may stand around it.</summary>
    [GeneratedRegex(@"^\s*\(?(?<n>[0-9๐-๙]{1,3})\s*[.)]?\s*$")]
    public static partial Regex Serial();
}
