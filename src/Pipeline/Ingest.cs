using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Classifying;
using ItaIngest.Pipeline.Readings;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline;

/// <summary>
/// The pure half of the flow: from the pages of one document to everything that can be said about it.
/// Pages -> tables -> classify -> readings -> agencies -> reconcile, all forward.
/// </summary>
public static class Ingest
{
    public static DocumentFindings Document(SourceDocument document, ImmutableArray<PageText> pages, ImmutableArray<Issue> readerIssues, ReferenceData reference)
    {
        var passages = Passages.Of(pages.SelectMany(p => FindTables.On(p)));
        var issues = ImmutableArray.CreateBuilder<Issue>();
        issues.AddRange(readerIssues);

        if (Classify.OtherSchemeIn(Opening(passages)) is { } words)
        {
            issues.Add(new Issue("ITA201", Severity.Error, $"\"{Short(words)}\": this is the integrity assessment of schools, police stations or public health units, another scheme with other questions. It was set aside; only the assessment of public agencies is read.", 1));
            return Findings(document, pages, [(1, PageKind.OtherScheme)], [], [], issues);
        }

        if (!passages.IsEmpty && !Classify.SpeaksOfAssessment(passages.SelectMany(p => p.Table is null ? [p.Paragraph.Text] : p.Table.Rows.SelectMany(r => r.Cells.Select(c => c.Text)))))
        {
            issues.Add(new Issue("ITA202", Severity.Warning, "Nothing in the document speaks of ITA, of integrity and transparency or of what they are assessed by. Whatever scores it prints may be of something else: none was taken.", 1));
            return Findings(document, pages, [], [], [], issues);
        }

        var printed = Announcements.Read(document.Id, passages);
        var year = ResultsYear.Find(passages.SelectMany(Texts), [.. printed.Select(p => p.Year).OfType<FiscalYear>()], [.. passages.SelectMany(ColumnYears)],
            candidate => reference.Codebooks.TryGetValue(candidate, out var book)
                ? Sheet.Read(document.Id, passages, new SheetNames(book)).Claims.Count(c => c.Observation is { Code.Level: CodeLevel.Item, Doubt: null }) : 0);
        issues.AddRange(year.Issues);

        var rows = AnnouncedRows.Name(document.Id, printed, year.Value, passages, reference);
        issues.AddRange(rows.Issues);
        var (sheets, kinds) = Sheets(document.Id, passages, year.Value, rows.Value, reference, issues);
        if (sheets.IsEmpty && rows.Value.IsEmpty && year.Value is not null)
            issues.Add(new Issue("ITA314", Severity.Warning, "No score of an ITA sheet and no row of an announcement was found. If the pages show scores, look at how their tables were read with ./ita explain."));
        return Findings(document, pages, kinds, sheets, rows.Value, issues);
    }

    /// <summary>The sheets a document states: its own agency's, or one per column of a regional report.</summary>
    private static (ImmutableArray<SheetFindings> Sheets, ImmutableArray<(int Page, PageKind Kind)> Kinds) Sheets(
        string documentId, ImmutableArray<Passage> passages, FiscalYear? year, ImmutableArray<AnnouncementRow> rows, ReferenceData reference, ImmutableArray<Issue>.Builder issues)
    {
        if (year is not { } known)
        {
            if (rows.IsEmpty)
                issues.Add(new Issue("ITA313", Severity.Error, "No fiscal year of results is named anywhere (such as ประจำปีงบประมาณ พ.ศ. 2567), so no score can be tied to a year. Look at the document; its first page may be missing."));
            return ([], Kinds(passages, rows, []));
        }
        if (!reference.Codebooks.TryGetValue(known, out var codebook))
        {
            issues.Add(new Issue("ITA312", Severity.Error, $"The results are of fiscal year {known}, for which there is no codebook (there are: {string.Join(", ", reference.Codebooks.Keys.Order())}). No scores of the sheet were read. Add reference/codebook/ita-{known}.yaml."));
            return ([], Kinds(passages, rows, []));
        }
        var names = new SheetNames(codebook);
        var regional = RegionalSheets.Read(documentId, passages, known, names, reference.Gazetteer);
        issues.AddRange(regional.Issues);
        var reading = Sheet.Read(documentId, passages, names);
        var kinds = Kinds(passages, rows, reading.Kinds);
        if (!regional.Value.IsEmpty) return (regional.Value, kinds);
        issues.AddRange(reading.Issues);
        // A provincial table alone is about no single agency.
        if (reading.Claims.IsEmpty && !rows.IsEmpty) return ([], kinds);
        var agency = OwnAgency.Resolve(passages, known, reference.Gazetteer);
        issues.AddRange(agency.Issues);
        var own = OneSheet.Settle(known, codebook, reading, agency.Value, rows);
        issues.AddRange(own.Issues);
        return (own.Value is { } sheet ? [sheet] : [], kinds);
    }

