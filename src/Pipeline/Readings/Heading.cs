using System.Text.RegularExpressions;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// What the heading above numbers says they are. A goal, a forecast, a quarter's progress or the mean of a province has the names of the sheet and
/// numbers beside them, and only its heading tells that they are not the agency's results.
/// </summary>
internal sealed partial class Heading
{
    private const int Longest = 160;

    /// <summary>How a heading begins, behind its number: sentences and questions that hold the same words are none.</summary>
    [GeneratedRegex(@"^[\s#*•\-–]*((ส่วน|บท|ตาราง|ภาคผนวก)\s*(ที่)?\s*)?(\(?[0-9๐-๙.]{1,5}[.)]?\s*)?(แสดง|เปรียบเทียบ)*(ตาราง|ผล|รายงาน|สรุป|ความก้าวหน้า|ค่า|เป้าหมาย|คะแนน|ประมาณการ|ภาพรวม|ตัวอย่าง|การ(ประเมิน|คาดการณ์|ประมาณการ|วิเคราะห์|เปรียบเทียบ|กำหนด))")]
    private static partial Regex Begins();

    [GeneratedRegex("เป้าหมาย|ตั้งเป้า")]
    private static partial Regex Goal();

    [GeneratedRegex("ประมาณการ|คาดการณ์|ประเมินตนเอง|จำลอง|สมมติ|(?<!กลุ่ม)ตัวอย่าง")]
    private static partial Regex Forecast();

    [GeneratedRegex(@"ไตรมาส|รอบ\s*[0-9๐-๙]+\s*เดือน|ความก้าวหน้า|ความคืบหน้า|ระดับความสำเร็จ")]
    private static partial Regex Progress();

    [GeneratedRegex(@"(ระดับ|ทั้ง|ทั่ว)\s*(ประเทศ|จังหวัด|ภาค|อำเภอ)|เฉลี่ย.*ประเภท|ภาพรวม\s*(ของ)?\s*(ประเทศ|จังหวัด|ภาค|อำเภอ|อปท|ทุก)|เฉลี่ย\s*((ของ|ใน|ระดับ)\s*)*(องค์กรปกครอง|อปท|จังหวัด|ประเทศ|อำเภอ|ภาค|กลุ่ม)|(องค์กรปกครองส่วนท้องถิ่น|อปท\.?|หน่วยงาน)\s*(ใน\s*(จังหวัด|อำเภอ|เขต|พื้นที่|ประเทศ|ภาค|กลุ่ม)|ทั้ง|ทุก)")]
    private static partial Regex Others();

    /// <summary>Words for results: with them a heading of goals or others sets the two side by side, and columns tell them apart.</summary>
    [GeneratedRegex("ผล(การ)?ประเมิน|ผลคะแนน|คะแนนที่ได้|สรุปผล|ผลการวิเคราะห์")]
    private static partial Regex Results();

    [GeneratedRegex("เทียบ")]
    private static partial Regex SideBySide();

    /// <summary>Lines met before: what a page repeats at its head or foot opens nothing.</summary>
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Why numbers below the last heading are not the agency's results; null when it says no such thing.</summary>
    public string? Doubt { get; private set; }

    /// <summary>The years that the last heading sets side by side; null when it names no two that follow each other.</summary>
    public (FiscalYear From, FiscalYear To)? Compared { get; private set; }

    /// <summary>Takes note of a line of text.</summary>
    public void Follow(string line)
    {
        if (line.Length > Longest || Numerals.Decimal().IsMatch(line) || !Begins().IsMatch(line) || !_seen.Add(ThaiText.Key(line))) return;
        Doubt = OtherThanResults(line) is { } other ? $"the heading above, \"{(line.Length <= 70 ? line : line[..69] + "…")}\", speaks of {other}" : null;
        Compared = Changes.Years(line);
    }

    private static string? OtherThanResults(string line) =>
        Forecast().IsMatch(line) ? "a forecast"
        : Progress().IsMatch(line) ? "progress"
        : SideBySide().IsMatch(line) ? null
        : Others().IsMatch(line) ? "more than one agency"
        : Goal().IsMatch(line) && !Results().IsMatch(line) ? "a goal"
        : null;
}
