using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Agencies;
using ItaIngest.Pipeline.Classifying;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Whose report it is, and which of its passages are about somebody else.</summary>
/// <param name="Match">The document's agency.</param>
/// <param name="ForeignSections">Sections whose text names another agency and not its own, with that agency as printed.</param>
/// <param name="Foreign">The other agencies that the document names, as printed.</param>
internal sealed record Ownership(AgencyMatch Match, ImmutableDictionary<int, string> ForeignSections, ImmutableArray<string> Foreign)
{
    /// <summary>The other agency that the text around a claim is about, as printed: named in its section and not the own one, or named last before the number. Null when there is none.</summary>
    public string? Other(Claim claim) =>
        claim.Row is { } row ? (Match.Agency is { } own && string.Equals(AgencyWords.Split(row).Name, ThaiText.Key(own.ShortName), StringComparison.Ordinal) ? null : row)
        : claim.Observation.Evidence.Where == Where.Table ? null
        : ForeignSections.TryGetValue(claim.Observation.Evidence.Section, out var name) ? name
        : Foreign.Select(f => (Name: f, At: claim.Lead.LastIndexOf(f, StringComparison.Ordinal))).Where(f => f.At >= 0).OrderBy(f => f.At).LastOrDefault() is { Name: { } last } named
            && Match.Agency is { } mine && !ThaiText.Key(claim.Lead[(named.At + last.Length)..]).Contains(ThaiText.Key(mine.ShortName), StringComparison.Ordinal) ? last : null;
}

/// <summary>Hands the document's lines to record linkage, each with the kind of place it stands in.</summary>
internal static class OwnAgency
{
    /// <summary>Lines of text before the first table that can be a cover.</summary>
    private const int CoverLines = 14;

    /// <summary>Lines at the head of a memo that name its office.</summary>
    private const int LetterheadLines = 4;

    public static Staged<Ownership> Resolve(ImmutableArray<Passage> passages, FiscalYear? year, Gazetteer gazetteer)
    {
        var found = ResolveDocumentAgency.Resolve(Lines(passages), gazetteer, year);
        return new(new Ownership(found.Value.Match, Foreign(passages, found.Value), [.. found.Value.Foreign.Select(f => f.Printed).Distinct()]), found.Issues);
    }

    private static ImmutableArray<MentionLine> Lines(ImmutableArray<Passage> passages)
    {
        var lines = ImmutableArray.CreateBuilder<MentionLine>();
        int seen = 0, inMemo = 0;
        var table = false;
        foreach (var passage in passages)
        {
            if (passage.Table is { } t)
            {
                table = true;
                if (passage.Kind is TableKind.Announcement or TableKind.Regional) continue;
                foreach (var row in t.Rows)
                    foreach (var cell in row.Cells)
                        if (cell.Text.Length > 3) lines.Add(new MentionLine(cell.Text, passage.Page, cell.Run.Line, MentionPlace.Body));
                continue;
            }
            inMemo = passage.Where == Where.Memo ? inMemo : 0;
            foreach (var line in passage.Lines)
            {
                seen++;
                if (passage.Where == Where.Memo) inMemo++;
                var place = passage.Where == Where.Memo ? (inMemo <= LetterheadLines ? MentionPlace.Letterhead : MentionPlace.Memo)
                    // A line with a score tells results, perhaps a neighbour's.
                    : seen <= CoverLines && !table && line.Text.Length < 140 && !Numerals.Decimal().IsMatch(line.Text) ? MentionPlace.Cover : MentionPlace.Body;
                lines.Add(new MentionLine(line.Text, passage.Page, line.Line, place));
            }
        }
        return lines.ToImmutable();
    }

    private static ImmutableDictionary<int, string> Foreign(ImmutableArray<Passage> passages, DocumentAgency agency)
    {
        if (agency.Foreign.IsEmpty || agency.Match.Agency is not { } own) return ImmutableDictionary<int, string>.Empty;
        var mine = ThaiText.Key(own.ShortName);
        var sections = ImmutableDictionary.CreateBuilder<int, string>();
        foreach (var section in passages.Where(p => p.Table is null).GroupBy(p => p.Section))
        {
            if (section.Any(p => ThaiText.Key(p.Paragraph.Text).Contains(mine, StringComparison.Ordinal))) continue;
            var foreign = agency.Foreign.FirstOrDefault(f => section.Any(p => p.Page == f.Page && p.Lines.Any(l => l.Line == f.Line && l.Text.Contains(f.Printed, StringComparison.Ordinal))));
            if (foreign is not null) sections[section.Key] = foreign.Printed;
        }
        return sections.ToImmutable();
    }
}
