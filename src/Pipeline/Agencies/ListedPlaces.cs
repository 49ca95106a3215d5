using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>The places that a province's agencies may take in one table: their own, those of signed aliases, and those of a changed status.</summary>
internal static class ListedPlaces
{
    public static ImmutableArray<RegisteredRow> Of(Province province, ImmutableArray<ComparableRow> printed, Gazetteer gazetteer, FiscalYear? year)
    {
        if (!gazetteer.ByProvince.TryGetValue(province.Code, out var agencies)) return [];
        var places = agencies.Where(a => a.Type != AgencyType.OTHER).Select(RegisteredRow.Of).ToList();
        var own = places.ToImmutableArray();
        places.AddRange(Signed(province, gazetteer, year));
        places.AddRange(ChangedStatus(own, printed));
        // A table of only some kinds: the others have no place in it, and their absence means nothing.
        var kinds = printed.Where(p => p.Agency.Type is not null).Select(p => p.Agency.Type!.Value).ToHashSet();
        if (printed.All(p => p.Agency.Known && p.Agency.Type is not null)) places.RemoveAll(p => !kinds.Contains(p.ListedAs));
        return [.. places];
    }

    private static IEnumerable<RegisteredRow> Signed(Province province, Gazetteer gazetteer, FiscalYear? year)
    {
        foreach (var alias in gazetteer.Aliases)
        {
            var agency = gazetteer.ByCode[alias.AgencyCode];
            if (agency.Province?.Code != province.Code || !alias.Holds(year)) continue;
            var words = AgencyWords.Split(alias.Name);
            yield return RegisteredRow.Of(agency) with { ListedAs = words.Type ?? agency.Type, Name = words.Name, Alias = true };
        }
    }

    /// <summary>
    /// The registry knows one day's status. A row that names an agency's name and district letter by letter but another kind of local
    /// administrative organisation, while no agency of that kind has the name there, means the same body before or after its change.
    /// </summary>
    private static IEnumerable<RegisteredRow> ChangedStatus(ImmutableArray<RegisteredRow> own, ImmutableArray<ComparableRow> printed)
    {
        var byName = own.ToLookup(r => r.Name, StringComparer.Ordinal);
        var seen = new HashSet<(string, AgencyType)>();
        foreach (var row in printed)
        {
            if (row.Agency is not { Type: { } type, Exact: true } || !AgencyTypes.Changes(type)) continue;
            var named = byName[row.Agency.Name].Where(r => AgencyTypes.Changes(r.ListedAs)).ToList();
            var here = named.Where(r => row.District is null || string.Equals(r.District, row.District, StringComparison.Ordinal)).ToList();
            if (here is not [var one] || one.ListedAs == type || (row.District is null && named.Count > 1)) continue;
            if (seen.Add((one.Agency.Code, type))) yield return one with { ListedAs = type, Alias = true };
        }
    }
}
