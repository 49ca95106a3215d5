using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>Rarer shapes of the indicators' table, and numbers that are no scores of the agency.</summary>
public sealed partial class Report
{
    private IEnumerable<Block> Transposed()
    {
        yield return new Para("ผลการประเมินรายตัวชี้วัด", Style.Heading);
        yield return Grid.Of(1,
        [
            ["ตัวชี้วัด", .. Enumerable.Range(1, 10).Select(k => $"{_print.Number(k)}. {Label(k)}")],
            ["คะแนน", .. Enumerable.Range(1, 10).Select(k => Indicator(k, "table", "indicators are columns"))],
        ]);
    }

    private IEnumerable<Block> SideBySide()
    {
        int?[][] rows = [[1, 6, 9], [2, 7, 10], [3, 8, null], [4, null, null], [5, null, null]];
        yield return Grid.Of(1,
        [
            ["IIT", "คะแนน", "EIT", "คะแนน", "OIT", "คะแนน"],
            .. rows.Select(row => row.SelectMany(k => k is { } n
                ? (string[])[$"{_print.Number(n)}. {Label(n)}", Indicator(n, "table", "three instruments side by side")] : ["", ""])),
        ]);
    }

    private IEnumerable<Block> FiveYears()
    {
        var years = Enumerable.Range(_plan.Year - 3, 4).Select(y => $"ปี {_print.Number(y)}").ToArray();
        yield return new Para("ผลการประเมินย้อนหลัง", Style.Heading);
        yield return Grid.Of(1, [["ตัวชี้วัด", .. years], .. Enumerable.Range(1, 10).Select(k => (string[])
            [$"{_print.Number(k)}. {Label(k)}", .. Enumerable.Range(0, 3).Select(_ => _print.Score(_dice.Between(6000, 9900))), Indicator(k, "table", "the last of four years")])]);
    }

    private IEnumerable<Block> ScoreFirst()
    {
        yield return Grid.Of(1, [["คะแนน", "ที่", "ตัวชี้วัด"], .. Enumerable.Range(1, 10).Select(k => (string[])[Indicator(k, "table", "left of its label"), _print.Number(k), Label(k)])]);
    }

    private IEnumerable<Block> GradeColumn()
    {
        string[] grades = ["AA", "A", "B", "C", "D", "E", "F"];
        int[] from = [9500, 8500, 7500, 6500, 5500, 5000, 0];
        string[] header = ["ที่", "ตัวชี้วัด", "คะแนนเต็ม", "คะแนนที่ได้", "ระดับ", "ผล"];
        yield return Grid.Of(1, [header, .. Enumerable.Range(1, 10).Select(k =>
        {
            var value = _sheet[ItemCode.Indicator(k)];
            return (string[])[_print.Number(k), Label(k), _print.Digits("100"), Indicator(k, "table"), grades[Array.FindIndex(from, f => value >= f)], value >= 8500 ? "ผ่าน" : "ไม่ผ่าน"];
        })]);
    }

    private IEnumerable<Block> NoHeader()
    {
        yield return Grid.Of(0, Enumerable.Range(1, 10).Select(k => (string[])[$"ตัวชี้วัดที่ {_print.Number(k)} {Label(k)}", Indicator(k, "table", "no header")]));
    }

    private IEnumerable<Block> Bullets()
    {
        for (var k = 1; k <= 10; k++) yield return new Para($"- {Label(k)} {_dice.Pick<string>(["=", "ได้", ":", "เท่ากับ"])} {Indicator(k, "list", "a bullet")}");
    }

    /// <summary>Sub-indicators of open data, with values that are means of their own items.</summary>
    private IEnumerable<string[]> SubIndicators(int indicator, int width)
    {
        string[] names = indicator == 9 ? ["ข้อมูลพื้นฐาน", "การบริหารงาน", "การจัดซื้อจัดจ้าง", "การบริหารและพัฒนาทรัพยากรบุคคล", "การส่งเสริมความโปร่งใส"] : ["การดำเนินการเพื่อป้องกันการทุจริต", "มาตรการภายในเพื่อป้องกันการทุจริต"];
        for (var n = 0; n < names.Length; n++)
        {
            string[] cells = [_print.Digits(string.Create(CultureInfo.InvariantCulture, $"{indicator}.{n + 1}")), names[n], _print.Score(_dice.Between(2, 6) * 10000 / 6)];
            yield return [.. cells, .. Enumerable.Repeat("", width - 3)];
        }
    }

    /// <summary>The mean of an instrument's indicators as a row: the instrument's value, booked.</summary>
    private string[] Average(int last, int width)
    {
        var instrument = last == 5 ? Instrument.IIT : last == 8 ? Instrument.EIT : Instrument.OIT;
        var code = ItemCode.Of(instrument);
        var printed = _print.Score(_sheet[code]);
        Keep(code, printed, "table", "may be withheld: a row of means");
        return [.. (string[])["", $"คะแนนเฉลี่ย {instrument}", printed], .. Enumerable.Repeat("", width - 3)];
    }

