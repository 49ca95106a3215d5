using System.Collections.Immutable;
using System.Text.RegularExpressions;
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
        : claim.Observation.Evidence.Where == Where.Table ? ForeignSections.GetValueOrDefault(claim.Observation.Evidence.Section)
        : OtherBody(claim) is { } body ? body
        : ForeignSections.TryGetValue(claim.Observation.Evidence.Section, out var name) ? name
        : Foreign.Select(f => (Name: f, At: claim.Lead.LastIndexOf(f, StringComparison.Ordinal))).Where(f => f.At >= 0).OrderBy(f => f.At).LastOrDefault() is { Name: { } last } named
            && Match.Agency is { } mine && !ThaiText.Key(claim.Lead[(named.At + last.Length)..]).Contains(ThaiText.Key(mine.ShortName), StringComparison.Ordinal) ? last : null;

    /// <summary>A total in a sentence that names a department, a school, its staff or the province, and not the own agency, is theirs.</summary>
    private string? OtherBody(Claim claim)
    {
        if (claim.Observation.Code != ItemCode.Total || Match.Agency is not { } own || claim.Observation.Evidence.Where == Where.List) return null;
        var clause = claim.Lead[(Numerals.Decimal().Matches(claim.Lead).LastOrDefault() is { } before ? before.Index + before.Length : 0)..];
        return ThaiText.Key(clause).Contains(ThaiText.Key(own.ShortName), StringComparison.Ordinal) ? null : OtherBodies.In(clause);
    }
}

/// <summary>Bodies beside local organisations that a total in a sentence may be of, and whether one is named instead of the own agency.</summary>
internal static partial class OtherBodies
{
    [GeneratedRegex(@"(?<body>กรม(?!การ)|กระทรวง|มหาวิทยาลัย|กอง(คลัง|ช่าง|การ|สาธารณสุข|สวัสดิการ|ยุทธศาสตร์|วิชาการ)|สำนัก(ปลัด|การ|คลัง|ช่าง)|โรงเรียน|โรงพยาบาล|ศูนย์พัฒนา|พนักงาน|ข้าราชการ|(?<=^|\s|ของ)(จังหวัด|จ\.)(?=[ก-ฮเ-ไ]))[^\s0-9๐-๙]*")]
    private static partial Regex Body();

    [GeneratedRegex("(?<!โรงเรียน)" + LocalNames.Beginning + "|หน่วยงาน")]
    private static partial Regex Local();

    /// <summary>The body that the words before a number name last, where they name no local organisation.</summary>
    public static string? In(string clause) => Local().IsMatch(clause) ? null : Body().Matches(clause).LastOrDefault()?.Value;
}

/// <summary>Hands the document's lines to record linkage, each with the kind of place it stands in.</summary>
internal static class OwnAgency
{
    /// <summary>Lines of text before the first table that can be a cover.</summary>
    private const int CoverLines = 14;

    /// <summary>Lines at the head of a memo that name its office.</summary>
    private const int LetterheadLines = 4;

    /// <summary>Longest heading, and longest number before one.</summary>
    private const int LongestHeading = 140, LongestNumber = 5;

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

    /// <summary>Whether a line is a heading of an agency: it begins with its name, perhaps behind a word and a colon, or as titles begin.</summary>
    private static bool Heads(string line, string printed) =>
        line.IndexOf(printed, StringComparison.Ordinal) is >= 0 and var at && (at <= LongestNumber || line.AsSpan(0, at).TrimEnd().EndsWith(":") || ResultsYear.IsTitle(line));

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
        string? headed = null;
        foreach (var passage in passages)
        {
            if (passage.Table is not null && headed is not null) sections[passage.Section] = headed;
            foreach (var line in passage.Lines)
            {
                if (line.Text.Length >= LongestHeading || Numerals.Decimal().IsMatch(line.Text)) continue;
                // The same name under another kind is another agency: what stands beside it counts as the own.
                var other = agency.Foreign.FirstOrDefault(f => passage.Page == f.Page && line.Line == f.Line && Heads(line.Text, f.Printed))?.Printed;
                if (ThaiText.Key(other is null ? line.Text : line.Text.Replace(other, "", StringComparison.Ordinal)).Contains(mine, StringComparison.Ordinal)) headed = null;
                else headed = other ?? headed;
            }
        }
        return sections.ToImmutable();
    }
}
