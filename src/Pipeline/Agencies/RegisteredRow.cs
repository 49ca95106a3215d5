using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>A place that a registered agency may take in an announcement table.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="ListedAs">The kind under which it would be listed: its own, or another one it had or was given at another time.</param>
/// <param name="Name">Comparable form of its short name.</param>
/// <param name="District">Comparable form of its district; empty where it has none.</param>
/// <param name="Alias">Whether kind or name are another time's.</param>
internal sealed record RegisteredRow(Agency Agency, AgencyType ListedAs, string Name, string District, bool Alias)
{
    /// <summary>Dictionary order of the printed words.</summary>
    public string NameOrder { get; } = ThaiText.SortKey(AgencyTypes.WordsOf(ListedAs).Length > 0 ? Agency.ShortName : Agency.Name);

    public string DistrictOrder { get; } = ThaiText.SortKey(Agency.District?.Name ?? "");

    /// <summary>Whether it is the district of the province's capital, which some tables list first.</summary>
    public bool Capital { get; } = Agency.District?.Name.StartsWith("เมือง", StringComparison.Ordinal) == true
        && Agency.Province is { } p && Agency.District.Name.EndsWith(p.Name, StringComparison.Ordinal);

    public static RegisteredRow Of(Agency agency) =>
        new(agency, agency.Type, ThaiText.Key(agency.ShortName), ThaiText.Key(agency.District?.Name ?? ""), false);
}
