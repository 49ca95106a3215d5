using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// Item codes as documents print them: i๑๒, E๖, o34, ข้อ o7, ๐๑๐ (a Thai zero for the letter o), glued to the question, or lost altogether
/// so that only a number and the question are left. A code is checked by its title; a title stands in for a lost code.
/// </summary>
internal sealed partial class ItemNames
{
    /// <summary>A title this alike is the same title, whatever OCR did to it; below the lower bound it is another.</summary>
    private const double SameTitle = 0.72, OtherTitle = 0.45;

    /// <summary>So alike must a title be that stands without any number.</summary>
    private const double TitleAlone = 0.85;

    /// <summary>How much more alike the best title must be than the next to stand in for a code.</summary>
    private const double TitleMargin = 0.08;

    private readonly ImmutableArray<(CodebookEntry Entry, string Key)> _items;

    /// <summary>Letter and number at the start of a label, perhaps behind a bullet. The letters l and | are how OCR reads a small i.</summary>
    [GeneratedRegex(@"^[" + VisualLines.Bullets + @"\s–]*(ข้อ(คำถาม)?(ที่)?\s*)?\(?(?<p>[iIeEoOlL|๐0])\s?[-.]?\s?(?<n>[1-9๑-๙][0-9๐-๙]?)(?![0-9๐-๙]|\.[0-9๐-๙])\)?\s*[.:)]?\s*")]
    private static partial Regex CodeStart();

    [GeneratedRegex(@"^\s*(ข้อ(คำถาม)?(ที่)?\s*)?\(?(?<n>[0-9๐-๙]{1,2})(?![0-9๐-๙]|\.[0-9๐-๙])\)?\s*[.:)]?\s*")]
    private static partial Regex NumberStart();

    /// <summary>A code within running text: after the word ข้อ, or a letter with a number that stands alone.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9๐-๙.])(?:ข้อ\s*(?<p>[iIeEoOl๐0])\s?|(?<p>[iIeEoO]))(?<n>[1-9๑-๙][0-9๐-๙]?)(?![0-9๐-๙A-Za-z]|\.[0-9๐-๙])")]
    private static partial Regex CodeInText();

    public ItemNames(Codebook book)
    {
        _items = [.. book.Entries.Where(e => e.Code.Level == CodeLevel.Item).Select(e => (e, ThaiText.Key(e.Title)))];
        Known = [.. _items.GroupBy(i => i.Entry.Instrument).Where(g => g.Select(i => i.Entry.Code.Number).Order().SequenceEqual(Enumerable.Range(1, g.Count()))).Select(g => g.Key)];
        Year = book.Year;
    }

    /// <summary>Instruments whose items the codebook lists for the year from the first without a gap; of the others any code is taken as printed.</summary>
    public ImmutableHashSet<Instrument> Known { get; }

    private FiscalYear Year { get; }

    public IEnumerable<Named> Mentions(string text)
    {
        foreach (Match m in CodeInText().Matches(text))
            if (Code(m) is { } code && IsPossible(code))
                yield return new Named(code, m.Index, m.Index + m.Length, NamedBy.Code);
    }

    /// <summary>A label that begins with an item's code, or whose number and title, or title alone, give one away.</summary>
    /// <param name="label">Code and question, or the question alone.</param>
    /// <param name="nearby">The instrument the table or heading is about; null when unknown.</param>
    public Named? Label(string label, Instrument? nearby)
    {
        var start = CodeStart().Match(label);
        if (start.Success && Code(start) is { } code && Agrees(start.Groups["p"].Value[0], code, nearby, label[start.Length..]))
            return Checked(code, label, start.Length);
        var number = NumberStart().Match(label);
        var title = ThaiText.Key(number.Success ? label[number.Length..] : label);
        if (title.Length < 8 || title.Length > 400) return null;
        if (number.Success && ThaiDigits.ParseWhole(number.Groups["n"].ValueSpan) is { } n)
            foreach (var (entry, key) in _items)
                if (entry.Code.Number == n && (nearby is null || entry.Instrument == nearby) && Likeness(title, key) >= SameTitle - 0.1)
                    return new Named(entry.Code, 0, number.Length, NamedBy.SerialAndTitle);
        return ByTitle(title, nearby, TitleAlone) is { } found ? new Named(found, 0, label.Length, NamedBy.Title) : null;
    }

