using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// Score columns that hold a number for a group of rows beside one that has a number for each: "รายตัวชี้วัด | รายเครื่องมือ | รวม". One number for each
/// instrument is the instrument's, one in all the total; of any other nothing is known (null).
/// </summary>
internal static class GroupColumns
{
    /// <summary>Each such column with the level that its numbers are of.</summary>
    public static Dictionary<int, CodeLevel?> Of(TableBlock table, Columns columns, SheetNames names)
    {
        var found = new Dictionary<int, CodeLevel?>();
        var scores = columns.With(ColumnRole.Score).Where(c => columns[c].Year is null).ToArray();
        if (scores.Length < 2) return found;
        var rows = table.Rows.Skip(columns.HeaderRows).Select(r => (Row: r, Code: r.Cells.Select(c => names.Indicator(c.Text)?.Code).FirstOrDefault(c => c is not null)))
            .Where(r => r.Code is not null).Select(r => (r.Row, Instrument: names.InstrumentOf(r.Code!.Value))).ToArray();
        if (rows.Length < 3) return found;
        var all = rows.Select(r => r.Instrument).Distinct().Count();
        var filled = scores.ToDictionary(c => c, c => rows.Where(r => r.Row.At(c) is { } cell && Numerals.DecimalCell().IsMatch(cell.Text)).Select(r => r.Instrument).ToArray());
        var most = filled.Values.Max(f => f.Length);
        foreach (var (column, instruments) in filled)
        {
            if (instruments.Length * 2 > most) continue;
            found[column] = instruments.Length == 1 && SheetNames.IsSum(columns[column].Header) ? CodeLevel.Total
                : instruments.Length == all && instruments.Distinct().Count() == all ? CodeLevel.Instrument : null;
        }
        return found;
    }
}
