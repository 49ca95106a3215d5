using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>One line of an announcement table, as printed.</summary>
/// <param name="Number">Serial number, where it could be read.</param>
/// <param name="Name">Agency as printed, with the words of its kind.</param>
/// <param name="District">District as printed; null where the table has none.</param>
/// <param name="Page">From 1.</param>
/// <param name="Line">From 1, for sources with lines.</param>
internal sealed record PrintedAgencyRow(int? Number, string Name, string? District, int Page = 1, int? Line = null);

/// <summary>The agencies of a whole table.</summary>
/// <param name="Rows">One for each printed row, in the same order.</param>
/// <param name="Missing">Registered agencies of the kinds that the table lists, for which it has no row, in the table's order.</param>
/// <param name="InOrder">Whether the rows follow one of the known orders; without one, names had to stand alone.</param>
internal sealed record AnnouncementAgencies(ImmutableArray<AgencyMatch> Rows, ImmutableArray<Agency> Missing, bool InOrder);
