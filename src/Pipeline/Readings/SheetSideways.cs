using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Tables whose columns, not rows, say what their numbers are of: one code a column, or one year a row.</summary>
internal sealed partial class SheetTable
{
    /// <summary>"ปี 2566 | 88.20": a year's number is what its column names, or the agency's total where the column says only that it is a result.</summary>
    private bool ReadYear(TableRow row, Columns columns, (TableCell Cell, int Start, int Length, bool Shifted) number)
    {
        if (row.Cells.FirstOrDefault(c => ResultsYear.IsYearAlone(c.Text)) is not { } year || Numerals.Years(year.Text).ToArray() is not [var (said, _)]) return false;
        if (row.Cells.Count(c => Numerals.DecimalCell().IsMatch(c.Text)) != 1) return false;
        var header = columns[number.Cell.Column].Header;
        Named? named = SheetNames.InstrumentLabel(header) ?? (Topic is { Instrument: null, Indicator: null } && (header.Length == 0 || SheetNames.SaysResult(header)) ? new Named(ItemCode.Total, 0, 0, NamedBy.ExactName) : null);
        if (named is not { } name) return false;
        Add(name, number.Cell, number.Start, number.Length, header.Length > 0 ? header : year.Text, "table-year-row", said);
        return true;
    }

    /// <summary>Header cells that name codes: a table that lies on its side, one code a column.</summary>
    private Dictionary<int, Named> ColumnNames(TableBlock table, Columns columns)
    {
        var found = new Dictionary<int, Named>();
        foreach (var row in table.Rows.AsSpan(0, columns.HeaderRows))
            foreach (var (column, named) in NamesIn(row)) found[column] = named;
        // Names stand above numbers; a name that has no number under it heads something else.
        var body = table.Rows.Skip(columns.HeaderRows).ToArray();
        foreach (var column in found.Keys.ToArray())
            if (!body.Any(r => r.At(column) is { } cell && Numerals.DecimalCell().IsMatch(cell.Text))) found.Remove(column);
        return found.Values.Any(n => n.Code.Level != CodeLevel.Total) ? found : [];
    }

    private Dictionary<int, Named> NamesIn(TableRow row)
    {
        var found = new Dictionary<int, Named>();
        foreach (var cell in row.Cells)
            if (cell.ColumnSpan == 1 && cell.Text.Length > 0 && (names.Items.BareCode(cell.Text, null) ?? Name(cell.Text) ?? (SheetNames.IsSum(cell.Text) ? new Named(ItemCode.Total, 0, 0, NamedBy.ExactName) : null)) is { } named)
                found[cell.Column] = named;
        return found;
    }

    private void ReadAcross(TableBlock table, Columns columns, Dictionary<int, Named> named)
    {
        foreach (var row in table.Rows.Skip(columns.HeaderRows))
        {
            // Names without numbers head what follows; a row of differences, of goals or of others' means is no row of scores.
            if (!row.Cells.Any(c => Numerals.DecimalCell().IsMatch(c.Text)) && NamesIn(row) is { Count: >= 2 } next) named = next;
            var label = row.Cells.FirstOrDefault(c => c.Text.Any(char.IsLetter))?.Text;
            if (label is not null && Columns.RoleOf(label) is ColumnRole.Other or ColumnRole.Change) continue;
            var agency = Announcement.AgencyIn(row);
            FiscalYear? year = Numerals.Years(row.Text).ToArray() is [var only] ? only.Year : null;
            // A row of numbers that says whose it is and names no agency is of a department, of men, of an age.
            if (year is null && agency is null && label is not null && !Numerals.DecimalCell().IsMatch(label) && !SheetNames.SaysResult(label))
            {
                if (row.Cells.FirstOrDefault(c => named.ContainsKey(c.Column) && Numerals.DecimalCell().IsMatch(c.Text)) is { } number) NamesNothing(row, number, label);
                continue;
            }
            foreach (var (column, name) in named)
                if (row.At(column) is { } cell && Numerals.DecimalCell().Match(cell.Text) is { Success: true } m)
                    Add(name, cell, m.Groups["n"].Index, m.Groups["n"].Length, columns[column].Header, "table-column", year, agency);
        }
    }
}
