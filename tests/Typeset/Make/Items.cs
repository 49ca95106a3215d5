using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>The items: by indicator, in one table, by the seven issues; codes printed rightly and wrongly.</summary>
public sealed partial class Report
{
    private static readonly (string Letter, int[] Numbers)[][] SevenIssues =
    [
        [("i", [1, 2, 3]), ("o", [7, 8, 9, 10])],
        [("e", [1, 2, 3, 7, 8, 9]), ("o", [11, 12, 13, 25])],
        [("e", [4, 5, 6]), ("o", [1, 2, 3, 4, 5, 6])],
        [("i", [10, 11, 12])],
        [("i", [4, 5, 6]), ("o", [14, 15, 16, 17])],
        [("i", [7, 8, 9]), ("o", [18, 19, 20, 21])],
        [("i", [13, 14, 15]), ("o", [22, 23, 24, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35])],
    ];

    private IEnumerable<Block> Items() => _plan.Items switch
    {
        ItemShape.OneTable => OneItemTable(),
        ItemShape.SevenIssues => BySevenIssues(),
        _ => ItemsByIndicator(),
    };

    private IEnumerable<CodebookEntry> Printable(int indicator) => _book.ItemsOf(indicator).Where(e => e.Title.Length > 0 && _sheet.Values.ContainsKey(e.Code));

    private string CodeText(ItemCode code)
    {
        var letter = code.ToString()[..1];
        var number = code.Number.ToString(CultureInfo.InvariantCulture);
        return _plan.Prefix switch
        {
            Prefix.Khor => $"ข้อ {letter}{_print.Digits(number)} ",
            Prefix.ZeroForO when letter == "o" => ThaiDigits.ToThai("0" + number) + " ",
            Prefix.Capital => letter.ToUpperInvariant() + _print.Digits(number) + " ",
            Prefix.Glued => letter.ToUpperInvariant() + _print.Digits(number),
            Prefix.None => "",
            Prefix.Dotted => $"{letter}.{_print.Digits(number)} ",
            Prefix.Dashed => $"{letter.ToUpperInvariant()}-{_print.Digits(number)} ",
            Prefix.Bracket => $"({letter}{_print.Digits(number)}) ",
            Prefix.KhorThi => $"ข้อที่ {letter} {_print.Digits(number)} ",
            Prefix.Missing when code.Number > 9 && letter == "i" => _print.Digits(number),
            _ => $"{letter}{_print.Digits(number)} ",
        };
    }

    /// <summary>The printed score of an item, booked; blank and copied ones as the plan asks.</summary>
    private string Item(ItemCode code)
    {
        var letter = code.Instrument;
        var note = (_plan.Prefix, letter) switch
        {
            (Prefix.ZeroForO, Instrument.OIT) => "letter o typed as Thai zero",
            (Prefix.Missing, Instrument.IIT) when code.Number > 9 => "printed without its letter",
            (Prefix.Capital, _) => "capital letter",
            (Prefix.Glued, _) => "code glued to the text",
            _ => "",
        };
        if (letter == Instrument.OIT && _plan.CopiedO && code.Number <= 4)
        {
            var copied = _print.Score(_sheet[ItemCode.Indicator(6)] - (code.Number * 10));
            Keep(code, copied, "table", "copied from elsewhere: an o item scores 0 or 100", open: true);
            return copied;
        }
        if (letter == Instrument.OIT && _plan.BlankO && code.Number > 2) return "";
        var printed = _print.Score(Shown(code));
        // Code and question name two items: which one scored this the paper does not say.
        if (_plan.ExchangedCodes && letter == Instrument.IIT && code.Number <= 2) Keep(code, printed, "table", "its question is another item's", open: true);
        else Keep(code, printed, "table", _plan.Prefix == Prefix.None ? "no code, only the question" : note);
        return printed;
    }

