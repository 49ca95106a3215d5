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

    public bool OneColumnLess { get; init; }

    public bool Mixed { get; init; }

    public int AtLeast { get; init; } = 19;

    public int AtMost { get; init; } = 75;

    public ImmutableArray<Fault> Faults { get; init; } = [];

    public TextFault TextFault { get; init; }
}

/// <summary>Makes the announcement of a whole province.</summary>
public static class Announcement
{
    public static Document Make(string name, AnnouncementPlan plan, Facts facts, Dice dice)
    {
        var province = facts.AnyProvince(dice, plan.AtLeast, plan.AtMost);
        var agencies = facts.InOrder(province);
        var shown = agencies.Length - plan.Missing;
        var book = facts.Book(plan.Year);
        var print = new Printer(plan.Thai, plan.Mixed, false, dice);
        var taken = agencies.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var rows = ImmutableArray.CreateBuilder<TrueRow>(shown);
        for (var i = 0; i < shown; i++)
        {
            var agency = agencies[i];
            var district = agency.District?.Name ?? "";
            var printed = dice.Chance(plan.Garbled) ? Garble(agency, taken, dice) : agency.Name;
            var printedDistrict = dice.Chance(plan.GarbledDistricts) && district.Length > 3 ? Misread.Name(district, 0, dice.Between(1, 2), dice) : district;
            var total = Math.Clamp(dice.Around(8400, 2600), 3000, 10000);
            var band = book.Grades.First(g => total >= g.FromHundredths && (g.InstrumentsFromHundredths is null || dice.Chance(0.8)));
            rows.Add(new TrueRow(i + 1, printed, agency.Name, printedDistrict, district, Sheet.Text(total), band.Grade,
                Sheet.Signed(Math.Clamp(dice.Around(1200, 3600), total - 10000, total)), band.Pass ? "ผ่าน" : "ไม่ผ่าน"));
        }
        var year = plan.Year.ToString(CultureInfo.InvariantCulture);
        string[] header = ["ที่", "หน่วยงาน", "อำเภอ", "คะแนน " + print.Digits(year), "ระดับผล การประเมิน", "เปรียบเทียบ ปีที่ผ่านมา", "เปรียบเทียบ กับเกณฑ์*"];
        var grid = Grid.Of(1, [header, .. rows.Select(r => (string[])
            [print.Number(r.Number), r.PrintedName, r.PrintedDistrict, print.Digits(r.Score), r.Grade, print.Digits(r.Delta), r.Pass])]);
        if (plan.Cut > 0)
        {
            grid = grid with
            {
                CutBefore = [.. Enumerable.Range(1, shown).Where(r => r > 1 && (r - 1) % plan.Cut == 0)],
                LineAtCut = $"เอกสารแนบท้ายประกาศ เรื่อง ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. {print.Digits(year)}",
            };
        }
        ImmutableArray<Block> blocks =
        [
            new Para(Wording.Notice),
            new Para("ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ", Style.Title),
            new Para($"ประจำปีงบประมาณ พ.ศ. {print.Digits(year)}", Style.Title),
            new Para("ประเภทองค์กรปกครองส่วนท้องถิ่น", Style.Title),
            new Para($"จังหวัด{province.Name}", Style.Title),
            grid,
            new Para($"* เกณฑ์ผ่าน {print.Digits("85")} คะแนนขึ้นไป", Style.Footer),
        ];
        return new Document(name, plan.Faults, blocks, null, plan.Year)
        {
            Rows = rows.ToImmutable(),
            MissingRows = [.. agencies.Skip(shown).Select(a => a.Name)],
            TextFault = plan.TextFault,
        };
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
