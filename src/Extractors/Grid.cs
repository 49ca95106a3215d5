using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors;

/// <summary>
/// Gives the cells of one stated table their rows and columns while it is read top down: a cell goes into the next column that no
/// cell from above still covers (the HTML table model; spans are cut at its limits, 1000 columns and 65534 rows).
/// </summary>
internal sealed class Grid(int table)
{
    private const int MostColumns = 1000, MostRows = 65534;
    private readonly List<int> _covered = [];
    private int _row = -1, _column;

    public int Table => table;

    public int Row => _row;

    public void NextRow()
    {
        for (var i = 0; i < _covered.Count; i++)
            if (_covered[i] > 0) _covered[i]--;
        (_row, _column) = (_row + 1, 0);
    }

    /// <summary>Takes the next free place.</summary>
    public CellAddress Place(int rowSpan = 1, int columnSpan = 1)
    {
        if (_row < 0) NextRow();
        while (_column < _covered.Count && _covered[_column] > 0) _column++;
        rowSpan = Math.Clamp(rowSpan, 1, MostRows);
        columnSpan = Math.Clamp(columnSpan, 1, MostColumns);
        var address = new CellAddress(table, _row, _column, rowSpan, columnSpan);
        // A cell without a span covers nothing below: only spans need a memory.
        for (var i = _column; rowSpan > 1 && i < _column + columnSpan; i++)
        {
            while (_covered.Count <= i) _covered.Add(0);
            _covered[i] = rowSpan;
        }
        _column += columnSpan;
        return address;
    }
}
