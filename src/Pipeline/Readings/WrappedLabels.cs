using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Names broken over two lines of a cell that an OCR left as two rows: "1. การปฏิบัติ | 93.11" above "หน้าที่ |". Joined only where the whole is a name and the part is none.</summary>
internal static class WrappedLabels
{
    public static TableBlock Join(TableBlock table, SheetNames names)
    {
        var rows = table.Rows.ToBuilder();
        for (var i = rows.Count - 1; i > 0; i--)
        {
            if (rows[i].Cells.Where(c => c.Text.Length > 0).ToArray() is not [var rest] || rest.Text.Any(c => c is (>= '0' and <= '9') or (>= '๐' and <= '๙')) || rows[i - 1].At(rest.Column) is not { Text.Length: > 0 } begun) continue;
            if (names.Indicator(rest.Text) is not null || names.Indicator(begun.Text) is { By: NamedBy.ExactName } || names.Indicator(begun.Text + rest.Text) is not { By: NamedBy.ExactName }) continue;
            var whole = begun with { Run = TextRun.Join([begun.Run, rest.Run]) };
            rows[i - 1] = rows[i - 1] with { Cells = [.. rows[i - 1].Cells.Select(c => ReferenceEquals(c, begun) ? whole : c)] };
            rows.RemoveAt(i);
        }
        return rows.Count == table.Rows.Length ? table : table with { Rows = rows.ToImmutable() };
    }
}
