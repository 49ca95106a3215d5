using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>Tables and sentences in which several numbers stand beside an indicator and one is its score.</summary>
public sealed partial class Report
{
    private string InstrumentScore(Instrument instrument, string note)
    {
        var printed = _print.Score(_sheet[ItemCode.Of(instrument)]);
        Keep(ItemCode.Of(instrument), printed, "table", note);
        return printed;
    }

    private static Instrument ScaleOf(int indicator) => indicator <= 5 ? Instrument.IIT : indicator <= 8 ? Instrument.EIT : Instrument.OIT;

    private IEnumerable<Block> GroupColumns()
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Cell>>();
        rows.Add([new("เครื่องมือ"), new("ตัวชี้วัด"), new("คะแนนรายตัวชี้วัด"), new("คะแนนรายเครื่องมือ"), new("คะแนนรวม")]);
        for (var k = 1; k <= 10; k++)
        {
            var down = k switch { 1 => 5, 6 => 3, 9 => 2, _ => 0 };
            var row = ImmutableArray.CreateBuilder<Cell>();
            if (down > 0) row.Add(new(InstrumentOf(k), 1, down));
            row.Add(new(Label(k)));
            row.Add(new(Indicator(k, "table", "beside columns of instruments and of the whole")));
            if (down > 0) row.Add(new(InstrumentScore(ScaleOf(k), "a column of instruments"), 1, down));
            if (k == 1) row.Add(new(TotalRow(), 1, 10));
            rows.Add(row.ToImmutable());
        }
        yield return new Grid(rows.ToImmutable(), 1);
    }

    private IEnumerable<Block> FullMarks()
    {
        yield return Grid.Of(1, [["ตัวชี้วัด", "คะแนนเต็ม", "คะแนนที่ได้", "ร้อยละ"], .. Enumerable.Range(1, 10).Select(k => (string[])
            [$"{_print.Number(k)}. {Label(k)}", _print.Digits("30"), _print.Score(_sheet[ItemCode.Indicator(k)] * 30 / 100), Indicator(k, "table", "beside points of thirty")])]);
    }

    private IEnumerable<Block> YearsBehind()
    {
        for (var k = 1; k <= 10; k++)
            yield return new Para($"{_print.Number(k)}. {Label(k)} ได้ {_print.Score(_dice.Between(6000, 9900))} คะแนน ในปี {_print.Number(_plan.Year - 1)} และ {Indicator(k, "narrative", "its year stands behind it")} คะแนน ในปี {_print.Number(_plan.Year)}");
    }

    private IEnumerable<Block> InstrumentColumns()
    {
        yield return Grid.Of(1,
        [
            ["ตัวชี้วัด", "IIT", "EIT", "OIT"],
            .. Enumerable.Range(1, 10).Select(k => (string[])[$"{_print.Number(k)}. {Label(k)}", .. Enumerable.Range(0, 3).Select(i => (int)ScaleOf(k) == i + 1 ? Indicator(k, "table", "in its instrument's column") : "-")]),
            ["คะแนนเฉลี่ย", .. new[] { Instrument.IIT, Instrument.EIT, Instrument.OIT }.Select(i => InstrumentScore(i, "a mean below its column"))],
        ]);
    }

    private IEnumerable<Block> GoalColumn()
    {
        yield return Grid.Of(1, [["ตัวชี้วัด", $"ค่าเป้าหมาย ปี {_print.Number(_plan.Year + 1)}", $"ผลปี {_print.Number(_plan.Year)}", "ส่วนต่าง"], .. Enumerable.Range(1, 10).Select(k => (string[])
            [$"{_print.Number(k)}. {Label(k)}", _print.Score(10000), Indicator(k, "table", "behind a goal"), _print.Digits(Sheet.Signed(_sheet[ItemCode.Indicator(k)] - 10000))])]);
    }
}
