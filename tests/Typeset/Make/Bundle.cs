using System.Collections.Immutable;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>A memo, the province's announcement and the agency's report in one file, as offices scan them together. The agency's own row holds its total.</summary>
public static class Bundle
{
    public static Document Make(string name, AnnouncementPlan table, ReportPlan report, Facts facts, Dice dice)
    {
        var announcement = Announcement.Make(name, table, facts, dice);
        var own = dice.Between(announcement.Rows.Length / 2, announcement.Rows.Length - 1);
        var row = announcement.Rows[own];
        var agency = facts.Named(row.Name, row.District);
        var sheet = Report.Make(name, report with { Year = table.Year, Agency = agency, Memo = true, Total = true, Items = ItemShape.None, InstrumentTable = false }, facts, dice);
        var total = sheet.Scores.First(s => s.Code == "TOTAL");
        var (grade, pass) = facts.GradeOf(table.Year, sheet.Sheet);
        var mine = row with { Score = total.Value, Grade = grade, Pass = row.Pass.Length == 0 ? "" : pass ? "ผ่าน" : "ไม่ผ่าน", Delta = row.Delta.Length == 0 ? "" : "+1.25" };
        var rows = announcement.Rows.SetItem(own, mine);
        var blocks = announcement.Blocks.Select(b => b is Grid grid ? Announcement.WithRow(grid, own, mine, table.Thai) : b);
        var cut = sheet.Blocks.Length - sheet.Blocks.Reverse().TakeWhile(b => b is not Para { Style: Style.Title }).Count();
        ImmutableArray<Block> all = [.. sheet.Blocks[..cut], new PageBreak(), .. blocks.Skip(1), new PageBreak(), .. sheet.Blocks[cut..]];
        return sheet with { Faults = [Fault.MemoTableReport], Blocks = all, Rows = rows, MissingRows = announcement.MissingRows };
    }
}
