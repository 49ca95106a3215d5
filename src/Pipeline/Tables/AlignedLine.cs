using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>A line of words, cut where wide gaps part them.</summary>
/// <param name="Visual">The line.</param>
/// <param name="Segments">Its parts, left to right.</param>
internal sealed partial record AlignedLine(VisualLine Visual, ImmutableArray<ImmutableArray<Token>> Segments)
{
    [GeneratedRegex(@"^[+\-−–]?[0-9๐-๙]{1,3}(\.[0-9๐-๙]{1,2})?( ?(คะแนน|%))?$")]
    private static partial Regex Number();

    /// <summary>A score within the label's cell.</summary>
    [GeneratedRegex(@"[^0-9๐-๙.] ?[0-9๐-๙]{1,3}\.[0-9๐-๙]{2} ?(คะแนน)?$")]
    private static partial Regex ScoreAtEnd();

    /// <summary>What a column of scores is called.</summary>
    [GeneratedRegex(@"^(ผล)?(คะแนน|ร้อยละ|score)[^0-9๐-๙.]{0,12}$")]
    private static partial Regex ScoreName();

    [GeneratedRegex(@"^[0-9๐-๙]{1,3}[.)]?$")]
    private static partial Regex Serial();

    public bool HasColumns => Segments.Length > 1;

    /// <summary>A number in a column of its own, or a label's score with another column beside it.</summary>
    public bool HasNumber { get; } = Segments.Length > 1 && (Segments.Skip(1).Any(s => Number().IsMatch(TextRun.Of(s).Text)) || ScoreAtEnd().IsMatch(TextRun.Of(Segments[0]).Text));

    /// <summary>A header's line: a column is called scores.</summary>
    public bool NamesScores => HasColumns && !HasNumber && Segments.Skip(1).Any(s => ScoreName().IsMatch(TextRun.Of(s).Text));

    /// <summary>Begins a row by itself: a list's number, a code (also beside a group's label), a serial number in a column of its own.</summary>
    public bool Starts
    {
        get
        {
            var first = TextRun.Of(Segments[0]).Text;
            return VisualLines.StartsItem(first) || (HasColumns && (Serial().IsMatch(first) || VisualLines.StartsWithCode(TextRun.Of(Segments[1]).Text)));
        }
    }

    /// <summary>The lines of a page. A long text may reach close to its row's number: a number at a line's end that stands exactly below others is cut off.</summary>
    public static AlignedLine[] Of(ImmutableArray<VisualLine> visual)
    {
        AlignedLine[] lines = [.. visual.Select(v => new AlignedLine(v, VisualLines.Segments(v, Math.Max(7, v.Height * 0.9))))];
        var ends = lines.Where(l => l.HasNumber).Select(l => l.Segments[^1][^1].Box!.Value).ToArray();
        for (var i = 0; i < lines.Length; i++)
        {
            var last = lines[i].Segments[^1];
            if (last.Length < 2 || !Number().IsMatch(last[^1].Text)) continue;
            var box = last[^1].Box!.Value;
            if (box.X0 - last[^2].Box!.Value.X1 < 1 || ends.Count(e => Math.Abs(e.X0 - box.X0) < 1.5 || Math.Abs(e.X1 - box.X1) < 1.5) < 2) continue;
            lines[i] = new AlignedLine(lines[i].Visual, lines[i].Segments.SetItem(lines[i].Segments.Length - 1, last[..^1]).Add(last[^1..]));
        }
        return lines;
    }
}
