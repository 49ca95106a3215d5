// Until document agencies are resolved: delete this file when Agencies/ResolveDocumentAgency.cs is here.
using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Readings;
namespace ItaIngest.Pipeline.Agencies;
        internal enum MentionPlace { Body, Memo, Letterhead, Cover }
internal readonly record struct MentionLine(string Text, int Page, int? Line, MentionPlace Place);
internal sealed record ForeignMention(string Printed, ImmutableArray<Agency> Candidates, int Page, int? Line, MentionPlace Place);
internal sealed record DocumentAgency(AgencyMatch Match, ImmutableArray<ForeignMention> Foreign);
internal static class ResolveDocumentAgency { public static Staged<DocumentAgency> Resolve(ImmutableArray<MentionLine> lines, Gazetteer gazetteer, FiscalYear? year = null) => new(new DocumentAgency(new AgencyMatch(null, MatchKind.Unresolved, 0, []), []), []); }
