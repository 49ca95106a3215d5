using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors;

/// <summary>A cell of a sheet: its column from 0, its text, and how far it is merged.</summary>
internal readonly record struct SheetCell(int Column, string Text, int RowSpan = 1, int ColumnSpan = 1);

/// <summary>
/// Rows of a sheet as stated tables, the way text files have them: rows that follow each other are one table, an empty row ends
/// it, and a single cell above a table is a heading.
/// </summary>
internal sealed class Rows(ImmutableArray<Token>.Builder into)
{
    private int _table = -1, _row, _coveredUntil;
    private bool _open;

    /// <param name="line">The row's number in the source from 1.</param>
    /// <param name="cells">Left to right, empty ones included where the source states them.</param>
    public void Add(int line, IReadOnlyList<SheetCell> cells)
    {
        var texts = 0;
        foreach (var cell in cells)
            if (cell.Text.Length > 0) texts++;
        if (texts == 0)
        {
            Gap();
            return;
        }
        if (!_open && texts == 1 && cells.All(c => c.Text.Length == 0 || c.RowSpan == 1))
        {
            into.Add(Token.Stated(cells.First(c => c.Text.Length > 0).Text, line));
            return;
        }
        if (!_open) (_open, _table, _row, _coveredUntil) = (true, _table + 1, 0, 0);
        foreach (var cell in cells)
        {
            into.Add(Token.Stated(cell.Text, line, new CellAddress(_table, _row, cell.Column, cell.RowSpan, cell.ColumnSpan)));
            _coveredUntil = Math.Max(_coveredUntil, _row + cell.RowSpan);
        }
        _row++;
    }

    /// <summary>An empty row ends the table, unless a merged cell hangs down over it.</summary>
    public void Gap()
    {
        if (_row >= _coveredUntil) _open = false;
        else _row++;
    }
}