    private static DocumentFindings Findings(SourceDocument document, ImmutableArray<PageText> pages, ImmutableArray<(int Page, PageKind Kind)> kinds, ImmutableArray<SheetFindings> sheets, ImmutableArray<AnnouncementRow> rows, ImmutableArray<Issue>.Builder issues) =>
        new(document,
            issues.Any(i => i.Severity > Severity.Info) ? DocumentStatus.Issues : DocumentStatus.Clean,
            [.. kinds.Select(k => k.Kind).Distinct()],
            pages.Length,
            kinds.GroupBy(k => k.Page).ToImmutableDictionary(g => g.Key, g => Classify.Page([.. g.Select(k => k.Kind).Distinct()])),
            sheets,
            rows,
            [.. issues.OrderBy(i => i.Page ?? 0).ThenBy(i => i.Line ?? 0)]);

    private static ImmutableArray<(int Page, PageKind Kind)> Kinds(ImmutableArray<Passage> passages, ImmutableArray<AnnouncementRow> rows, ImmutableArray<(int Page, PageKind Kind)> read)
    {
        var regional = passages.Where(p => p.Kind == TableKind.Regional).Select(p => (p.Page, PageKind.Regional));
        var found = rows.Select(r => (r.Evidence.Page, PageKind.Announcement)).Concat(regional).Concat(read).Distinct();
        var order = passages.Select((p, i) => (p.Page, i)).GroupBy(p => p.Page).ToDictionary(g => g.Key, g => g.First().i);
        return [.. found.OrderBy(f => order.GetValueOrDefault(f.Item1))];
    }

    private static IEnumerable<string> Opening(ImmutableArray<Passage> passages) =>
        passages.Where(p => p.Table is null).Take(8).SelectMany(p => p.Lines.Select(l => l.Text).Prepend(p.Paragraph.Text));

    private static IEnumerable<TextRun> Texts(Passage passage) =>
        passage.Table is null ? [passage.Paragraph]
        // A cell leads to no year of the text below its table.
        : passage.Kind == TableKind.Plan ? [TextRun.Empty] : HeadCells(passage.Table).Append(TextRun.Empty);

    /// <summary>The years that head columns of a table of scores side by side, or its rows.</summary>
    private static FiscalYear[] ColumnYears(Passage passage)
    {
        if (passage.Table is null || passage.Kind is TableKind.Plan or TableKind.Announcement) return [];
        FiscalYear[] years = [.. passage.Table.Rows.Take(2).SelectMany(r => r.Cells).Concat(passage.Table.Rows.SelectMany(r => r.Cells.Take(1))).Where(c => ResultsYear.IsYearAlone(c.Text)).SelectMany(c => Numerals.Years(c.Text)).Select(y => y.Year).Distinct()];
        return years.Length > 1 ? years : [];
    }

    /// <summary>The cells in which a table may say what year it is of; years side by side or one below another say of what they stand beside, not of the table.</summary>
    private static IEnumerable<TextRun> HeadCells(TableBlock table)
    {
        var several = table.Rows.SelectMany(r => r.Cells).Where(c => ResultsYear.IsYearAlone(c.Text)).Select(c => c.Text).Distinct(StringComparer.Ordinal).Count() > 1;
        return table.Rows.Take(2).SelectMany(r => r.Cells).Where(c => c.Text.Length < 160 && !(several && ResultsYear.IsYearAlone(c.Text))).Select(c => c.Run);
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..79] + "…";
}
