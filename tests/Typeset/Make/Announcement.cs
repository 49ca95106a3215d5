using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Reference;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>How an announcement's table is to be.</summary>
public sealed record AnnouncementPlan(int Year)
{
    public bool Thai { get; init; }

    /// <summary>Share of rows whose agency name is misread by two to four letters.</summary>
    public double Garbled { get; init; }

    public double GarbledDistricts { get; init; }

    /// <summary>Rows at the end that are not on the paper.</summary>
    public int Missing { get; init; }

    /// <summary>Cut into pages of this many rows; 0 for one piece.</summary>
    public int Cut { get; init; }

    /// <summary>Highest score first; numbers then are ranks.</summary>
    public bool ByScore { get; init; }

    /// <summary>Share of rows left out anywhere.</summary>
    public double Gaps { get; init; }

    /// <summary>0 the usual columns; 1 without difference and verdict; 2 other order and words; 3 parts by type with a line above each; 4 lines of text; 5 two years with two columns each.</summary>
    public int Columns { get; init; }

    /// <summary>A second province follows with a table of its own.</summary>
    public bool TwoProvinces { get; init; }

    public bool Mixed { get; init; }

    public int AtLeast { get; init; } = 19;

    public int AtMost { get; init; } = 75;

    public ImmutableArray<Fault> Faults { get; init; } = [];

    public TextFault TextFault { get; init; }
}

/// <summary>Makes the announcement of a whole province.</summary>
public static class Announcement
{
    private static readonly Dictionary<AgencyType, string> TypeNames = new()
    {
        [AgencyType.PAO] = "องค์การบริหารส่วนจังหวัด", [AgencyType.TN] = "เทศบาลนคร", [AgencyType.TM] = "เทศบาลเมือง",
        [AgencyType.TT] = "เทศบาลตำบล", [AgencyType.TAO] = "องค์การบริหารส่วนตำบล",
    };

