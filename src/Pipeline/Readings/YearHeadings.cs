using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// Tables of several years below each other, each with nothing but its year above it ("ปีงบประมาณ พ.ศ. 2566") or in its first row. One such line alone may
/// be the end of the title; two different ones head what follows them.
/// </summary>
internal static class YearHeadings
{
    /// <summary>The year above each such table.</summary>
    public static FrozenDictionary<TableBlock, FiscalYear> Of(ImmutableArray<Passage> passages)
    {
        var found = new Dictionary<TableBlock, FiscalYear>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < passages.Length; i++)
            if (passages[i].Table is { } table && (InFirstRow(table) ?? (i > 0 && passages[i - 1] is { Table: null, Lines: [.., var last] } ? Alone(last.Text) : null)) is { } year)
                found[table] = year;
        return found.Values.Distinct().Count() > 1 ? found.ToFrozenDictionary(ReferenceEqualityComparer.Instance) : FrozenDictionary<TableBlock, FiscalYear>.Empty;
    }

    private static FiscalYear? InFirstRow(TableBlock table) =>
        table.Rows is [var first, _, ..] && first.Cells.Where(c => c.Text.Length > 0).ToArray() is [var only] ? Alone(only.Text) : null;

    private static FiscalYear? Alone(string text) => ResultsYear.IsYearAlone(text) && Numerals.Years(text).ToArray() is [var (year, _)] ? year : null;
}
