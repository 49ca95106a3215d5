using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>Words of one height on the page, left to right.</summary>
internal sealed record VisualLine(ImmutableArray<Token> Tokens, Box Box)
{
    public double Height => Box.Height;
}

/// <summary>Words with boxes put back into lines.</summary>
internal static partial class VisualLines
{
    /// <summary>The signs that stand before items of lists, as a class of characters.</summary>
    public const string Bullets = "-•●○▪๏❖➢‣◦*";

    /// <summary>A line that begins a list item or names an ITA item or instrument begins a paragraph of its own.</summary>
    [GeneratedRegex(@"^\s*([" + Bullets + @"]|\(?[0-9๐-๙]{1,2}\s*[.)]|ข้อ\s*[ieoIEO๐0-9]|ตัวชี้วัดที่|ประเด็นที่|แบบวัดการรับรู้|แบบตรวจสอบการเปิด|[ieoIEO]\s?[0-9๐-๙]{1,2}\b)")]
    private static partial Regex ItemStart();

    [GeneratedRegex(@"^[ieoIEO]\s?[0-9๐-๙]{1,2}\b")]
    private static partial Regex Code();

    public static bool StartsItem(string text) => ItemStart().IsMatch(text);

    /// <summary>A sentence that still owes its number: "(IIT) ได้คะแนนเฉลี่ย".</summary>
    [GeneratedRegex(@"(ได้|มี|เท่ากับ|อยู่ที่|คือ|คิดเป็น)\s*(รับ|ผล|คะแนน|เฉลี?่?ย|รวม|ภาพรวม|ร้อยละ|เท่ากับ|อยู่ที่|ที่|=|:|\s)*$")]
    private static partial Regex OwesNumber();

    /// <summary>A score, as no number of a list item or section is printed.</summary>
    [GeneratedRegex(@"^\s*([0-9๐-๙]{2}\.[0-9๐-๙]{2}|(100|๑๐๐)(\.(00|๐๐))?)(?![0-9๐-๙.])")]
    private static partial Regex ScoreStart();

    /// <summary>Whether a line begins with the score that the line above leads to: no item of a list, however much "94.76" looks like the number of one.</summary>
    public static bool PaysScore(string above, string text) => ScoreStart().IsMatch(text) && OwesNumber().IsMatch(above);

    public static bool StartsWithCode(string text) => Code().IsMatch(text);

    /// <summary>
    /// Clusters words into lines: a word belongs to a line when their vertical middles lie within half the smaller height.
    /// Words come roughly in reading order, so only the last few lines are looked at.
    /// </summary>
    public static ImmutableArray<VisualLine> Of(ImmutableArray<Token> tokens)
    {
        var lines = new List<(List<Token> Tokens, Box Box)>();
        foreach (var token in tokens.OrderBy(t => t.Box!.Value.CentreY).ThenBy(t => t.Box!.Value.X0))
        {
            var box = token.Box!.Value;
            var at = -1;
            for (var i = lines.Count - 1; i >= 0 && i >= lines.Count - 3; i--)
                if (Math.Abs(lines[i].Box.CentreY - box.CentreY) <= Math.Min(lines[i].Box.Height, box.Height) / 2) { at = i; break; }
            if (at < 0) lines.Add(([token], box));
            else
            {
                lines[at].Tokens.Add(token);
                // The middle of the first word leads; a union would let a slanted line swallow its neighbours.
                var first = lines[at].Tokens[0].Box!.Value;
                lines[at] = (lines[at].Tokens, new Box(Math.Min(lines[at].Box.X0, box.X0), first.Y0, Math.Max(lines[at].Box.X1, box.X1), first.Y1));
            }
        }
        return [.. lines.Select(l => new VisualLine([.. l.Tokens.OrderBy(t => t.Box!.Value.X0)], l.Box)).OrderBy(l => l.Box.CentreY)];
    }

    /// <summary>Splits a line where the gap between words is wider than <paramref name="gap"/> points.</summary>
    public static ImmutableArray<ImmutableArray<Token>> Segments(VisualLine line, double gap)
    {
        var segments = ImmutableArray.CreateBuilder<ImmutableArray<Token>>();
        var start = 0;
        for (var i = 1; i <= line.Tokens.Length; i++)
        {
            if (i < line.Tokens.Length && line.Tokens[i].Box!.Value.X0 - line.Tokens[i - 1].Box!.Value.X1 <= gap) continue;
            segments.Add(line.Tokens[start..i]);
            start = i;
        }
        return segments.ToImmutable();
    }
}
