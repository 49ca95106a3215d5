using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// Scores that stand on lines rather than in sentences: "การปฏิบัติหน้าที่ 92.11", and a name on one line with its number on the next.
/// </summary>
internal sealed partial class ScoreLines
{
    /// <summary>Longest line that is a name alone.</summary>
    private const int LongestName = 90;

    private readonly SheetNames _names;

    /// <summary>Per number that stands alone on its line, or behind a word such as คะแนน: the line before it that names what it belongs to.</summary>
    private readonly Dictionary<TextRun, TextRun> _namedAbove = new(ReferenceEqualityComparer.Instance);

    /// <summary>The year on a line of its own between such a number and its name.</summary>
    private readonly Dictionary<TextRun, FiscalYear> _yearAbove = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those lines that name.</summary>
    private readonly HashSet<TextRun> _naming = new(ReferenceEqualityComparer.Instance);

    /// <summary>Words of a sentence rather than of a list.</summary>
    [GeneratedRegex("ได้คะแนน|ได้รับ|เท่ากับ|มีค่า|พบว่า|คิดเป็น|อยู่ที่")]
    private static partial Regex Verb();

    /// <summary>"O1 โครงสร้าง 100": items of OIT are all or nothing and printed without decimals.</summary>
    [GeneratedRegex(@"(?<=^\s*[-•*]?\s*(ข้อ\s*)?[oO]\s?[0-9๐-๙]{1,2}\b.*\s)(?<n>100|๑๐๐|0|๐)\s*$")]
    private static partial Regex OpenDataItem();

    /// <summary>"i1 น้อยที่สุด 0.00 น้อย 3.13 มาก 40.63 มากที่สุด 56.25 คะแนน": the shares of the answers stand between an item and its score.</summary>
    [GeneratedRegex(@"^(?!.*คะแนน.*คะแนน)(?!.*" + Numerals.AYear + @")\s*(ข้อ\s*)?[iIeE]\s?[0-9๐-๙]{1,2}\b.*(น้อย|มาก|มี)\s.*คะแนน\s*[:=]?\s*$")]
    private static partial Regex Distribution();

    [GeneratedRegex(@"^\s*([" + VisualLines.Bullets + @"]|\(?[0-9๐-๙]{1,2}\s*[.)])")]
    private static partial Regex ItemOfList();

    [GeneratedRegex(@"^[" + VisualLines.Bullets + @"\s–]+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\s*(ประจำ)?" + Numerals.BeforeYear + Numerals.AYear)]
    private static partial Regex Year();

    [GeneratedRegex(@"^\s*(ระดับ)?\s*[:""“]?\s*(AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ไม่ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)[""”]?\s*$")]
    private static partial Regex GradeLine();

    [GeneratedRegex("(?<=(^|x)y*)[nr][nrvyug]*")]
    private static partial Regex Stretch();

    [GeneratedRegex("^(ny?vu?g?|rvu?g)+$")]
    private static partial Regex Cards();

    /// <summary>คะแนน below a number, and no number below it: the number's unit.</summary>
    [GeneratedRegex("(?<=v)r(?!v)")]
    private static partial Regex Unit();

    [GeneratedRegex("[nrvyug]+")]
    private static partial Regex Mixed();

    /// <summary>Numbers on lines of their own beside names on lines of their own, torn apart so that nothing tells which belong together.</summary>
    public List<TextRun[]> Torn { get; } = [];

    public ScoreLines(ImmutableArray<Passage> passages, SheetNames names)
    {
        _names = names;
        foreach (var lines in Stretches(passages)) PairUp(lines);
    }

