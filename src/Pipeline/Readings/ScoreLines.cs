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

    /// <summary>Those lines that name.</summary>
    private readonly HashSet<TextRun> _naming = new(ReferenceEqualityComparer.Instance);

    /// <summary>Words of a sentence rather than of a list.</summary>
    [GeneratedRegex("ได้คะแนน|ได้รับ|เท่ากับ|มีค่า|พบว่า|คิดเป็น|อยู่ที่")]
    private static partial Regex Verb();

    [GeneratedRegex(@"^\s*([-•●○▪]|\(?[0-9๐-๙]{1,2}\s*[.)])")]
    private static partial Regex ItemOfList();

    [GeneratedRegex(@"^[\s\-–•●○▪]+")]
    private static partial Regex Bullet();

    /// <summary>Words that say only that a number is a result.</summary>
    [GeneratedRegex("^(ผล|คะแนน|การประเมิน|ที่ได้|ได้|รวม|เฉลี่ย|[:=])+$")]
    private static partial Regex ResultWord();

    public ScoreLines(ImmutableArray<Passage> passages, SheetNames names)
    {
        _names = names;
        foreach (var lines in Stretches(passages)) PairUp(lines);
    }

    /// <summary>The claims of a paragraph that is a list, and what of it is none: joined again, for who reads sentences.</summary>
    /// <param name="passage">A paragraph.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="topic">What the text around is about.</param>
    public (ImmutableArray<Claim> Claims, ImmutableArray<TextRun> Sentences) Read(Passage passage, Place place, Topic topic)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>();
        var sentences = ImmutableArray.CreateBuilder<TextRun>();
        var between = new List<TextRun>();
        var listed = place with { Where = place.Where == Where.Memo ? Where.Memo : Where.List };
        foreach (var line in passage.Lines)
        {
            if (line.Text.Length > 220) return ([], [passage.Paragraph]);
            if (Claim(line, listed, topic) is { } claim)
            {
                claims.Add(claim);
                Close();
            }
            else between.Add(line);
        }
        Close();
        var names = passage.Lines.Count(_naming.Contains);
        // A paragraph that is only partly a list is prose: its sentences are read whole.
        return (claims.Count * 2) + names >= passage.Lines.Length && claims.Count > 0 ? (claims.ToImmutable(), sentences.ToImmutable()) : ([], [passage.Paragraph]);

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
            return Name(above.Text, topic) is { } owner ? Readings.Claim.Of(place, owner.Code, line, number.Start, number.Length, above.Text, "line-below-name", null, owner.Doubt) : null;
        }
        var m = Numerals.AtEnd().Match(line.Text);
        if (!m.Success) return null;
        var label = line.Text[..m.Index];
        if (Numerals.Decimal().IsMatch(label) || Narrative.LeadsElsewhere(label) || (Verb().IsMatch(label) && !ItemOfList().IsMatch(label))) return null;
        return Name(label, topic) is { } name ? Readings.Claim.Of(place, name.Code, line, m.Groups["n"].Index, m.Groups["n"].Length, label, "list-line", null, name.Doubt) : null;
    }

    private Named? Name(string label, Topic topic)
    {
        label = Bullet().Replace(label, "");
        var item = _names.Items.Label(label, topic.Instrument);
        return _names.Indicator(label) ?? (item is { By: NamedBy.Code } && label.Length < 160 ? item : null)
            ?? (label.Length < 60 ? SheetNames.InstrumentLabel(label) : null) ?? (IsTotal(label, topic) ? new Named(ItemCode.Total, 0, label.Length, NamedBy.ExactName) : null);
    }

    /// <summary>Below an instrument's heading "ภาพรวม" is the instrument's; the agency's result says whose it is.</summary>
    private static bool IsTotal(string label, Topic topic) =>
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
    /// Names and numbers on lines of their own, as they are left of charts and cards. Which belongs to which is only sure where they take turns,
    /// a name first and a number last: two names or two numbers in a row are columns that were torn apart.
    /// </summary>
    private void PairUp(List<TextRun> lines)
    {
        for (int from = 0, to; from < lines.Count; from = Math.Max(to, from + 1))
        {
            to = from;
            while (to < lines.Count && (Number(lines[to]) is not null || IsName(lines[to]))) to++;
            if (to == from || (to - from) % 2 != 0) continue;
            if (!Enumerable.Range(0, to - from).All(i => Number(lines[from + i]) is not null == (i % 2 == 1))) continue;
            for (var i = from; i < to; i += 2)
            {
                _namedAbove[lines[i + 1]] = lines[i];
                _naming.Add(lines[i]);
            }
        }
    }

    private bool IsName(TextRun line) => line.Text.Length <= LongestName && !Numerals.Decimal().IsMatch(line.Text) && !Verb().IsMatch(line.Text) && Name(line.Text, default) is not null;

    /// <summary>Where on the line a number stands that has nothing before it but words such as ผลการประเมิน.</summary>
    private static (int Start, int Length)? Number(TextRun line)
    {
        if (line.Text.Length > LongestName || Numerals.AtEnd().Match(line.Text) is not { Success: true } m) return null;
        var before = ThaiText.Key(line.Text[..m.Index]);
        return before.Length == 0 || ResultWord().IsMatch(before) ? (m.Groups["n"].Index, m.Groups["n"].Length) : null;
    }
}
