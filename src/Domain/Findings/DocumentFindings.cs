using System.Collections.Immutable;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Findings;

public enum DocumentStatus { Clean, Issues, Rejected }

/// <summary>What one page or section is.</summary>
public enum PageKind { Other, Cover, Memo, Announcement, Analysis, Regional, Plan, Narrative, OtherScheme }

/// <summary>The score sheet that a document states about one agency in one year.</summary>
/// <param name="Agency">Whom it is about.</param>
/// <param name="Year">The year of the results, not of the title; null when unknown.</param>
/// <param name="Observations">Every claim about it, as printed.</param>
/// <param name="Scores">What the claims come to, in sheet order.</param>
public sealed record SheetFindings(
    AgencyMatch Agency,
    FiscalYear? Year,
    ImmutableArray<Observation> Observations,
    ImmutableArray<ScoreRecord> Scores);

/// <summary>Everything that was found in one document: what extract prints and ingest stores.</summary>
/// <param name="Document">The document.</param>
/// <param name="Status">Rejected: nothing could be read; Issues: finished with something to look at.</param>
/// <param name="Kinds">The kinds of content it holds, in order of appearance.</param>
/// <param name="PageCount">Pages read.</param>
/// <param name="PageKinds">The kind of each page, by number.</param>
/// <param name="Sheets">Usually one; a regional report holds one per agency.</param>
/// <param name="Rows">The lines of its announcement tables.</param>
/// <param name="Issues">What a person should know, in page order.</param>
public sealed record DocumentFindings(
    SourceDocument Document,
    DocumentStatus Status,
    ImmutableArray<PageKind> Kinds,
    int PageCount,
    ImmutableDictionary<int, PageKind> PageKinds,
    ImmutableArray<SheetFindings> Sheets,
    ImmutableArray<AnnouncementRow> Rows,
    ImmutableArray<Issue> Issues)
{
    public static DocumentFindings Rejected(SourceDocument document, Issue why) =>
        new(document, DocumentStatus.Rejected, [], 0, ImmutableDictionary<int, PageKind>.Empty, [], [], [why]);
}
