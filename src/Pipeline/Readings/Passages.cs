using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Pipeline.Classifying;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>A paragraph or a table with its place in the document.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Section">Counted from 0: a table is a section of its own, the text between two tables another.</param>
/// <param name="Where">Memo or narrative for text; table for tables.</param>
/// <param name="Paragraph">The text; empty for tables.</param>
/// <param name="Lines">The paragraph's lines one by one.</param>
/// <param name="Table">The table; null for text.</param>
internal sealed record Passage(int Page, int Section, Where Where, TextRun Paragraph, ImmutableArray<TextRun> Lines, TableBlock? Table)
{
    /// <summary>What the table is for, judged once by its header; null for text.</summary>
    public TableKind? Kind { get; } = Table is null ? null : Classify.Table(Table);
}

/// <summary>Blocks of all pages put together to paragraphs and numbered sections.</summary>
internal static class Passages
{
    public static ImmutableArray<Passage> Of(IEnumerable<Block> blocks)
    {
        var passages = ImmutableArray.CreateBuilder<Passage>();
        var lines = new List<LineBlock>();
        var section = 0;
        var memo = false;
        foreach (var block in blocks)
        {
            if (block is LineBlock line)
            {
                if (line.StartsParagraph || (lines.Count > 0 && lines[^1].Page != line.Page)) Close();
                lines.Add(line);
                continue;
            }
            Close();
            memo = false;
            passages.Add(new Passage(block.Page, ++section, Where.Table, TextRun.Empty, [], (TableBlock)block));
            section++;
        }
        Close();
        return passages.ToImmutable();

        void Close()
        {
            if (lines.Count == 0) return;
            var first = lines[0].Run.Text;
            if (Classify.OpensMemo(first)) memo = true;
            passages.Add(new Passage(lines[0].Page, section, memo ? Where.Memo : Where.Narrative, TextRun.Join(lines.Select(l => l.Run)), [.. lines.Select(l => l.Run)], null));
            if (Classify.ClosesMemo(first)) memo = false;
            lines.Clear();
        }
    }
}