    /// <summary>A bare code in a cell of its own ("i๑", "ข้อ o7").</summary>
    public Named? BareCode(string cell, Instrument? nearby)
    {
        var m = CodeStart().Match(cell);
        return m.Success && m.Length >= cell.TrimEnd().Length && (m.Groups["p"].Value is not ("0" or "๐" or "|" or "l" or "L") || (nearby == Instrument.OIT && m.Groups["p"].Value is "0" or "๐"))
            && Code(m) is { } code && IsPossible(code) ? new Named(code, 0, cell.Length, NamedBy.Code) : null;
    }

    private Named Checked(ItemCode code, string label, int titleAt)
    {
        var named = new Named(code, 0, titleAt, NamedBy.Code);
        if (!IsPossible(code)) return named with { Doubt = $"there is no item {code} in fiscal year {Year}" };
        var title = ThaiText.Key(label[titleAt..]);
        if (title.Length < 8) return named;
        var own = _items.FirstOrDefault(i => i.Entry.Code == code);
        if (own.Key is null || Likeness(title, own.Key) >= OtherTitle) return named;
        return ByTitle(title, code.Instrument, SameTitle) is { } other && other != code
            ? named with { Doubt = $"the code says {code}, the title beside it is that of {other}" } : named;
    }

    /// <summary>A Thai or Arabic zero is the letter o only where OIT is spoken of or the title proves it; l and | are an i only with its title.</summary>
    private bool Agrees(char printed, ItemCode code, Instrument? nearby, string title)
    {
        if (printed is not ('๐' or '0' or 'l' or 'L' or '|')) return true;
        if (nearby == code.Instrument && printed is '๐' or '0' && nearby == Instrument.OIT) return true;
        var key = ThaiText.Key(title);
        return _items.Any(i => i.Entry.Code == code && Likeness(key, i.Key) >= SameTitle - 0.1);
    }

    private bool IsPossible(ItemCode code) =>
        !Known.Contains(code.Instrument!.Value) || _items.Any(i => i.Entry.Code == code);

    private ItemCode? ByTitle(string title, Instrument? nearby, double least)
    {
        (ItemCode Code, double Like) best = default, second = default;
        foreach (var (entry, key) in _items)
        {
            if (nearby is not null && entry.Instrument != nearby) continue;
            var like = Likeness(title, key);
            if (like > best.Like) (second, best) = (best, (entry.Code, like));
            else if (like > second.Like) second = (entry.Code, like);
        }
        return best.Like >= least && best.Like - second.Like >= TitleMargin ? best.Code : null;
    }

    /// <summary>0..1: one less the share of the longer text that must change. A title that was cut or that goes on is compared over the shorter's length.</summary>
    private static double Likeness(string title, string key)
    {
        if (title.Length == 0 || key.Length == 0) return 0;
        var shorter = Math.Min(title.Length, key.Length);
        if (title.Length > 1.4 * key.Length && shorter >= 20) title = title[..key.Length];
        else if (key.Length > 1.4 * title.Length && shorter >= 20) key = key[..title.Length];
        return 1 - ConfusionDistance.Share(title, key);
    }

    private static ItemCode? Code(Match m)
    {
        if (ThaiDigits.ParseWhole(m.Groups["n"].ValueSpan) is not (> 0 and var n)) return null;
        return ItemCode.Item(m.Groups["p"].Value[0] switch
        {
            'i' or 'I' or 'l' or 'L' or '|' => Instrument.IIT,
            'e' or 'E' => Instrument.EIT,
            _ => Instrument.OIT,
        }, n);
    }
}
