using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>What kind of place of a document a line stands in; a cover says more about whose document it is than the body.</summary>
internal enum MentionPlace { Body, Memo, Letterhead, Cover }

/// <summary>A line or cell in which a document may name its agency. Rows of announcement tables do not belong here: they name everybody.</summary>
internal readonly record struct MentionLine(string Text, int Page, int? Line, MentionPlace Place);

/// <summary>An agency that the document names beside its own: a passage copied from elsewhere, or only a neighbour.</summary>
/// <param name="Printed">As printed.</param>
/// <param name="Candidates">Registered agencies of that name; several when the passage does not say of which district.</param>
/// <param name="Page">From 1.</param>
/// <param name="Line">From 1, for sources with lines.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ForeignMention(string Printed, ImmutableArray<Agency> Candidates, int Page, int? Line, MentionPlace Place);

/// <summary>Whose document it is.</summary>
/// <param name="Match">The agency, or unresolved with the forms that were printed.</param>
/// <param name="Foreign">Every mention of another agency, in reading order.</param>
internal sealed record DocumentAgency(AgencyMatch Match, ImmutableArray<ForeignMention> Foreign);