    public static Document Make(string name, AnnouncementPlan plan, Facts facts, Dice dice)
    {
        var print = new Printer(plan.Thai, plan.Mixed, false, dice);
        var year = plan.Year.ToString(CultureInfo.InvariantCulture);
        var rows = ImmutableArray.CreateBuilder<TrueRow>();
        var missing = ImmutableArray.CreateBuilder<string>();
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Para(Wording.Notice));
        blocks.Add(new Para("ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ", Style.Title));
        blocks.Add(new Para($"ประจำปีงบประมาณ พ.ศ. {print.Digits(year)}", Style.Title));
        blocks.Add(new Para("ประเภทองค์กรปกครองส่วนท้องถิ่น", Style.Title));
        var provinces = new HashSet<string>(StringComparer.Ordinal);
        for (var part = 0; part < (plan.TwoProvinces ? 2 : 1); part++)
        {
            var province = facts.AnyProvince(dice, plan.AtLeast, plan.AtMost);
            // A province is announced once.
            while (!provinces.Add(province.Code)) province = facts.AnyProvince(dice, plan.AtLeast, plan.AtMost);
            var drawn = Draw(plan, facts.InOrder(province), facts.Book(plan.Year), rows.Count, missing, dice);
            blocks.Add(new Para($"จังหวัด{province.Name}", Style.Title));
            blocks.AddRange(Tables(plan, drawn, year, print));
            rows.AddRange(drawn.Select(d => d.Row));
        }
        blocks.Add(new Para($"* เกณฑ์ผ่าน {print.Digits("85")} คะแนนขึ้นไป", Style.Footer));
        return new Document(name, plan.Faults, blocks.ToImmutable(), null, plan.Year)
        {
            Rows = rows.ToImmutable(),
            MissingRows = missing.ToImmutable(),
            TextFault = plan.TextFault,
        };
    }

    private static ImmutableArray<(Agency Agency, TrueRow Row)> Draw(
        AnnouncementPlan plan, ImmutableArray<Agency> agencies, Codebook book, int from, ImmutableArray<string>.Builder missing, Dice dice)
    {
        var taken = agencies.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var drawn = new List<(Agency Agency, int Total)>();
        for (var i = 0; i < agencies.Length; i++)
        {
            if (i >= agencies.Length - plan.Missing || (i > 0 && dice.Chance(plan.Gaps))) missing.Add(agencies[i].Name);
            else drawn.Add((agencies[i], Math.Clamp(dice.Around(8400, 2600), 3000, 10000)));
        }
        if (plan.ByScore) drawn = [.. drawn.OrderByDescending(d => d.Total)];
        return [.. drawn.Select((d, at) => (d.Agency, Row(d.Agency, d.Total, from + at + 1)))];

        TrueRow Row(Agency agency, int total, int number)
        {
            var district = agency.District?.Name ?? "";
            var printed = dice.Chance(plan.Garbled) ? Garble(agency, taken, dice) : agency.Name;
            var printedDistrict = dice.Chance(plan.GarbledDistricts) && district.Length > 3 ? Misread.Name(district, 0, dice.Between(1, 2), dice) : district;
            var band = book.Grades.First(g => total >= g.FromHundredths && (g.InstrumentsFromHundredths is null || dice.Chance(0.8)));
            var delta = plan.Columns is 1 or 4 or 5 ? "" : Sheet.Signed(Math.Clamp(dice.Around(1200, 3600), total - 10000, total));
            return new TrueRow(number, printed, agency.Name, printedDistrict, district, Sheet.Text(total), band.Grade, delta,
                plan.Columns is 1 or 4 or 5 ? "" : band.Pass ? "ผ่าน" : "ไม่ผ่าน");
        }
    }

    private static IEnumerable<Block> Tables(AnnouncementPlan plan, ImmutableArray<(Agency Agency, TrueRow Row)> drawn, string year, Printer print)
    {
        string[] header = plan.Columns switch
        {
            1 => ["ลำดับ", "ชื่อหน่วยงาน", "อำเภอ", "คะแนน ITA", "ระดับ"],
            2 => ["ลำดับที่", "อำเภอ", "องค์กรปกครองส่วนท้องถิ่น", "ผลคะแนน " + print.Digits(year), "เพิ่ม/ลด", "ระดับ", "ผลการประเมิน"],
            _ => ["ที่", "หน่วยงาน", "อำเภอ", "คะแนน " + print.Digits(year), "ระดับผล การประเมิน", "เปรียบเทียบ ปีที่ผ่านมา", "เปรียบเทียบ กับเกณฑ์*"],
        };
        if (plan.Columns == 4)
        {
            foreach (var (_, r) in drawn)
                yield return new Para(plan.Thai ? $"{print.Number(r.Number)}. {r.PrintedName} อำเภอ{r.PrintedDistrict} คะแนน {print.Digits(r.Score)} ระดับ {r.Grade}" : $"{print.Number(r.Number)} {r.PrintedName} อ.{r.PrintedDistrict} {print.Digits(r.Score)} {r.Grade}");
            yield break;
        }
        if (plan.Columns == 5)
        {
            yield return YearGroups(drawn, year, print) with { Purpose = Purpose.Announcement };
            yield break;
        }
        if (plan.Columns == 3)
        {
            foreach (var type in drawn.GroupBy(d => d.Agency.Type))
            {
                yield return new Para(TypeNames[type.Key], Style.Heading);
                yield return Grid.Of(1, [header, .. type.Select(d => Cells(d.Row))]) with { Purpose = Purpose.Announcement };
            }
            yield break;
        }
        var grid = Grid.Of(1, [header, .. drawn.Select(d => Cells(d.Row))]) with { Purpose = Purpose.Announcement };
        yield return plan.Cut == 0 ? grid : grid with
        {
            CutBefore = [.. Enumerable.Range(1, drawn.Length).Where(r => r > 1 && (r - 1) % plan.Cut == 0)],
            LineAtCut = $"เอกสารแนบท้ายประกาศ เรื่อง ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. {print.Digits(year)}",
        };

        string[] Cells(TrueRow r) => plan.Columns switch
        {
            1 => [print.Number(r.Number), r.PrintedName, r.PrintedDistrict, print.Digits(r.Score), r.Grade],
            2 => [print.Number(r.Number), r.PrintedDistrict, r.PrintedName, print.Digits(r.Score), print.Digits(r.Delta), r.Grade, r.Pass],
            _ => [print.Number(r.Number), r.PrintedName, r.PrintedDistrict, print.Digits(r.Score), r.Grade, print.Digits(r.Delta), r.Pass],
        };
    }

    /// <summary>Last year's score and grade, and this year's, below headers that span two columns each.</summary>
    private static Grid YearGroups(ImmutableArray<(Agency Agency, TrueRow Row)> drawn, string year, Printer print)
    {
        var before = (int.Parse(year, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);
        ImmutableArray<Cell> top = [new("ที่", 1, 2), new("หน่วยงาน", 1, 2), new("อำเภอ", 1, 2), new("ปี " + print.Digits(before), 2), new("ปี " + print.Digits(year), 2)];
        ImmutableArray<Cell> sub = [new("คะแนน"), new("ระดับ"), new("คะแนน"), new("ระดับ")];
        return new Grid([top, sub, .. drawn.Select(d => ImmutableArray.Create<Cell>(
            new(print.Number(d.Row.Number)), new(d.Row.PrintedName), new(d.Row.PrintedDistrict), new(print.Score(5500 + (d.Row.Number * 37 % 4000))), new("E"), new(print.Digits(d.Row.Score)), new(d.Row.Grade)))], 2);
    }

    /// <summary>The usual table with other numbers in one of its rows.</summary>
    public static Grid WithRow(Grid grid, int index, TrueRow row, bool thai)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(row);
        var cells = grid.Rows[index + 1];
        string Digits(string text) => thai ? Domain.Values.ThaiDigits.ToThai(text) : text;
        return grid with { Rows = grid.Rows.SetItem(index + 1, [cells[0], cells[1], cells[2], new Cell(Digits(row.Score)), new Cell(row.Grade), new Cell(Digits(row.Delta)), new Cell(row.Pass)]) };
    }

    /// <summary>A misread name that is not another agency's right one.</summary>
    private static string Garble(Agency agency, HashSet<string> taken, Dice dice)
    {
        var start = agency.Name.Length - agency.ShortName.Length;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var garbled = Misread.Name(agency.Name, start, dice.Between(2, 4), dice);
            if (!taken.Contains(garbled)) return garbled;
        }
        return agency.Name;
    }
}
