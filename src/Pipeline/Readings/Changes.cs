using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Two numbers of which the second is what the first became.</summary>
/// <param name="At">Where its words begin: "จาก", or the first number where an arrow stands between.</param>
/// <param name="ByArrow">An arrow says neither of which years the numbers are nor whether the second was reached.</param>
/// <param name="IsGoal">Whether the second is to be reached.</param>
internal readonly record struct Change(int At, bool ByArrow, bool IsGoal);

/// <summary>"เพิ่มขึ้นจาก 88.40 เป็น 90.32 คะแนน", "88.40 → 90.32".</summary>
internal static partial class Changes
{
    private const string Number = @"([0-9๐-๙]{1,3}\.[0-9๐-๙]{2}|100|๑๐๐)", Unit = @"\s*(คะแนน|%)?\s*", Arrow = "(-+>|→|=>|➔|➜|⟶|⇒|»)";

    /// <summary>How far back the words of a goal may stand.</summary>
    private const int GoalReach = 90;

    [GeneratedRegex("^" + Unit + Arrow + @"\s*$")]
    private static partial Regex ArrowBetween();

    [GeneratedRegex("^" + Unit + @"[\s)]*((ใน|\()\s*" + Numerals.BeforeYear + Numerals.AYear + @"\s*\)?)?\s*(เพิ่มขึ้น|ลดลง|ปรับ|มา|ขึ้น|ลง|\s)*(เป็น|เหลือ)\s*(ร้อยละ|คะแนน)?\s*$")]
    private static partial Regex Became();

    [GeneratedRegex(@"จาก[^0-9๐-๙]{0,30}(" + Numerals.AYear + "[^0-9๐-๙]{0,20})?$")]
    private static partial Regex From();

    [GeneratedRegex(@"(เป้า|ต้องการ|เพื่อ|ควร|จะ|แผน|มุ่ง|คาด|(?<!การ)ให้(?!บริการ))[^0-9๐-๙]*$")]
    private static partial Regex Goal();

    [GeneratedRegex("^\\s*(?<from>" + Number + ")" + Unit + Arrow + "\\s*(?<to>" + Number + ")" + Unit + "$")]
    public static partial Regex Cell();

    /// <summary>The changes of a text, by the position of the second number in the list.</summary>
    public static Dictionary<int, Change> In(string text, IReadOnlyList<Group> numbers)
    {
        var found = new Dictionary<int, Change>();
        for (var k = 1; k < numbers.Count; k++)
        {
            var first = numbers[k - 1];
            var between = text[(first.Index + first.Length)..numbers[k].Index];
            if (ArrowBetween().IsMatch(between)) found[k] = new(first.Index, true, false);
            else if (Became().IsMatch(between) && From().Match(text[Math.Max(0, first.Index - 80)..first.Index]) is { Success: true } m)
                found[k] = new(first.Index - m.Length, false, Goal().IsMatch(text[Math.Max(0, first.Index - m.Length - GoalReach)..(first.Index - m.Length)]));
        }
        return found;
    }

    /// <summary>Two years one after the other, as a heading or a column names them for changes below; null where it names others or a goal.</summary>
    public static (FiscalYear From, FiscalYear To)? Years(string heading) =>
        !heading.Contains("เป้า", StringComparison.Ordinal) && Numerals.Years(heading).Select(y => y.Year).ToArray() is [var from, var to] && to.Previous == from ? (from, to) : null;

    public static Issue Unsaid(ItemCode code, string printed, int page, int? line) =>
        new("ITA303", Severity.Warning, $"{code}: \"{printed}\" says neither of which years the two numbers are nor whether the second was reached. Not taken. Look at the page.", page, line);
}
