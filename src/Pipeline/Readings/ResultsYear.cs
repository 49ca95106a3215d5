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
    [GeneratedRegex(@"วิเคราะห์ผลการประเมิน|(ผล|รายงาน)\s*ITA|รายงานผลการประเมิน|ผลการประเมิน|ผลคะแนน|การประเมินคุณธรรม|สรุปผล|คะแนน|ได้รับการประเมิน|เข้ารับการประเมิน|การประเมิน\s*ITA")]
    private static partial Regex Results();

    [GeneratedRegex(@"มาตรการ|แผน|ข้อเสนอแนะ|แนวทาง|เพื่อปรับปรุง|เพื่อจัดทำ|ขับเคลื่อน|ไปสู่การ|การพัฒนา|พัฒนา|ยกระดับ|เตรียม|นำไปใช้|ดำเนินการใน|ระยะเวลา|กำหนด")]
    private static partial Regex Plan();

    [GeneratedRegex(@"(มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.)\s*(พ\.?ศ\.?)?\s*$|พระราชบัญญัติ|พ\.ร\.บ|ระเบียบ|ประกาศ ณ|ที่\s*มท")]
    private static partial Regex Date();

    /// <summary>Words that make a year a goal, whatever else the sentence speaks of.</summary>
    [GeneratedRegex(@"เป้าหมาย|คาดหวัง|คาดว่า|ตั้งเป้า|ตัวชี้วัดความสำเร็จ")]
    private static partial Regex Goal();

    /// <summary>What makes the year before it a goal's: "ปี 2567 ตั้งเป้าหมาย", "ปี 2568 จะ".</summary>
    [GeneratedRegex(@"^\s*(จะ|ต้อง|ตั้งเป้า|กำหนดเป้า|มีเป้าหมาย|คาดว่า|คาดหวัง)")]
    private static partial Regex GoalBehind();

    /// <summary>A year that the results are compared with: ลดลงจากปี, สูงกว่าปีงบประมาณ พ.ศ., "95.10 คะแนน (ปี".</summary>
    [GeneratedRegex(ProseWords.Compared + @"\s*(ใน|เมื่อ)?\s*" + Numerals.BeforeYear + @"$|[0-9๐-๙]\s*(คะแนน|%)?\s*(\(|ใน)\s*" + Numerals.BeforeYear + "$")]
    private static partial Regex ComparedWith();

    /// <summary>Years set side by side: the newest is the one whose results are shown.</summary>
    [GeneratedRegex(@"เปรียบเทียบ|ย้อนหลัง|" + Numerals.AYear + @"\s*([-–−]|ถึง|และ)\s*" + Numerals.BeforeYear + Numerals.AYear)]
    private static partial Regex Comparison();

    /// <summary>How a title begins.</summary>
    [GeneratedRegex(@"^\s*(เรื่อง\s*)?(รายงาน|การวิเคราะห์|วิเคราะห์|ผลการประเมิน|สรุปผล|ประกาศ|ผลคะแนน|การประเมิน)")]
    private static partial Regex Title();

    /// <summary>How a section about one year's results begins, after its number.</summary>
    [GeneratedRegex(@"^[\s0-9๐-๙.()]*((ตาราง|แผนภูมิ|ภาพ)\s*(ที่)?[\s0-9๐-๙.:-]*)?(แสดง|เปรียบเทียบ|สรุป|\s)*(ผลการประเมิน|ผลคะแนน|สรุปผล|คะแนน)")]
    private static partial Regex SectionTitle();

    /// <summary>"ปี 2566 : 85.40" gives a year its number; it does not say that the document is about it.</summary>
    [GeneratedRegex(@"^\s*[:=]\s*[0-9๐-๙]{2,3}\s?\.")]
    private static partial Regex OwnNumber();

    /// <summary>"ปี 2566 ได้ 85.40": several years that each have their number follow one another to the newest.</summary>
    [GeneratedRegex(Numerals.AYear + @"\s*([:=]|(ที่)?(ได้|มี)(รับ|ผล|คะแนน|\s)*(เท่ากับ|ร้อยละ)?)\s*[0-9๐-๙]{2,3}\s?\.")]
    private static partial Regex YearAndNumber();

    /// <summary>What such a line counts.</summary>
    private const double LineOfHistory = 0.3;

    /// <summary>A year that is only named in passing has no more votes than this, and counts where it is the only one.</summary>
    private const double Passing = 0.2;

    /// <summary>A year with less of the leader's votes than this is no rival.</summary>
    private const double Rival = 0.34;

    /// <summary>With more than this share the votes alone decide nothing.</summary>
    private const double Tie = 0.9;

    /// <param name="paragraphs">The document's paragraphs in order, headings and table headers included.</param>
    /// <param name="announced">Years that announcement tables name in their score column: proof by themselves.</param>
    /// <param name="columns">Years that head columns side by side: where nothing else names a year, the newest is the one whose results are shown.</param>
    /// <param name="itemsRead">How many items the document's tables give when read by a year's codebook: codes and titles are the year's own.</param>
    public static Staged<FiscalYear?> Find(IEnumerable<TextRun> paragraphs, ImmutableArray<FiscalYear> announced, ImmutableArray<FiscalYear> columns, Func<FiscalYear, int> itemsRead)
    {
        TextRun[] texts = [.. paragraphs];
        var votes = Votes(texts, announced).Where(v => v.Value > 0).ToArray();
        var ranked = votes.Where(v => v.Value > (votes.Length == 1 && columns.IsEmpty ? 0 : Passing)).OrderByDescending(v => v.Value).ThenByDescending(v => v.Key).ToArray();
        if (ranked.Length == 0) return new(columns.IsEmpty ? null : columns.Max(), []);
        var rivals = ranked.Where(r => r.Value >= Rival * ranked[0].Value).ToArray();
        if (rivals.Length == 1) return new(ranked[0].Key, []);

        var byItems = rivals.Select(r => (Year: r.Key, Items: itemsRead(r.Key))).OrderByDescending(r => r.Items).ToArray();
        if (byItems[0].Items >= byItems[1].Items + 3) return new(byItems[0].Year, []);
        if (rivals[1].Value <= Tie * rivals[0].Value) return new(ranked[0].Key, []);
        var numbered = texts.SelectMany(t => YearAndNumber().Matches(t.Text)).SelectMany(m => Numerals.Years(m.Value)).Select(y => y.Year).ToHashSet();
        return rivals.All(r => numbered.Contains(r.Key)) ? new(rivals.Max(r => r.Key), [])
            : new(null, [new Issue("ITA311", Severity.Error, $"The document speaks of results of {rivals[0].Key} and of {rivals[1].Key} alike, and its questions fit both: no score can be tied to a year. Look at its title page.")]);
    }

    /// <summary>"ปี 2565", "2565": a year and nothing of what it is.</summary>
    [GeneratedRegex(@"^\s*(ประจำ)?\s*" + Numerals.BeforeYear + Numerals.AYear + @"\s*$")]
    private static partial Regex YearAlone();

    public static bool IsTitle(string text) => Title().IsMatch(text);

    public static bool IsYearAlone(string text) => YearAlone().IsMatch(text);

    /// <summary>The year of the results that a heading announces for the tables below it; null when it is no such heading.</summary>
    public static FiscalYear? Headed(string heading) =>
        heading.Length < 160 && SectionTitle().IsMatch(heading) && !Numerals.Decimal().IsMatch(heading) && Numerals.Year().Matches(heading) is { Count: 1 } m && Weight("", heading, 0, m[0]) > 0.5
            && FiscalYear.Parse(m[0].Value) is { Succeeded: true } year ? year.Value : null;

    private static Dictionary<FiscalYear, double> Votes(TextRun[] paragraphs, ImmutableArray<FiscalYear> announced)
    {
        var votes = new Dictionary<FiscalYear, double>();
        foreach (var year in announced.Distinct()) votes[year] = 6;
        var order = 0;
        var before = "";
        var sections = new SortedSet<FiscalYear>();
        foreach (var paragraph in paragraphs)
        {
            if (Headed(paragraph.Text) is { } section) sections.Add(section);
            // A title speaks louder than the hundredth sentence.
            var loud = (order < 12 && (Title().IsMatch(before + paragraph.Text) || Title().IsMatch(paragraph.Text)) && !Numerals.Decimal().IsMatch(paragraph.Text) ? 3.0 : 1.0) / (1 + (order / 12));
            var from = 0;
            var newest = Comparison().IsMatch(paragraph.Text) ? Newest(paragraph.Text) : null;
            foreach (Match m in Numerals.Year().Matches(paragraph.Text))
            {
                // Of years side by side the words before the first speak for the newest.
                if (FiscalYear.Parse(m.Value) is not { Succeeded: true } year || (newest is not null && year.Value != newest)) continue;
                var tells = OwnNumber().IsMatch(paragraph.Text[(m.Index + m.Length)..]) ? LineOfHistory : 1;
                votes[year.Value] = votes.GetValueOrDefault(year.Value) + (loud * tells * Weight(from == 0 ? before : "", paragraph.Text, from, m));
                from = m.Index + m.Length;
            }
            // "ประจำปีงบประมาณ พ.ศ. 2564" on a line of its own goes on the title's line above it, unless that has its own year or is a sentence with a score.
            before = paragraph.Text.Length < 200 && !Numerals.Year().IsMatch(paragraph.Text) && !Numerals.Decimal().IsMatch(paragraph.Text) ? paragraph.Text + " " : "";
            if (paragraph.Text.Length > 8) order++;
        }
        // Sections about several years' results: the newest is the report's, the others look back.
        foreach (var older in sections.Where(y => y < sections.Max)) votes.Remove(older);
        return votes;
    }

    private static FiscalYear? Newest(string text) =>
        Numerals.Year().Matches(text).Select(m => FiscalYear.Parse(m.Value)).Where(y => y.Succeeded).Select(y => (FiscalYear?)y.Value).Max();

    private static double Weight(string before, string text, int from, Match year)
    {
        var lead = text[Math.Max(from, year.Index - 160)..year.Index];
        // A title that is broken over two lines says on the first what its year is of.
        if (!Results().IsMatch(lead) && !Plan().IsMatch(lead)) lead = before + lead;
        if (Date().IsMatch(lead) || Goal().IsMatch(lead) || ComparedWith().IsMatch(lead) || GoalBehind().IsMatch(text[(year.Index + year.Length)..])) return 0;
        var results = Results().Matches(lead).LastOrDefault();
        var plan = Plan().Matches(lead).LastOrDefault();
        if (results is null && plan is null) return 0.05;
        return plan is not null && (results is null || plan.Index > results.Index) ? 0 : 1;
    }
}