    private IEnumerable<Block> ItemsByIndicator()
    {
        var other = _facts.Any(_dice);
        var copied = Sheet.Draw(_book, _dice);
        for (var k = 1; k <= 10; k++)
        {
            var entries = Printable(k).ToArray();
            if (entries.Length == 0) continue;
            yield return Grid.Of(1,
            [
                ["ตัวชี้วัด", "ข้อคำถาม", "คะแนน"],
                [$"{_print.Number(k)}. {Label(k)}", "", ""],
                .. entries.Select((e, at) => (string[])["", CodeText(e.Code) + Title(entries, at), Item(e.Code)]),
            ]);
            if (_plan.Narrative == Narrative.None) continue;
            var wrong = _dice.Between(0, entries.Length - 1);
            var parts = entries.Select((e, at) => (e.Code, Said: _plan.Narrative switch
            {
                Narrative.Copied => copied[e.Code],
                Narrative.Contradicting when at == wrong => Misread.Score(Shown(e.Code), _dice) ?? Shown(e.Code),
                _ => Shown(e.Code),
            })).Where(p => !(p.Code.Instrument == Instrument.OIT && (_plan.BlankO || _plan.CopiedO)))
                .Select(p => $"ข้อ {CodeText(p.Code).Replace("ข้อ ", "", StringComparison.Ordinal).Trim()} ได้คะแนน {_print.Score(p.Said)} คะแนน").ToArray();
            if (parts.Length == 0) continue;
            var who = _plan.Narrative == Narrative.Copied && k % 2 == 0 ? other.Name : "หน่วยงาน";
            yield return new Para($"จากผลการประเมินพบว่า {string.Join(" ", parts)} ทั้งนี้ {who} {_dice.Pick(Wording.Advice)}");
        }
    }

    /// <summary>An item's question: misread, or another item's, as the plan asks.</summary>
    private string Title(CodebookEntry[] entries, int at)
    {
        var own = entries[at].Title;
        if (_plan.ExchangedCodes && entries[at].Code.Instrument == Instrument.IIT && at < 2 && entries[at].Indicator == 1) return entries[1 - at].Title;
        return _plan.MisreadTitles ? Misread.Name(own, 0, own.Length / 15, _dice) : own;
    }

    private IEnumerable<Block> OneItemTable()
    {
        yield return new Para("ผลการประเมินรายข้อ", Style.Heading);
        string[] header = ["ข้อ", "ประเด็นการประเมิน", "คะแนน"];
        var entries = Enumerable.Range(1, 10).SelectMany(Printable).ToArray();
        var grid = Grid.Of(1, [header, .. entries.Select(e => (string[])[CodeText(e.Code).Replace("ข้อ ", "", StringComparison.Ordinal).Trim(), e.Title, Item(e.Code)])]);
        yield return _plan.Cut ? grid with { CutBefore = [entries.Length / 3, 2 * entries.Length / 3] } : grid;
    }

    private IEnumerable<Block> BySevenIssues()
    {
        for (var q = 0; q < 7; q++)
        {
            var rows = ImmutableArray.CreateBuilder<ImmutableArray<Cell>>();
            rows.Add([new Cell($"ประเด็นที่ {_print.Number(q + 1)} {Wording.Issues[q]}", 3)]);
            rows.Add([new Cell("เครื่องมือ การประเมิน"), new Cell("ข้อคำถาม"), new Cell("คะแนน")]);
            foreach (var (letter, numbers) in SevenIssues[q])
            {
                var entries = numbers.Select(n => _book.ByCode[ItemCode.Parse(letter + n.ToString(CultureInfo.InvariantCulture)).Value]).ToArray();
                for (var at = 0; at < entries.Length; at++)
                {
                    ImmutableArray<Cell> rest = [new(CodeText(entries[at].Code) + entries[at].Title), new(Item(entries[at].Code)) { Numeric = true }];
                    rows.Add(at == 0 ? [new Cell(letter.ToUpperInvariant() + "IT", 1, entries.Length), .. rest] : rest);
                }
            }
            yield return new Grid(rows.ToImmutable(), 2);
            yield return new Para("ข้อที่ต้องพัฒนา " + _dice.Pick(Wording.Advice));
        }
    }
}