    /// <summary>The claims of a paragraph that is a list, and what of it is none: joined again, for who reads sentences.</summary>
    /// <param name="passage">A paragraph.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="topic">What the text around is about.</param>
    /// <param name="above">What the document has claimed so far.</param>
    /// <param name="heading">What the lines above say that numbers are; follows the passage's own.</param>
    /// <param name="headed">The year that a heading above announces.</param>
    public (ImmutableArray<Claim> Claims, ImmutableArray<TextRun> Sentences) Read(Passage passage, Place place, Topic topic, IReadOnlyCollection<Claim> above, Heading heading, FiscalYear? headed)
    {
        if (passage.Lines.Any(l => l.Text.Length > 220)) return ([], [passage.Paragraph]);
        var listed = place with { Where = place.Where == Where.Memo ? Where.Memo : Where.List };
        var found = new List<(TextRun Line, Claim? Claim)>();
        foreach (var line in passage.Lines)
        {
            heading.Follow(line.Text);
            headed = ResultsYear.Headed(line.Text) ?? headed;
            var claim = Claim(line, listed, topic) ?? Sum(line, listed, above.Concat(found.Select(f => f.Claim).OfType<Claim>()));
            found.Add((line, claim is null ? null : Sheet.Doubted(claim with { Year = claim.Year ?? headed }, heading.Doubt)));
        }
        // A paragraph that is only partly a list is prose: its sentences are read whole, but for numbers that stand below their names.
        if ((found.Count(f => f.Claim is not null) * 2) + passage.Lines.Count(_naming.Contains) < passage.Lines.Length)
            found = [.. found.Select(f => _namedAbove.ContainsKey(f.Line) ? f : (f.Line, null))];
        if (!found.Any(f => f.Claim is not null)) return ([], [passage.Paragraph]);
        var sentences = ImmutableArray.CreateBuilder<TextRun>();
        var between = new List<TextRun>();
        foreach (var (line, claim) in found)
        {
            if (claim is null) between.Add(line);
            else Close();
        }
        Close();
        return ([.. found.Select(f => f.Claim).OfType<Claim>()], sentences.ToImmutable());

        void Close()
        {
            if (between.Count > 0) sentences.Add(TextRun.Join(between));
            between.Clear();
        }
    }

    private Claim? Claim(TextRun line, Place place, Topic topic)
    {
        if (_namedAbove.TryGetValue(line, out var above))
        {
            var number = Number(line)!.Value;
            var named = Name(above.Text, topic) ?? (topic.Instrument is null && IsResult(above.Text) ? new Named(ItemCode.Total, 0, above.Text.Length, NamedBy.ExactName) : null);
            return named is { } owner ? Of(owner, number.Start, number.Length, above.Text, "line-below-name", _yearAbove.TryGetValue(line, out var year) ? year : YearIn(owner, above.Text)) : null;
        }
        var m = Numerals.AtEnd().Match(line.Text);
        if (!m.Success) m = OpenDataItem().Match(line.Text);
        if (!m.Success) m = Numerals.SpoiltAtEnd().Match(line.Text);
        if (!m.Success) return null;
        var label = line.Text[..m.Index];
        if ((Numerals.Decimal().IsMatch(label) && !Distribution().IsMatch(label)) || Narrative.LeadsElsewhere(label) || (Verb().IsMatch(label) && !ItemOfList().IsMatch(label))) return null;
        // "O12 100 O13 100 O14 0": not one item's line.
        if (_names.Items.Mentions(label).Skip(1).Any()) return null;
        return Name(label, topic) is { } name ? Of(name, m.Groups["n"].Index, m.Groups["n"].Length, label, "list-line", YearIn(name, label)) : null;

        Claim Of(Named named, int start, int length, string label, string rule, FiscalYear? year) =>
            Readings.Claim.Of(place, named.Code, line, start, length, label, rule, year, named.Doubt ?? Numerals.FallenApart(line.Text, start, length) ?? _names.MaybePoints(named.Code, line.Text.AsSpan(start, length)));
    }

    /// <summary>"รวม 92.78" below all three instruments, or below all indicators, is the total, whatever heading stands between.</summary>
    private Claim? Sum(TextRun line, Place place, IEnumerable<Claim> above)
    {
        if (Numerals.AtEnd().Match(line.Text) is not { Success: true } m || !SheetNames.IsSum(line.Text[..m.Index])) return null;
        var codes = above.Select(c => c.Observation.Code).ToHashSet();
        return !codes.Contains(ItemCode.Total) && _names.AreWhole(codes)
            ? Readings.Claim.Of(place, ItemCode.Total, line, m.Groups["n"].Index, m.Groups["n"].Length, line.Text[..m.Index], "list-sum") : null;
    }

    private Named? Name(string label, Topic topic)
    {
        label = Bullet().Replace(label, "");
        var item = _names.Items.Label(label, topic.Instrument);
        return _names.Indicator(label) ?? (item is { By: NamedBy.Code } && label.Length < 160 ? item : null)
            ?? (label.Length < 60 ? _names.InstrumentBesideNumber(label) : null) ?? (IsTotal(Year().Replace(label, ""), topic) ? new Named(ItemCode.Total, 0, label.Length, NamedBy.ExactName) : null);
    }

