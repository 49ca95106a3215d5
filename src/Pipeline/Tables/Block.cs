using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>A page's content in reading order: lines of text and tables, whatever the page was made of.</summary>
/// <param name="Page">Page number from 1.</param>
public abstract record Block(int Page);

/// <summary>One line of running text.</summary>
/// <param name="Page">Page number from 1.</param>
/// <param name="Run">Its text.</param>
/// <param name="StartsParagraph">False where it goes on the line before it.</param>
public sealed record LineBlock(int Page, TextRun Run, bool StartsParagraph) : Block(Page);

/// <summary>A table as a grid. Rows may be ragged; a spanning cell stands once, at its first row and column.</summary>
/// <param name="Page">Page number from 1.</param>
/// <param name="Rows">From top to bottom.</param>
public sealed record TableBlock(int Page, ImmutableArray<TableRow> Rows) : Block(Page)
{
    public int ColumnCount { get; } = Rows.Length == 0 ? 0 : Rows.Max(r => r.Cells.Length == 0 ? 0 : r.Cells.Max(c => c.Column + c.ColumnSpan));
}

/// <param name="Cells">In column order; empty cells may be left out.</param>
public sealed record TableRow(ImmutableArray<TableCell> Cells)
{
    public TableCell? At(int column) => Cells.FirstOrDefault(c => c.Column <= column && column < c.Column + c.ColumnSpan);

    /// <summary>All its text, for looking at the row as a whole.</summary>
    public string Text => string.Join(' ', Cells.Where(c => c.Text.Length > 0).Select(c => c.Text));
}

/// <param name="Column">From 0.</param>
/// <param name="ColumnSpan">Columns it covers, from 1.</param>
/// <param name="RowSpan">Rows it covers, from 1.</param>
/// <param name="Run">Its text with the tokens behind it.</param>
public sealed record TableCell(int Column, int ColumnSpan, int RowSpan, TextRun Run)
{
    public string Text => Run.Text;
}
