using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Readings;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Classifying;

/// <summary>What a table is for, by its header.</summary>
internal enum TableKind { Scores, Announcement, Regional, Plan }

/// <summary>Rules that tell kinds of content apart by the words every office uses.</summary>
internal static partial class Classify
{
    [GeneratedRegex("มาตรการ|ผู้รับผิดชอบ|ระยะเวลา|ขั้นตอน|วิธีการดาเนิน|การติดตามผล|แนวทาง")]
    private static partial Regex PlanWords();

    [GeneratedRegex("^(ชื่อ|ที่)?(โครงการ|กิจกรรม|แผนงาน)")]
    private static partial Regex ProjectRows();

    /// <summary>ITA of schools and colleges (Offices of the Basic and the Vocational Education Commission), of police stations and of public health units (MOIT) share the name, not the sheet.</summary>
    [GeneratedRegex("moit|itaonline.{0,40}(โรงเรียน|สถานศึกษา|เขตพื้นที่)|(สถานศึกษา|โรงเรียน).{0,40}itaonline|เขตพื้นที่การศึกษา.{0,60}(ita|คุณธรรมและความโปร่งใส)|สพฐ|^โรงเรียน.{2,60}(เขตพื้นที่การศึกษา|สพป|สพม)|สานักงานคณะกรรมการการศึกษาขั้นพื้นฐาน|หน่วยงานในสังกัดสานักงานปลัดกระทรวงสาธารณสุข|ดาเนินงานของ(สถานศึกษา|โรงเรียน|วิทยาลัย|สถานีตารวจ)|สังกัดสานักงานคณะกรรมการการอาชีวศึกษา")]
    private static partial Regex OtherScheme();

    /// <summary>Words of which every report and announcement of the assessment holds some, however it is misread: its name, its instruments, who runs it, what it asks about, its levels.</summary>
    [GeneratedRegex(@"(?<![a-z])(ita|iit|eit|oit|oti)(?![a-z])|คุณธรรม|โปร่งใส|ป\.?ป\.?ช|การปฏิบัติหน้าที่|การใช้อานาจ|การเปิดเผยข้อมูล|การทุจริต|ผ่านดี|ต้องปรับปรุงโดยด่วน")]
    private static partial Regex AssessmentWords();

    /// <summary>Whether any of these texts speaks of the assessment; scores of agencies alone may be of anything.</summary>
    public static bool SpeaksOfAssessment(IEnumerable<string> texts) => texts.Any(t => AssessmentWords().IsMatch(ThaiText.Key(t)));

    public static TableKind Table(TableBlock table)
    {
        var columns = Columns.Of(table, Announcement.IsBody);
        if (Announcement.Is(table, columns)) return TableKind.Announcement;
        if (Regional.Is(table)) return TableKind.Regional;
        // A plan's own rows hold words of a header (ร้อยละ of a goal): its first row alone says what its columns are for.
        var first = Columns.Of(table with { Rows = table.Rows[..Math.Min(1, table.Rows.Length)] }, _ => false);
        // Rows of projects: what is named beside one is what it serves, and its number the project's.
        if (first.Each.FirstOrDefault(c => c.Header.Length > 0 && c.Role != ColumnRole.Serial) is { Header: { } rows } && ProjectRows().IsMatch(ThaiText.Key(rows))) return TableKind.Plan;
        var header = ThaiText.Key(string.Join(' ', first.Each.Select(c => c.Header)));
        return PlanWords().Count(header) >= 2 && !first.With(ColumnRole.Score).Any() ? TableKind.Plan : TableKind.Scores;
    }

    /// <summary>Set when the title of a document says that it belongs to another scheme: the words that say so.</summary>
    /// <param name="opening">The first lines of the document.</param>
    public static string? OtherSchemeIn(IEnumerable<string> opening)
    {
        foreach (var line in opening)
            if (OtherScheme().Match(ThaiText.Key(line)) is { Success: true }) return line;
        return null;
    }

    public static bool OpensMemo(string line) => ThaiText.Key(line).StartsWith("บันทึกข้อความ", StringComparison.Ordinal);

    public static bool ClosesMemo(string line) => ThaiText.Key(line).StartsWith("จึงเรียน", StringComparison.Ordinal);

    /// <summary>The kinds of each page, from what was found on it.</summary>
    public static PageKind Page(IReadOnlyCollection<PageKind> found) =>
        found.Count == 0 ? PageKind.Other : found.Order().First(k => found.Count == 1 || k != PageKind.Other);
}
