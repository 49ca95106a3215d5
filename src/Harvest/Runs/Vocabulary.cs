using System.Text.RegularExpressions;
using ItaIngest.Domain.Values;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Runs;

/// <summary>The words of the field, as link texts and addresses write them. They order the crawl and recognise pages; they never exclude.</summary>
internal static partial class Vocabulary
{
    /// <summary>Link text and readable address as one text to search: Thai repaired, digits Arabic.</summary>
    public static string Haystack(Uri address, string text) => ThaiDigits.ToArabic(ThaiText.Normalise($"{text}\n{Address.Readable(address)}"));

    public static bool SpeaksOfResults(string haystack) => Words().IsMatch(haystack);

    /// <summary>Fiscal years named in a text.</summary>
    public static IEnumerable<int> Years(string haystack)
    {
        foreach (Match match in Year().Matches(haystack))
            if (int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) is var year && FiscalYear.IsYear(year)) yield return year;
    }

    /// <summary>Local agencies named in a text, kind and name without the space between: enough to count them, not to know which they are.</summary>
    public static IEnumerable<string> Agencies(string haystack)
    {
        foreach (Match match in Agency().Matches(haystack))
            yield return $"{match.Groups[1].ValueSpan}{match.Groups[2].ValueSpan}";
    }

    /// <summary>A page that prints a result: it names the assessment and a score or grade.</summary>
    public static bool PrintsResult(string pageText)
    {
        var text = ThaiDigits.ToArabic(ThaiText.Normalise(pageText));
        return Assessment().IsMatch(text) && Score().IsMatch(text);
    }

    [GeneratedRegex("คุณธรรมและความโปร่งใส|(?<![A-Za-z])(?:ita|oit|iit|eit|itas)(?![A-Za-z])|ป\\.?ป\\.?ช|ผลการประเมิน|การเปิดเผยข้อมูล|integrity", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex("(?<![0-9])(25[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex("(องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|อบต\\.|อบจ\\.|ทต\\.|ทม\\.|ทน\\.)\\s?([ก-ฮเ-ไ][ก-ฺเ-๎]{1,30})", RegexOptions.CultureInvariant)]
    private static partial Regex Agency();

    [GeneratedRegex("คุณธรรมและความโปร่งใส|(?<![A-Za-z])ITA(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Assessment();

    [GeneratedRegex("(?:คะแนน|ร้อยละ|ระดับ)[^\\n]{0,80}?(?:[0-9]{2,3}\\.[0-9]{2}|100|ผ่าน|\\b(?:AA|[A-F])\\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Score();
}
