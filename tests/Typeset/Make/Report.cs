using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>Makes one agency's report after a plan and keeps the books of what is true.</summary>
public sealed partial class Report
{
    private static readonly string[] OtherKinds = ["การประปาส่วนภูมิภาค", "มหาวิทยาลัยราชภัฏเลย", "กรมส่งเสริมการปกครองท้องถิ่น", "สำนักงานสลากกินแบ่งรัฐบาล", "องค์การสวนสัตว์แห่งประเทศไทย", "กรมทรัพยากรน้ำบาดาล"];

    private readonly ReportPlan _plan;
    private readonly Facts _facts;
    private readonly Dice _dice;
    private readonly Codebook _book;
    private readonly Sheet _sheet;
    private readonly Printer _print;
    private readonly Agency? _agency;
    private readonly Agency? _twin;
    private readonly string _name;
    private readonly string _place;
    private readonly Dictionary<ItemCode, int> _wrong = [];
    private readonly List<TrueScore> _truth = [];

    private Report(ReportPlan plan, Facts facts, Dice dice)
    {
        (_plan, _facts, _dice) = (plan, facts, dice);
        _book = facts.Book(plan.Year);
        _sheet = Sheet.Draw(_book, dice);
        _print = new Printer(plan.Thai, plan.Mixed, plan.BareHundred, dice, plan.OddNumbers);
        var twins = plan.Twin ? facts.AnyTwins(dice) : default;
        _twin = twins.Twin;
        _agency = plan.OtherKind ? null : plan.Twin ? twins.Agency : plan.CommonName ? facts.AnyCommon(dice) : plan.Agency ?? facts.Any(dice, [.. plan.Types]);
        _name = _agency?.Name ?? dice.Pick(OtherKinds);
        _place = _agency is { } a ? plan.CommonName ? $"จังหวัด{a.Province!.Name}" : $"อำเภอ{a.District!.Name} จังหวัด{a.Province!.Name}" : "";
    }

    public static Document Make(string name, ReportPlan plan, Facts facts, Dice dice) => new Report(plan, facts, dice).Make(name);

    private Document Make(string name)
    {
        PlaceMisreadings();
        var front = Front().ToList();
        var sections = new List<List<Block>>();
        if (_plan.InstrumentTable) sections.Add([.. InstrumentTable()]);
        if (_plan.LastYearSection) sections.Add([.. LastYear()]);
        sections.Add([.. Indicators()]);
        if (_plan.Items != ItemShape.None) sections.Add([.. Items()]);
        if (_plan.Narrative != Narrative.None && _plan.Items == ItemShape.None) sections.Add([.. IndicatorProse()]);
        if (_plan.OtherNumbers) sections.Add([.. OtherNumbers()]);
        if (_twin is not null) sections.Add([.. Twin(_twin)]);
        if (_plan.ForeignScores) sections.Add([.. Foreign()]);
        if (_plan.Legend) sections.Add([.. Legend()]);
        if (_plan.Disagree) sections.Add([.. SecondTable()]);
        if (_plan.ActionPlan) sections.Add([.. ActionPlan()]);
        var order = _plan.Shuffle ? _dice.Shuffled(sections) : [.. sections];
        return new Document(name, _plan.Faults, [.. front, .. order.SelectMany(s => s)], _name, _plan.Year)
        {
            Scores = [.. _truth],
            Sheet = [.. _sheet.Values.Select(v => (v.Key.ToString(), Sheet.Text(v.Value)))],
            TextFault = _plan.TextFault,
        };
    }

    /// <summary>Decides which values are misread: at most one of the three items of an indicator, so that the mean proves it.</summary>
    private void PlaceMisreadings()
    {
        var iit = _dice.Shuffled(Enumerable.Range(1, 5));
        for (var m = 0; m < _plan.MisreadItems; m++)
        {
            var item = _dice.Pick(_book.ItemsOf(iit[m]).ToArray()).Code;
            if (Misread.Score(_sheet[item], _dice) is { } wrong) _wrong[item] = wrong;
        }
        var code = ItemCode.Indicator(iit[4]);
        if (_plan.MisreadIndicator && Misread.Score(_sheet[code], _dice) is { } other) _wrong[code] = other;
    }

