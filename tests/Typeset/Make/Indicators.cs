using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>The ten indicators in every shape that reports give them.</summary>
public sealed partial class Report
{
    private string Label(int indicator)
    {
        if (_plan.Misspelt && _dice.Chance(0.6)) return _dice.Pick(Wording.Misspelt[indicator]);
        var name = Named(indicator);
        return _plan.SpacedLabels ? Spaced(name) : name;
    }

    /// <summary>A space where a narrow cell ended its line: before a consonant that starts a syllable's cluster.</summary>
    private string Spaced(string name)
    {
        var at = _dice.Between(3, name.Length - 3);
        while (at < name.Length - 1 && name[at] is not ((>= 'ก' and <= 'ฮ') or (>= 'เ' and <= 'ไ'))) at++;
        // A line never ends between a leading vowel and its consonant.
        if (name[at - 1] is >= 'เ' and <= 'ไ') at--;
        return name[..at] + " " + name[at..];
    }

    private string Named(int indicator)
    {
        return Wording.OtherNames.TryGetValue(indicator, out var others) && _dice.Chance(0.4) ? _dice.Pick(others) : Wording.Indicators[indicator - 1];
    }

    /// <summary>The printed score of an indicator, booked.</summary>
    private string Indicator(int number, string where, string note = "")
    {
        var code = ItemCode.Indicator(number);
        // A blank is no claim: the value may be derived, else it is absent.
        if (_plan.BlankIndicators && number is 3 or 8) return "";
        var broken = _plan.BrokenNumbers && number % 4 == 2;
        var printed = broken ? _print.Broken(Shown(code)) : _print.Score(Shown(code));
        if (broken) note = "may be withheld: the number is broken";
        var disputed = _plan.Disagree && number == 4;
        Keep(code, printed, where, disputed ? "two tables print two values and nothing decides" : note, disputed);
        return printed;
    }

    private static string InstrumentOf(int indicator) => indicator <= 5 ? "IIT" : indicator <= 8 ? "EIT" : "OIT";

    private IEnumerable<Block> Indicators() => _plan.Indicators switch
    {
        IndicatorShape.Grouped => Grouped(),
        IndicatorShape.ThreeTables => ThreeTables(),
        IndicatorShape.Label => Labels(false),
        IndicatorShape.LabelAndProse => Labels(true),
        IndicatorShape.Ranked => Ranked(),
        IndicatorShape.TwoYears => TwoYears(),
        IndicatorShape.Weights => Weights(),
        IndicatorShape.Points => Points(),
        IndicatorShape.Sentences => Sentences(),
        IndicatorShape.Transposed => Transposed(),
        IndicatorShape.SideBySide => SideBySide(),
        IndicatorShape.FiveYears => FiveYears(),
        IndicatorShape.ScoreFirst => ScoreFirst(),
        IndicatorShape.GradeColumn => GradeColumn(),
        IndicatorShape.NoHeader => NoHeader(),
        IndicatorShape.Bullets => Bullets(),
        IndicatorShape.GroupColumns => GroupColumns(),
        IndicatorShape.FullMarks => FullMarks(),
        IndicatorShape.YearsBehind => YearsBehind(),
        IndicatorShape.InstrumentColumns => InstrumentColumns(),
        IndicatorShape.GoalColumn => GoalColumn(),
        _ => Table(),
    };

    private IEnumerable<Block> Table()
    {
        yield return new Para("สรุปผลการประเมินรายตัวชี้วัด", Style.Heading);
        string[] header = ["ตัวชี้วัดที่", "รายละเอียดตัวชี้วัด", "คะแนน", .. _plan.ProseCells ? (string[])["ข้อสังเกต"] : []];
        var shifted = _dice.Shuffled(Enumerable.Range(2, 8)).Take(_plan.ShiftedRows).ToHashSet();
        var rows = new List<IEnumerable<string>> { header };
        for (var k = 1; k <= 10; k++)
        {
            var remark = _plan.ProseCells && _dice.Chance(0.6)
                ? string.Format(CultureInfo.InvariantCulture, _dice.Pick(Wording.Remarks), _print.Digits(Sheet.Text(_dice.Between(50, 100) * 100)))
                : "";
            string[] cells = [_print.Number(k), Label(k), Indicator(k, "table", shifted.Contains(k) ? "row shifted by one cell" : ""), .. _plan.ProseCells ? (string[])[remark] : []];
            if (shifted.Contains(k)) cells = _plan.ProseCells ? ["", .. cells[..3]] : ["", cells[0] + ". " + cells[1], cells[2]];
            rows.Add(cells);
            if (_plan.SubIndicators && k >= 9) rows.AddRange(SubIndicators(k, cells.Length));
            if (_plan.Averages && k is 5 or 8 or 10) rows.Add(Average(k, cells.Length));
        }
        if (_plan.Averages) rows.Add(["", "คะแนนรวม", TotalRow(), .. _plan.ProseCells ? (string[])[""] : []]);
        var grid = Grid.Of(1, rows);
        yield return _plan.Cut ? grid with { CutBefore = [_dice.Between(3, 6), _dice.Between(7, 10)], LineAtCut = _dice.Chance(0.5) ? "รายงานการวิเคราะห์ผลการประเมิน ITA" : null } : grid;
    }