    /// <summary>The year that a label names with what it is of; a year in an item's question is part of the question.</summary>
    private static FiscalYear? YearIn(Named named, string label) =>
        named.Code.Level != CodeLevel.Item && Numerals.Years(label).Select(y => y.Year).Distinct().ToArray() is [var only] ? only : null;

    /// <summary>Below an instrument's heading "ภาพรวม" is the instrument's; the agency's result says whose it is.</summary>
    public static bool IsTotal(string label, Topic topic) =>
        SheetNames.IsWhole(label) && (topic.Instrument is null || ThaiText.Key(label) is var key && (key.Contains("หน่วยงาน", StringComparison.Ordinal) || key.Contains("ita", StringComparison.Ordinal)));

    /// <summary>Lines that follow each other without a table between.</summary>
    private static IEnumerable<List<TextRun>> Stretches(ImmutableArray<Passage> passages)
    {
        var lines = new List<TextRun>();
        foreach (var passage in passages)
        {
            if (passage.Table is null)
            {
                lines.AddRange(passage.Lines);
                continue;
            }
            yield return lines;
            lines = [];
        }
        yield return lines;
    }

    /// <summary>
    /// Names and numbers on lines of their own, as they are left of charts and cards; a year may stand between the two, a grade below. Which belongs to
    /// which is only sure where they take turns, a name first: two names or two numbers in a row are columns that were torn apart.
    /// </summary>
    private void PairUp(List<TextRun> lines)
    {
        var kinds = Unit().Replace(string.Concat(lines.Select(Kind)), "u");
        foreach (Match stretch in Stretch().Matches(kinds))
        {
            if (!Cards().IsMatch(stretch.Value)) continue;
            for (var i = stretch.Index; i < stretch.Index + stretch.Length; i++)
            {
                if (kinds[i] is not ('n' or 'r')) continue;
                var number = lines[kinds.IndexOf('v', i)];
                _namedAbove[number] = lines[i];
                _naming.Add(lines[i]);
                if (kinds[i + 1] == 'y') _yearAbove[number] = FiscalYear.Parse(Numerals.Year().Match(lines[i + 1].Text).Value).Value;
            }
        }
        foreach (Match mixed in Mixed().Matches(kinds))
        {
            TextRun[] numbers = [.. Enumerable.Range(mixed.Index, mixed.Length).Where(i => kinds[i] == 'v').Select(i => lines[i]).Where(l => !_namedAbove.ContainsKey(l))];
            if (numbers.Length > 1 && mixed.Value.Count(k => k == 'n') > 1) Torn.Add(numbers);
        }
    }

    /// <summary>n: a name, r: a result without saying of what, v: a number, y: a year, g: a grade, x: anything else; u, told by its neighbours, is the unit of a number.</summary>
    private char Kind(TextRun line) =>
        ResultsYear.IsYearAlone(line.Text) && FiscalYear.Parse(Numerals.Year().Match(line.Text).Value).Succeeded ? 'y' : GradeLine().IsMatch(line.Text) ? 'g' : Number(line) is not null ? 'v' : IsName(line) ? 'n' : IsResult(line.Text) ? 'r' : 'x';

    /// <summary>"ผลการประเมิน" above a number with a grade below is the agency's result.</summary>
    private static bool IsResult(string label) => ThaiText.Key(label) is "ผลการประเมิน" or "ผลประเมิน" or "ผลคะแนน" or "คะแนน" or "คะแนนที่ได้";

    private bool IsName(TextRun line) => line.Text.Length <= LongestName && !Numerals.Decimal().IsMatch(line.Text) && !OpenDataItem().IsMatch(line.Text) && !Verb().IsMatch(line.Text) && Name(line.Text, default) is not null;

    /// <summary>Where on the line a number stands that has nothing before it but words such as ผลการประเมิน.</summary>
    private static (int Start, int Length)? Number(TextRun line)
    {
        if (line.Text.Length > LongestName || Numerals.AtEnd().Match(line.Text) is not { Success: true } m) return null;
        var before = line.Text[..m.Index];
        return ThaiText.Key(before).Length == 0 || SheetNames.SaysResult(before) ? (m.Groups["n"].Index, m.Groups["n"].Length) : null;
    }
}
