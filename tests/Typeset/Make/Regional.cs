using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>A regional report: a column per agency, indicators of 100, instruments as weighted points.</summary>
public static class Regional
{
    public static Document Make(string name, int year, bool thai, Facts facts, Dice dice)
    {
        var province = facts.AnyProvince(dice, 30, 120);
        var book = facts.Book(year);
        var print = new Printer(thai, false, false, dice);
        var agencies = dice.Shuffled(facts.InOrder(province)).Take(dice.Between(2, 5)).Select(a => (Agency: a, Sheet: Sheet.Draw(book, dice))).ToArray();
        var truth = ImmutableArray.CreateBuilder<TrueScore>();
        var rows = new List<IEnumerable<string>> { (string[])["ตัวชี้วัด", .. agencies.Select(a => a.Agency.Name)] };
        for (var k = 1; k <= 10; k++) rows.Add(Row($"{print.Number(k)}. {Wording.Indicators[k - 1]}", ItemCode.Indicator(k), 100));
        foreach (var (instrument, full) in ((Instrument, int)[])[(Instrument.IIT, 30), (Instrument.EIT, 30), (Instrument.OIT, 40)])
            rows.Add(Row($"{instrument} ({print.Number(full)} คะแนน)", ItemCode.Of(instrument), full));
        rows.Add(Row($"คะแนนรวม ({print.Number(100)} คะแนน)", ItemCode.Total, 100));
        ImmutableArray<Block> blocks =
        [
            new Para(Wording.Notice),
            new Para($"รายงาน ITA กลุ่มที่ {print.Number(dice.Between(1, 9))} จังหวัด{province.Name} ปีงบประมาณ พ.ศ. {print.Number(year)}", Style.Title),
            Grid.Of(1, rows) with { Purpose = Purpose.Regional },
        ];
        return new Document(name, [Fault.WeightedPoints], blocks, null, year) { Scores = truth.ToImmutable() };

        string[] Row(string label, ItemCode code, int full) =>
        [
            label, .. agencies.Select(a =>
            {
                var points = (int)Math.Round(a.Sheet[code] * full / 100m, MidpointRounding.AwayFromZero);
                var printed = print.Digits(Sheet.Text(points));
                truth.Add(new TrueScore(a.Agency.Name, year, code.ToString(), printed, full == 100 ? a.Sheet.Text(code) : "", "table",
                    full == 100 ? "column of the agency" : $"weighted points of {full.ToString(CultureInfo.InvariantCulture)}"));
                return printed;
            }),
        ];
    }
}