    private IEnumerable<Block> Grouped()
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Cell>>();
        rows.Add([new Cell("แบบวัด"), new Cell("ลำดับ"), new Cell("รายละเอียดตัวชี้วัด"), new Cell("คะแนน")]);
        for (var k = 1; k <= 10; k++)
        {
            var first = k is 1 or 6 or 9;
            var instrument = InstrumentOf(k) == "OIT" && _plan.Oti ? "OTI" : InstrumentOf(k);
            ImmutableArray<Cell> rest = [new(_print.Number(k)), new(Label(k)), new(Indicator(k, "table")) { Numeric = true }];
            rows.Add(first ? [new Cell(instrument, 1, k == 1 ? 5 : k == 6 ? 3 : 2), .. rest] : rest);
        }
        yield return new Grid(rows.ToImmutable(), 1);
    }

    /// <summary>One table per instrument; each starts at 1 again.</summary>
    private IEnumerable<Block> ThreeTables()
    {
        (int From, int To)[] parts = [(1, 5), (6, 8), (9, 10)];
        for (var p = 0; p < 3; p++)
        {
            var heading = Wording.Instruments[p];
            if (_plan.Oti) heading = heading.Replace("OIT", "OTI", StringComparison.Ordinal);
            yield return new Para($"{_print.Digits("1." + (p + 1).ToString(CultureInfo.InvariantCulture))} {heading}", Style.Heading);
            string[] header = ["ตัวชี้วัดของการประเมิน ITA", "คะแนน"];
            var from = parts[p].From;
            yield return Grid.Of(1, [header, .. Enumerable.Range(from, parts[p].To - from + 1).Select(k => (string[])
                [$"{_print.Number(k - from + 1)}. {Label(k)}", Indicator(k, "table", k > 5 ? "printed numbers start at 1 again" : "") + (_dice.Chance(0.5) ? " คะแนน" : "")])]);
        }
    }

    /// <summary>Label and score in one cell, beside a cell of prose that covers the rows of its instrument.</summary>
    private IEnumerable<Block> Labels(bool prose)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Cell>>();
        rows.Add([new Cell("ตัวชี้วัดของการประเมิน ITA"), new Cell("ประเด็นที่ต้องแก้ไข/ปรับปรุง")]);
        (int From, int To)[] parts = [(1, 5), (6, 8), (9, 10)];
        for (var p = 0; p < 3; p++)
        {
            var (from, to) = parts[p];
            rows.Add([new Cell(Wording.Instruments[p]), new Cell("")]);
            var lowest = Enumerable.Range(from, to - from + 1).MinBy(k => _sheet[ItemCode.Indicator(k)]);
            var text = prose
                ? $"ด้าน {InstrumentOf(from)} พบว่า ผลคะแนนของตัวชี้วัดด้าน {Wording.Indicators[lowest - 1]} มีค่าต่ำสุดเท่ากับ {_print.Score(_sheet[ItemCode.Indicator(lowest)])} "
                  + string.Format(CultureInfo.InvariantCulture, _dice.Pick(Wording.Remarks), _print.Digits(Sheet.Text(_dice.Between(50, 100) * 100)))
                : _dice.Pick(Wording.Advice);
            for (var k = from; k <= to; k++)
            {
                var cell = new Cell($"{_print.Number(k)}. {Label(k)} {Indicator(k, "table", "score inside the label cell")} คะแนน");
                rows.Add(k == from ? [cell, new Cell(text, 1, to - from + 1)] : [cell]);
            }
        }
        yield return new Grid(rows.ToImmutable(), 1);
    }

    private IEnumerable<Block> Ranked()
    {
        yield return new Para("เรียงคะแนนจากมากไปน้อย ดังนี้");
        var order = Enumerable.Range(1, 10).OrderByDescending(k => _sheet[ItemCode.Indicator(k)]).ThenBy(k => k).ToArray();
        if (_dice.Chance(0.4))
        {
            yield return Grid.Of(1, [["ลำดับ", "ตัวชี้วัด", "คะแนน"], .. order.Select((k, at) => (string[])[_print.Number(at + 1), Label(k), Indicator(k, "table", "numbered by rank")])]);
            yield break;
        }
        for (var at = 0; at < 10; at++) yield return new Para($"{_print.Number(at + 1)}) {Label(order[at])} {Indicator(order[at], "list", "numbered by rank")} คะแนน");
    }

    private IEnumerable<Block> TwoYears()
    {
        var (last, now) = (_print.Digits((_plan.Year - 1).ToString(CultureInfo.InvariantCulture)), _print.Digits(_plan.Year.ToString(CultureInfo.InvariantCulture)));
        yield return new Para($"เปรียบเทียบผลการประเมินปีงบประมาณ พ.ศ. {last} กับ พ.ศ. {now}", Style.Heading);
        string[] header = ["ตัวชี้วัด", $"ปี {last}", $"ปี {now}", "ผลต่าง"];
        yield return Grid.Of(1, [header, .. Enumerable.Range(1, 10).Select(k =>
        {
            var value = _sheet[ItemCode.Indicator(k)];
            var before = Math.Clamp(value + _dice.Around(0, 1500), 3000, 10000);
            return (string[])[$"{_print.Number(k)}. {Label(k)}", _print.Score(before), Indicator(k, "table", "last year's value stands beside it"), _print.Digits(Sheet.Signed(value - before))];
        })]);
    }

    private IEnumerable<Block> Weights()
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Cell>>();
        rows.Add([new Cell("เครื่องมือ"), new Cell("ค่าน้ำหนัก"), new Cell("ตัวชี้วัด"), new Cell("คะแนน")]);
        for (var k = 1; k <= 10; k++)
        {
            var down = k == 1 ? 5 : k == 6 ? 3 : 2;
            ImmutableArray<Cell> rest = [new($"{_print.Number(k)}. {Label(k)}"), new(Indicator(k, "table", "a column of weights beside it")) { Numeric = true }];
            rows.Add(k is 1 or 6 or 9 ? [new Cell(InstrumentOf(k), 1, down), new Cell(_print.Digits(k == 9 ? "40.00" : "30.00"), 1, down), .. rest] : rest);
        }
        yield return new Grid(rows.ToImmutable(), 1);
    }

    /// <summary>Indicators of 100, and instruments as weighted points of 30, 30 and 40.</summary>
    private IEnumerable<Block> Points()
    {
        foreach (var block in Table()) yield return block;
        yield return new Para("คะแนนถ่วงน้ำหนักรายเครื่องมือ", Style.Heading);
        var rows = new List<string[]> { (string[])["เครื่องมือ", "คะแนนเต็ม", "คะแนนที่ได้"] };
        foreach (var (instrument, full) in ((Instrument, int)[])[(Instrument.IIT, 30), (Instrument.EIT, 30), (Instrument.OIT, 40)])
        {
            var points = (int)Math.Round(_sheet[ItemCode.Of(instrument)] * full / 100m, MidpointRounding.AwayFromZero);
            var printed = _print.Digits(Sheet.Text(points));
            rows.Add([instrument.ToString(), _print.Digits(full.ToString(CultureInfo.InvariantCulture)), printed]);
            Keep(ItemCode.Of(instrument), printed, "table", "weighted points: of 100 only to within rounding", open: true);
        }
        yield return Grid.Of(1, rows);
    }

    private IEnumerable<Block> Sentences()
    {
        for (var k = 1; k <= 10; k++) yield return new Para($"ตัวชี้วัดที่ {_print.Number(k)} {Label(k)} ได้คะแนน {Indicator(k, "narrative")} คะแนน {_dice.Pick(Wording.Advice)}");
    }

    private IEnumerable<Block> InstrumentTable()
    {
        yield return new Para("ผลการประเมินรายเครื่องมือ", Style.Heading);
        var rows = new List<string[]> { _plan.WeightedColumn ? ["เครื่องมือ", "คะแนน", "น้ำหนัก", "คะแนนถ่วงน้ำหนัก"] : ["เครื่องมือ", "คะแนน"] };
        foreach (var instrument in Enum.GetValues<Instrument>())
        {
            var code = ItemCode.Of(instrument);
            var printed = _print.Score(_sheet[code]);
            Keep(code, printed, "table", "");
            var name = Wording.Instruments[(int)instrument - 1];
            rows.Add([_plan.Oti ? name.Replace("OIT", "OTI", StringComparison.Ordinal) : name, printed, .. Weighted(instrument)]);
        }
        yield return Grid.Of(1, rows);
    }

    private string[] Weighted(Instrument instrument)
    {
        if (!_plan.WeightedColumn) return [];
        var full = instrument == Instrument.OIT ? 40 : 30;
        return [_print.Number(full), _print.Digits(Sheet.Text((int)Math.Round(_sheet[ItemCode.Of(instrument)] * full / 100m, MidpointRounding.AwayFromZero)))];
    }

    private IEnumerable<Block> IndicatorProse()
    {
        var other = _facts.Any(_dice);
        var contradicting = _dice.Shuffled(Enumerable.Range(1, 10)).Take(3).ToHashSet();
        var copied = Sheet.Draw(_book, _dice);
        foreach (var k in _dice.Shuffled(Enumerable.Range(1, 10)).Take(_plan.Narrative == Narrative.Copied ? 10 : 5))
        {
            var code = ItemCode.Indicator(k);
            var said = _plan.Narrative switch
            {
                Narrative.Copied => copied[code],
                Narrative.Contradicting when contradicting.Contains(k) => Misread.Score(Shown(code), _dice) ?? Shown(code),
                _ => Shown(code),
            };
            var who = _plan.Narrative == Narrative.Copied && _dice.Chance(0.5) ? other.Name : "หน่วยงาน";
            yield return new Para($"ตัวชี้วัดที่ {_print.Number(k)} {Wording.Indicators[k - 1]} ได้คะแนน {_print.Score(said)} คะแนน {who} {_dice.Pick(Wording.Advice)}");
        }
        if (_plan.Narrative == Narrative.Copied) yield return new Para($"ทั้งนี้ {other.Name} ต้องรักษามาตรฐานให้ดียิ่งขึ้น");
    }

    private IEnumerable<Block> SecondTable()
    {
        var four = ItemCode.Indicator(4);
        yield return new Para("ตัวชี้วัดที่ต้องปรับปรุง", Style.Heading);
        yield return Grid.Of(1,
        [
            ["ตัวชี้วัดที่", "ตัวชี้วัด", "คะแนน"],
            [_print.Number(4), Wording.Indicators[3], _print.Score(Misread.Score(_sheet[four], _dice) ?? (_sheet[four] - 333))],
            [_print.Number(10), Wording.Indicators[9], _print.Score(_sheet[ItemCode.Indicator(10)])],
        ]);
    }

    private IEnumerable<Block> ActionPlan()
    {
        var next = _print.Digits((_plan.Year + 1).ToString(CultureInfo.InvariantCulture));
        yield return new Para($"มาตรการเพื่อการพัฒนาในปีงบประมาณ พ.ศ. {next}", Style.Heading);
        yield return Grid.Of(1,
        [
            ["มาตรการ/แนวทาง", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "การติดตามผล"],
            .. Enumerable.Range(1, 3).Select(n => (string[])
                [$"{_print.Number(n)}. {Wording.Indicators[_dice.Between(0, 9)]}", _dice.Pick(Wording.Advice), "สำนักปลัด", $"ต.ค. {Short(_plan.Year)} - มี.ค. {Short(_plan.Year + 1)}", $"ร้อยละ {_print.Digits(Sheet.Text(_dice.Between(60, 100) * 100))}"]),
        ]) with { Purpose = Purpose.Plan };
    }

    /// <summary>A year by its last two digits, as memos write it.</summary>
    private string Short(int year) => _print.Digits((year % 100).ToString(CultureInfo.InvariantCulture));
}