    private string TotalRow()
    {
        var printed = _print.Score(_sheet[ItemCode.Total]);
        Keep(ItemCode.Total, printed, "table", "the last row");
        return printed;
    }

    private IEnumerable<Block> Foreign()
    {
        var other = _facts.Any(_dice);
        string[] said =
        [
            $"เป้าหมายคะแนนรวมปีงบประมาณ พ.ศ. {_print.Number(_plan.Year + 1)} ไม่น้อยกว่า {_print.Digits("95.00")} คะแนน",
            $"เกณฑ์ผ่านการประเมินคือ {_print.Digits("85.00")} คะแนนขึ้นไป",
            $"ค่าเฉลี่ยระดับประเทศ {_print.Score(_dice.Between(8600, 9400))} คะแนน",
            $"ผลการประเมินในปีงบประมาณ พ.ศ. {_print.Number(_plan.Year - 1)} ได้คะแนนภาพรวม {_print.Score(_dice.Between(6000, 9900))} คะแนน",
            $"จะศึกษาดูงานที่{other.Name} จังหวัด{other.Province!.Name} ซึ่งได้คะแนนรวม {_print.Score(_dice.Between(9500, 9990))} คะแนน",
            $"ตัวชี้วัดที่ {_print.Number(4)} การใช้ทรัพย์สินของราชการ ตั้งเป้าหมายไว้ที่ {_print.Digits("90.00")} คะแนน",
        ];
        foreach (var text in _dice.Shuffled(said)) yield return new Para(text);
    }

    /// <summary>Last year's results in full, under a heading of their own.</summary>
    private IEnumerable<Block> LastYear()
    {
        var last = _print.Number(_plan.Year - 1);
        var sheet = Sheet.Draw(_book, _dice);
        yield return new Para($"ผลการประเมินปีงบประมาณ พ.ศ. {last}", Style.Heading);
        yield return Grid.Of(1, [["ตัวชี้วัดที่", "ตัวชี้วัด", "คะแนน"], .. Enumerable.Range(1, 10).Select(k => (string[])[_print.Number(k), Wording.Indicators[k - 1], _print.Score(sheet[ItemCode.Indicator(k)])])]);
        yield return new Para($"ผลการประเมินปีงบประมาณ พ.ศ. {_print.Number(_plan.Year)}", Style.Heading);
    }

    private IEnumerable<Block> Twin(Agency twin)
    {
        yield return new Para($"{_name}มีเขตติดต่อกับ{twin.Name}และใช้ศูนย์บริการร่วมกัน");
        yield return new Para($"ปีหน้าจะลงนามความร่วมมือกับ{twin.Name} เพื่อแลกเปลี่ยนแนวปฏิบัติ");
    }

    private IEnumerable<Block> OtherNumbers()
    {
        yield return new Para($"ประชุมเวลา {_print.Digits("13.30")} น. โทร {_print.Digits("0 4512 3456")} หน้า {_print.Digits("3")} จาก {_print.Digits("12")}");
        yield return new Para($"- {_print.Digits("85")} -", Style.Footer);
        yield return Grid.Of(1,
        [
            ["ลำดับ", "โครงการ", "งบประมาณ (บาท)", "ร้อยละ"],
            .. Enumerable.Range(1, 5).Select(n => (string[])
                [_print.Number(n), $"โครงการส่งเสริม{Wording.Indicators[n + 3]}", _print.Digits($"{_dice.Between(10, 90)},000.00"), _print.Digits(Sheet.Text(_dice.Between(4000, 10000)))]),
        ]);
    }

    private IEnumerable<Block> Legend()
    {
        yield return new Para("เกณฑ์การให้ระดับผลการประเมิน", Style.Heading);
        string[][] rows = _plan.Year < 2566
            ? [["95.00 - 100", "AA"], ["85.00 - 94.99", "A"], ["75.00 - 84.99", "B"], ["65.00 - 74.99", "C"], ["55.00 - 64.99", "D"], ["50.00 - 54.99", "E"], ["0 - 49.99", "F"]]
            : [["95.00 - 100", "ผ่านดีเยี่ยม"], ["85.00 - 94.99", "ผ่านดี"], ["85.00 - 94.99", "ผ่าน"], ["70.00 - 84.99", "ต้องปรับปรุง"], ["0 - 69.99", "ต้องปรับปรุงโดยด่วน"]];
        yield return Grid.Of(1, [["คะแนน", "ระดับ"], .. rows.Select(r => (string[])[_print.Digits(r[0]), r[1]])]);
    }
}
