using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>The names of a gazetteer in comparable form, ready to be searched; made once for each gazetteer.</summary>
internal sealed class AgencyIndex
{
    private static readonly ConditionalWeakTable<Gazetteer, AgencyIndex> Made = [];

    private AgencyIndex(Gazetteer gazetteer)
    {
        Agencies = gazetteer.Agencies.Where(a => a.Type is not (AgencyType.OTHER or AgencyType.SPECIAL))
            .Select(a => (Key: ThaiText.Key(a.ShortName), Agency: a))
            .GroupBy(a => a.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Select(a => a.Agency).ToImmutableArray(), StringComparer.Ordinal);
        Names = new NameIndex(Agencies.Keys);
        Districts = gazetteer.Districts.GroupBy(d => ThaiText.Key(d.Name), StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        DistrictNames = new NameIndex(Districts.Keys);
        Provinces = gazetteer.Provinces.ToFrozenDictionary(p => ThaiText.Key(p.Name), StringComparer.Ordinal);
        ProvinceNames = new NameIndex(Provinces.Keys);
        ByDistrict = gazetteer.Agencies.Where(a => a.District is not null && a.Type != AgencyType.OTHER)
            .GroupBy(a => a.District!.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        Keys = gazetteer.Agencies.ToFrozenDictionary(a => a.Code, a => ThaiText.Key(a.ShortName), StringComparer.Ordinal);
    }

    /// <summary>Agencies by comparable short name.</summary>
    public FrozenDictionary<string, ImmutableArray<Agency>> Agencies { get; }

    public NameIndex Names { get; }

    public FrozenDictionary<string, ImmutableArray<District>> Districts { get; }

    public NameIndex DistrictNames { get; }

    public FrozenDictionary<string, Province> Provinces { get; }

    public NameIndex ProvinceNames { get; }

    public FrozenDictionary<string, ImmutableArray<Agency>> ByDistrict { get; }

    /// <summary>Comparable short name by agency code.</summary>
    public FrozenDictionary<string, string> Keys { get; }

    public static AgencyIndex Of(Gazetteer gazetteer) => Made.GetValue(gazetteer, static g => new AgencyIndex(g));

    /// <summary>Whether another agency, of the kind asked for, has the same name in the same district.</summary>
    public bool HasTwin(Agency agency, string key, AgencyType? type) =>
        type is { } t && t != agency.Type && Agencies.TryGetValue(key, out var same) && same.Any(a => a.Type == t && a.District?.Code == agency.District?.Code);
}
