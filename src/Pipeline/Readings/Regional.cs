using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>One agency's column (or row) of a regional report, before the agency is known.</summary>
/// <param name="Agency">As printed in the header.</param>
/// <param name="Page">From 1.</param>
/// <param name="Line">From 1, for sources with lines.</param>
/// <param name="Claims">What it says.</param>
internal sealed record RegionalColumn(string Agency, int Page, int? Line, ImmutableArray<Claim> Claims);

/// <summary>
/// Tables of NACC's regional reports: a column per agency, a row per indicator, instruments in weighted points ("IIT (30 คะแนน)": 27.02 of 30).
/// Weighted points are other numbers than scores and are not taken; the points that the label promises tell them apart.
/// </summary>
internal static partial class Regional
{
    /// <summary>A label that promises points out of something else than a hundred.</summary>
    [GeneratedRegex(@"\(?\s*(?<n>[0-9๐-๙]{1,3})\s*(คะแนน|%)\s*\)?|ถ่วงน้ำหนัก")]
    private static partial Regex Points();

    /// <summary>Whether at least two columns are headed by agencies.</summary>
    public static bool Is(TableBlock table) => Heads(table).Count >= 2;

    public static ImmutableArray<RegionalColumn> Read(TableBlock table, SheetNames names, Place place)
    {
        var heads = Heads(table);
        var claims = heads.Keys.ToDictionary(c => c, _ => ImmutableArray.CreateBuilder<Claim>());
        foreach (var row in table.Rows)
        {
            var first = heads.Keys.Min();
            var label = string.Join(' ', row.Cells.Where(c => c.Column < first && c.Text.Length > 0).Select(c => c.Text));
            if (label.Length == 0 || Code(names, label) is not { } code || IsWeighted(label, code)) continue;
            foreach (var column in heads.Keys)
                if (row.Cells.FirstOrDefault(c => c.Column == column) is { } cell && Numerals.WholeCell().Match(cell.Text) is { Success: true } m)
                    claims[column].Add(Claim.Of(place, code, cell.Run, m.Groups["n"].Index, m.Groups["n"].Length, label, "regional-column"));
        }
        return [.. heads.OrderBy(h => h.Key).Select(h => new RegionalColumn(h.Value.Text, place.Page, h.Value.Run.Line, claims[h.Key].ToImmutable()))];
    }

    private static SortedDictionary<int, TableCell> Heads(TableBlock table)
    {
        var heads = new SortedDictionary<int, TableCell>();
        foreach (var row in table.Rows.Take(3))
            foreach (var cell in row.Cells)
                if (cell.Column > 0 && cell.Text.Length < 90 && LocalNames.AtStart().IsMatch(cell.Text.TrimStart()) && !Numerals.InText().IsMatch(cell.Text)) heads.TryAdd(cell.Column, cell);
        // Agencies below each other in one column are rows of a table, not heads of columns.
        return heads.Count >= 2 && heads.Values.Select(c => c.Column).Distinct().Count() == heads.Count ? heads : [];
    }

    private static ItemCode? Code(SheetNames names, string label)
    {
        if (names.Items.Label(label, null) is { By: NamedBy.Code } item) return item.Code;
        if (names.Indicator(label) is { } indicator) return indicator.Code;
        if (SheetNames.InstrumentLabel(label) is { } instrument) return instrument.Code;
        return SheetNames.IsSum(Points().Replace(label, "")) ? ItemCode.Total : null;
    }

    /// <summary>Instruments weigh 30, 30 and 40: their points are not scores of 0 to 100. A total of 100 points is the total itself.</summary>
    private static bool IsWeighted(string label, ItemCode code)
    {
        var m = Points().Match(label);
        if (!m.Success || code.Level is CodeLevel.Indicator or CodeLevel.Item) return false;
        return !m.Groups["n"].Success || ThaiDigits.ParseWhole(m.Groups["n"].ValueSpan) != 100;
    }
}
