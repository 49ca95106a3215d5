using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ItaIngest.Domain.Reference;

/// <summary>Provinces, districts and the registry of agencies, indexed. Built once, never changed.</summary>
public sealed class Gazetteer
{
    public Gazetteer(
        IEnumerable<Province> provinces,
        IEnumerable<District> districts,
        IEnumerable<Agency> agencies,
        IEnumerable<AgencyAlias>? aliases = null)
    {
        Provinces = [.. provinces];
        Districts = [.. districts];
        Agencies = [.. agencies];
        ByCode = Agencies.ToFrozenDictionary(a => a.Code, StringComparer.Ordinal);
        ByProvince = Agencies.Where(a => a.Province is not null)
            .GroupBy(a => a.Province!.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        DistrictsOf = Districts.GroupBy(d => d.ProvinceCode, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        Aliases = [.. aliases ?? []];
    }

    public ImmutableArray<Province> Provinces { get; }

    public ImmutableArray<District> Districts { get; }

    public ImmutableArray<Agency> Agencies { get; }

    public FrozenDictionary<string, Agency> ByCode { get; }

    /// <summary>Agencies by province code.</summary>
    public FrozenDictionary<string, ImmutableArray<Agency>> ByProvince { get; }

    /// <summary>Districts by province code.</summary>
    public FrozenDictionary<string, ImmutableArray<District>> DistrictsOf { get; }

    /// <summary>Other names of registered agencies, each signed.</summary>
    public ImmutableArray<AgencyAlias> Aliases { get; }

    /// <summary>A province by its Thai name, its English name (any case) or its two-digit code; null when there is none.</summary>
    public Province? FindProvince(string asked)
    {
        var text = asked.Trim();
        return Provinces.FirstOrDefault(p =>
            string.Equals(p.Code, text, StringComparison.Ordinal)
            || string.Equals(p.Name, text, StringComparison.Ordinal)
            || string.Equals(p.EnglishName, text, StringComparison.OrdinalIgnoreCase)
            || string.Equals(p.EnglishName.Replace(" ", "", StringComparison.Ordinal), text.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
    }
}
