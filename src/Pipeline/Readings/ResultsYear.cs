using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// Which fiscal year a document's results are of. The title often names the plan's year, one later; so every year in the text
/// is weighed by the words that lead to it: results and analysis speak for it, plans and measures against it.
/// </summary>
internal static partial class ResultsYear
{
    [GeneratedRegex(@"วิเคราะห์ผลการประเมิน|รายงาน\s*ITA|รายงานผลการประเมิน|ผลการประเมิน|ผลคะแนน|การประเมินคุณธรรม|สรุปผล|คะแนน|ได้รับการประเมิน|เข้ารับการประเมิน|การประเมิน\s*ITA")]
    private static partial Regex Results();

    [GeneratedRegex(@"มาตรการ|แผน|ข้อเสนอแนะ|แนวทาง|เพื่อปรับปรุง|เพื่อจัดทำ|ขับเคลื่อน|ไปสู่การ|การพัฒนา|พัฒนา|ยกระดับ|เตรียม|นำไปใช้|ดำเนินการใน|ระยะเวลา|กำหนด")]
    private static partial Regex Plan();

    [GeneratedRegex(@"(มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.)\s*(พ\.?ศ\.?)?\s*$|พระราชบัญญัติ|พ\.ร\.บ|ระเบียบ|ประกาศ ณ|ที่\s*มท")]
    private static partial Regex Date();

    /// <param name="paragraphs">The document's paragraphs in order, headings and table headers included.</param>
    /// <param name="announced">Years that announcement tables name in their score column: proof by themselves.</param>
    public static Staged<FiscalYear?> Find(IEnumerable<TextRun> paragraphs, ImmutableArray<FiscalYear> announced)
    {
        var votes = new Dictionary<FiscalYear, double>();
        foreach (var year in announced) votes[year] = votes.GetValueOrDefault(year) + 3;
        var order = 0;
        var before = "";
        foreach (var paragraph in paragraphs)
        {
            // A title speaks louder than the hundredth sentence.
            var loud = 1.0 / (1 + (order / 12));
            var from = 0;
            foreach (Match m in Numerals.Year().Matches(paragraph.Text))
            {
                if (FiscalYear.Parse(m.Value) is { Succeeded: true } year) votes[year.Value] = votes.GetValueOrDefault(year.Value) + (loud * Weight(from == 0 ? before : "", paragraph.Text, from, m.Index));
                from = m.Index + m.Length;
            }
            // "ประจำปีงบประมาณ พ.ศ. 2564" on a line of its own goes on the title's line above it.
            before = paragraph.Text.Length < 200 ? paragraph.Text + " " : "";
            if (paragraph.Text.Length > 8) order++;
        }
        var ranked = votes.Where(v => v.Value > (votes.Count == 1 ? 0 : 0.2)).OrderByDescending(v => v.Value).ThenByDescending(v => v.Key).ToArray();
        if (ranked.Length == 0) return new(null, []);
        ImmutableArray<Issue> issues = ranked.Length > 1 && ranked[1].Value > 0.7 * ranked[0].Value
            ? [new Issue("ITA311", Severity.Warning, $"The document speaks of results of {ranked[0].Key} and of {ranked[1].Key} about as often; {ranked[0].Key} was taken. Look at its title page.")]
            : [];
        return new(ranked[0].Key, issues);
    }

    private static double Weight(string before, string text, int from, int at)
    {
        var lead = text[Math.Max(from, at - 160)..at];
        if (lead.Length < 40) lead = before + lead;
        if (Date().IsMatch(lead)) return 0;
        var results = Results().Matches(lead).LastOrDefault();
        var plan = Plan().Matches(lead).LastOrDefault();
        if (results is null && plan is null) return 0.05;
        if (plan is not null && (results is null || plan.Index > results.Index)) return 0;
        return 1;
    }
}