    private IEnumerable<Block> Front()
    {
        var year = _plan.Year.ToString(CultureInfo.InvariantCulture);
        var next = (_plan.Year + 1).ToString(CultureInfo.InvariantCulture);
        var shortName = Abbreviate();
        if (_plan.Memo) yield return new Para("บันทึกข้อความ", Style.Title);
        yield return new Para(Wording.Notice);
        if (_plan.Memo)
        {
            yield return new Para($"ส่วนราชการ สำนักปลัด {(_plan.NeverRight ? MisreadName() : _name)}");
            yield return new Para($"เรื่อง รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. {_print.Digits(year)}");
        }
        yield return _plan.PlanYear
            ? new Para($"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {_print.Digits(next)}", Style.Title)
            : new Para($"รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. {_print.Digits(year)}", Style.Title);
        yield return new Para(Cover(shortName), Style.Title);
        var spoken = _plan.MisreadAgency || _plan.NeverRight ? MisreadName() : shortName;
        if (_plan.PlanYear) yield return new Para($"{_print.Digits("1")}. ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {_print.Digits(year)} ของ{(_plan.NeverRight ? MisreadName() : _name)}", Style.Heading);
        else yield return new Para($"การประเมินของ{(_plan.NeverRight ? MisreadName() : _name)} {_place}".TrimEnd());
        if (!_plan.Total) yield break;
        var total = _sheet[ItemCode.Total];
        var printed = _print.Score(total);
        yield return _plan.Displaced
            ? new Para($"จากผลการประเมินพบว่า {spoken} มีคะแนนภาพรวมอยู่ที่คะแนน และอยู่ในระดับ{GradeWord()} {printed} คะแนน")
            : new Para(_dice.Pick<string>(
            [
                $"{spoken} ได้คะแนนภาพรวม {printed} คะแนน อยู่ในระดับ {_sheet.Grade}", $"ผลคะแนนรวมของ{spoken} คือ {printed} คะแนน ระดับ {_sheet.Grade} {(_sheet.Pass ? "ผ่านเกณฑ์" : "ไม่ผ่านเกณฑ์")}",
                $"พบว่า{spoken} มีผลการประเมินในภาพรวม {printed} คะแนน",
            ]));
        Keep(ItemCode.Total, printed, "narrative", _plan.Displaced ? "displaced behind the grade" : "");
    }

    private string GradeWord() => _sheet.Grade.StartsWith('ผ') || _sheet.Grade.StartsWith('ต') ? _sheet.Grade : " " + _sheet.Grade;

    private string Abbreviate() => !_plan.Abbreviated || _agency is null ? _name : _agency.Type switch
    {
        AgencyType.TAO => "อบต." + _agency.ShortName,
        AgencyType.TT => "ทต." + _agency.ShortName,
        AgencyType.TM => "ทม." + _agency.ShortName,
        AgencyType.TN => "ทน." + _agency.ShortName,
        _ => _name,
    };

    private string Cover(string shortName)
    {
        if (_agency is null) return _name;
        if (_plan.NeverRight) return $"{MisreadName()} {_place}";
        if (_plan.CommonName) return $"{_name} {_place}";
        if (_plan.MisreadCover)
            return $"{MisreadName()} อำเภอ{Misread.Name(_agency.District!.Name, 0, 2, _dice)} จังหวัด{Misread.Name(_agency.Province!.Name, 0, 1, _dice)}";
        return _plan.Abbreviated ? $"{shortName} อ.{_agency.District!.Name} จ.{_agency.Province!.Name}" : $"{_name} {_place}";
    }

    private string MisreadName() =>
        _agency is null ? _name : Misread.Name(_name, _name.Length - _agency.ShortName.Length, _agency.ShortName.Length > 5 ? 2 : 1, _dice);

    /// <summary>Notes the truth of a code once, for its first mention.</summary>
    private void Keep(ItemCode code, string printed, string where, string note, bool open = false)
    {
        var text = code.ToString();
        if (_truth.Exists(t => t.Code == text)) return;
        if (_wrong.ContainsKey(code)) note = note.Length > 0 ? note : "misread; the sheet's other values prove the true one";
        _truth.Add(new TrueScore(_name, _plan.Year, text, printed, open ? "" : _sheet.Text(code), where, note));
    }

    private int Shown(ItemCode code) => _wrong.TryGetValue(code, out var wrong) ? wrong : _sheet[code];
}
