using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Agencies;
using ItaIngest.Pipeline.Classifying;
using ItaIngest.Pipeline.Reconciling;

namespace ItaIngest.Pipeline.Readings;

/// <summary>The sheets of a regional report, one per agency, each with its column's claims.</summary>
internal static class RegionalSheets
{
    public static Staged<ImmutableArray<SheetFindings>> Read(string documentId, ImmutableArray<Passage> passages, FiscalYear year, SheetNames names, Gazetteer gazetteer)
    {
        var columns = new List<RegionalColumn>();
        foreach (var passage in passages)
            if (passage is { Table: { } table, Kind: TableKind.Regional })
                columns.AddRange(Regional.Read(table, names, new Place(documentId, passage.Page, Where.Table, passage.Section)));
        if (columns.Count == 0) return new([], []);

        var province = AnnouncedProvince.InTexts(passages.Where(p => p.Table is null).Select(p => p.Paragraph.Text), gazetteer);
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var sheets = ImmutableArray.CreateBuilder<SheetFindings>();
        // A table cut by a page break heads its columns again: the same printed name is the same agency.
        foreach (var agency in columns.GroupBy(c => ThaiText.Key(c.Agency), StringComparer.Ordinal))
        {
            var first = agency.First();
            var match = Agency(first, province, gazetteer, year, issues);
            var claims = agency.SelectMany(c => c.Claims).Select(c => c.Observation).ToImmutableArray();
            if (claims.IsEmpty) continue;
            var settled = Reconcile.Sheet(year, names.Book, claims, SheetContext.None);
            issues.AddRange(settled.Issues.Select(i => i with { Message = $"{first.Agency}: {i.Message}" }));
            sheets.Add(new SheetFindings(match, year, claims, Ink.Withhold(settled.Value, names.Book, issues)));
        }
        return new(sheets.ToImmutable(), issues.ToImmutable());
    }

    private static AgencyMatch Agency(RegionalColumn column, Province? province, Gazetteer gazetteer, FiscalYear year, ImmutableArray<Issue>.Builder issues)
    {
        // The column's head and the report's province are all that is known: exactly what record linkage needs.
        var text = province is null ? column.Agency : $"{column.Agency} จังหวัด{province.Name}";
        var found = ResolveDocumentAgency.Resolve([new MentionLine(text, column.Page, column.Line, MentionPlace.Cover)], gazetteer, year);
        issues.AddRange(found.Issues);
        return found.Value.Match;
    }
}
