using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Classifying;
using ItaIngest.Pipeline.Reconciling;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Everything a document says about one agency's sheet.</summary>
/// <param name="Claims">In reading order.</param>
/// <param name="Blank">Items that a table prints without a score.</param>
/// <param name="Orders">Which indicators the text calls lowest or highest.</param>
/// <param name="Kinds">What the pages turned out to be.</param>
/// <param name="Issues">What was seen on the way.</param>
internal sealed record SheetReading(
    ImmutableArray<Claim> Claims,
    ImmutableArray<ItemCode> Blank,
    ImmutableArray<OrderStatement> Orders,
    ImmutableArray<(int Page, PageKind Kind)> Kinds,
    ImmutableArray<Issue> Issues);

/// <summary>Walks the passages of a document in order, carrying the topic from headings to what follows them.</summary>
internal static class Sheet
{
    public static SheetReading Read(string documentId, ImmutableArray<Passage> passages, SheetNames names)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var blank = ImmutableArray.CreateBuilder<ItemCode>();
        var orders = ImmutableArray.CreateBuilder<OrderStatement>();
        var kinds = ImmutableArray.CreateBuilder<(int, PageKind)>();
        var narrative = new Narrative(names);
        var lines = new ScoreLines(passages, names);
        issues.AddRange(lines.Torn.Select(numbers => Torn(numbers, passages)));
        var topic = default(Topic);
        var heading = new Heading();
        var years = YearHeadings.Of(passages);
        var elsewhere = false;
        FiscalYear? headed = null;
        (Passage At, Summands Above)? last = null;
        foreach (var passage in passages)
        {
            var place = new Place(documentId, passage.Page, passage.Where, passage.Section);
            var before = claims.Count;
            if (passage.Table is { } table)
            {
                narrative.Break();
                if (passage.Kind is TableKind.Announcement or TableKind.Regional) continue;
                if (passage.Kind == TableKind.Plan)
                {
                    kinds.Add((passage.Page, PageKind.Plan));
                    continue;
                }
                var reader = new SheetTable(names, place, topic, heading.Compared, last is { } page && GoesOn(page.At, passage) ? page.Above : null);
                var read = reader.Read(table);
                topic = reader.Topic;
                last = (passage, reader.Summands);
                claims.AddRange(read.Value.Select(c => Doubted(c with { Year = c.Year ?? (years.TryGetValue(table, out var above) ? above : headed) }, heading.Doubt)).Where(c => !elsewhere || c.Observation.Code != ItemCode.Total));
                issues.AddRange(read.Issues);
                blank.AddRange(reader.Blank);
                ReadProseCells(table, place, reader.Taken);
                narrative.Break();
                if (claims.Count > before) kinds.Add((passage.Page, PageKind.Analysis));
                continue;
            }
            if (passage.Where == Where.Memo) kinds.Add((passage.Page, PageKind.Memo));
            var (listed, sentences) = lines.Read(passage, place, topic, claims, heading, headed);
            claims.AddRange(listed);
            if (ProseWords.Assessment().IsMatch(passage.Paragraph.Text)) elsewhere = false;
            foreach (var text in sentences)
            {
                var found = narrative.Read(place, text, heading.Compared);
                claims.AddRange(elsewhere ? found.Where(c => c.Observation.Code != ItemCode.Total) : found);
                orders.AddRange(Superlatives.In(text.Text, names));
            }
            topic = Heading(passage, names) ?? topic;
            if (!names.Mentions(passage.Paragraph.Text).IsEmpty) last = null;
            elsewhere |= IsHeadingOfOther(passage.Paragraph.Text, names);
            // A wrapped line of a long paragraph is no heading, however it begins.
            if (passage.Paragraph.Text.Length < 160) headed = passage.Lines.Select(l => ResultsYear.Headed(l.Text)).LastOrDefault(y => y is not null) ?? headed;
            if (claims.Count > before && passage.Where != Where.Memo) kinds.Add((passage.Page, PageKind.Narrative));
        }
        issues.AddRange(narrative.Issues);
        return new SheetReading(claims.ToImmutable(), blank.ToImmutable(), [.. orders.Distinct()], kinds.ToImmutable(), issues.ToImmutable());

        // A merged cell may hold whole sentences, or "i1 = 88.33, i2 = 90.00", about other rows; what it says is prose, whatever row it stands in.
        void ReadProseCells(TableBlock table, Place place, ISet<TableCell> taken)
        {
            foreach (var cell in table.Rows.SelectMany(r => r.Cells))
            {
                if (taken.Contains(cell) || !IsProse(cell, names)) continue;
                claims.AddRange(narrative.Read(place with { Where = Where.Narrative }, cell.Run));
            }
        }
    }

    /// <summary>Whether a cell is read as sentences are.</summary>
    public static bool IsProse(TableCell cell, SheetNames names) =>
        cell.Text.Length > 80 || cell.Text.Contains('=') || (Numerals.Decimal().IsMatch(cell.Text) && names.Items.Mentions(cell.Text).Any());

    /// <summary>Whether a table is the rest of the one on the page before: as many columns, and its header again or none.</summary>
    private static bool GoesOn(Passage above, Passage table) =>
        table.Page == above.Page + 1 && table.Table!.ColumnCount == above.Table!.ColumnCount
        && (table.Table.Rows[0].Text == above.Table.Rows[0].Text || !table.Table.Rows[0].Cells.Any(c => Columns.RoleOf(c.Text) == ColumnRole.Score));

    /// <summary>A claim that a heading or another passage speaks against.</summary>
    public static Claim Doubted(Claim claim, string? doubt) =>
        doubt is null || claim.Observation.Doubt is not null ? claim : claim with { Observation = claim.Observation with { Doubt = doubt } };

    /// <summary>Whether what follows is of another survey: "ผลการสำรวจความพึงพอใจ". Items of OIT ask for reports of such.</summary>
    private static bool IsHeadingOfOther(string text, SheetNames names) =>
        text.Length < 140 && ProseWords.OtherMeasure().IsMatch(text) && !ProseWords.Assessment().IsMatch(text) && !Numerals.Decimal().IsMatch(text) && names.Items.Label(text, Instrument.OIT) is null && names.Mentions(text).IsEmpty;

    private static Issue Torn(TextRun[] numbers, ImmutableArray<Passage> passages) =>
        new("ITA302", Severity.Warning, $"{numbers.Length} numbers stand apart from the names beside them ({string.Join(", ", numbers.Take(4).Select(n => n.Text))}{(numbers.Length > 4 ? " ..." : "")}), as they are left of a chart: which belongs to which cannot be told. Not taken. Look at the page.",
            passages.First(p => p.Lines.Contains(numbers[0])).Page, numbers[0].Line);

    private static Topic? Heading(Passage passage, SheetNames names)
    {
        if (passage.Paragraph.Text.Length > 140) return null;
        if (names.Indicator(passage.Paragraph.Text) is { } indicator) return new Topic(names.InstrumentOf(indicator.Code), indicator.Code.Number);
        return SheetNames.InstrumentLabel(passage.Paragraph.Text) is { } instrument ? new Topic(instrument.Code.Instrument, null) : null;
    }
}
