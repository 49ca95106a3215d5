using Dapper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>Provinces, districts and agencies: the registry as a whole, and agencies that only a document names.</summary>
internal static class AgencyWriter
{
    private const string InsertAgencies = """
        insert into store.agencies as old (code, type, name, short_name, district_code, province_code, sort_key, registered)
        select * from unnest(@codes, @types, @names, @shorts, @districts, @provinces, @keys, @registered) a (code) order by a.code
        on conflict (code) do
        """;

    /// <summary>Agencies of a document that the registry lacks are registered as the document names them.</summary>
    public static async Task<int> AddMissingAsync(NpgsqlConnection connection, DocumentRows rows)
    {
        var named = rows.Agencies.ToList();
        var provinces = rows.Sheets.Select(s => s.Province).Concat(named.Select(a => a.Province)).OfType<Province>().DistinctBy(p => p.Code).ToList();
        if (named.Count == 0 && provinces.Count == 0) return 0;
        var missing = (await connection.QueryAsync<(bool IsAgency, string Code)>("""
            select true, n.code from unnest(@agencies) n (code) where not exists (select from store.agencies a where a.code = n.code)
            union all select false, n.code from unnest(@places) n (code) where not exists (select from store.provinces p where p.code = n.code)
            """, new { agencies = named.ConvertAll(a => a.Code), places = provinces.ConvertAll(p => p.Code) })).ToHashSet();
        if (missing.Count == 0) return 0;
        await ProvincesAsync(connection, provinces.Where(p => missing.Contains((false, p.Code))), "nothing");
        var added = named.Where(a => missing.Contains((true, a.Code))).ToList();
        await DistrictsAsync(connection, added.Select(a => a.District).OfType<District>().DistinctBy(d => d.Code), "nothing");
        return await AgenciesAsync(connection, added, registered: false, "nothing");
    }

    /// <summary>Brings the stored registry up to the given one.</summary>
    /// <returns>Rows added or changed.</returns>
    public static async Task<int> RegistryAsync(NpgsqlConnection connection, Gazetteer gazetteer)
    {
        var rows = await ProvincesAsync(connection, gazetteer.Provinces, "update set name = excluded.name, name_en = excluded.name_en, region = excluded.region, sort_key = excluded.sort_key where (old.name, old.name_en, old.region) is distinct from (excluded.name, excluded.name_en, excluded.region)");
        rows += await DistrictsAsync(connection, gazetteer.Districts, "update set name = excluded.name, name_en = excluded.name_en, province_code = excluded.province_code, sort_key = excluded.sort_key where (old.name, old.name_en, old.province_code) is distinct from (excluded.name, excluded.name_en, excluded.province_code)");
        return rows + await AgenciesAsync(connection, gazetteer.Agencies, registered: true, """
            update set type = excluded.type, name = excluded.name, short_name = excluded.short_name, district_code = excluded.district_code, province_code = excluded.province_code,
                sort_key = excluded.sort_key, registered = true
            where (old.type, old.name, old.short_name, old.district_code, old.province_code, old.registered) is distinct from (excluded.type, excluded.name, excluded.short_name, excluded.district_code, excluded.province_code, true)
            """);
    }

    private static Task<int> ProvincesAsync(NpgsqlConnection connection, IEnumerable<Province> provinces, string onConflict)
    {
        var all = provinces.OrderBy(p => p.Code, StringComparer.Ordinal).ToList();
        return connection.ExecuteAsync($"insert into store.provinces as old (code, name, name_en, region, sort_key) select * from unnest(@codes, @names, @english, @regions, @keys) on conflict (code) do {onConflict}",
            new { codes = Of(all, p => p.Code), names = Of(all, p => p.Name), english = Of(all, p => p.EnglishName), regions = Of(all, p => p.Region), keys = Of(all, p => SortKey(p.Name)) });
    }

    private static Task<int> DistrictsAsync(NpgsqlConnection connection, IEnumerable<District> districts, string onConflict)
    {
        var all = districts.OrderBy(d => d.Code, StringComparer.Ordinal).ToList();
        return connection.ExecuteAsync($"insert into store.districts as old (code, name, name_en, province_code, sort_key) select * from unnest(@codes, @names, @english, @provinces, @keys) on conflict (code) do {onConflict}",
            new { codes = Of(all, d => d.Code), names = Of(all, d => d.Name), english = Of(all, d => d.EnglishName), provinces = Of(all, d => d.ProvinceCode), keys = Of(all, d => SortKey(d.Name)) });
    }

    private static Task<int> AgenciesAsync(NpgsqlConnection connection, IEnumerable<Agency> agencies, bool registered, string onConflict)
    {
        var all = agencies.OrderBy(a => a.Code, StringComparer.Ordinal).ToList();
        return connection.ExecuteAsync(InsertAgencies + " " + onConflict, new
        {
            codes = Of(all, a => a.Code), types = Of(all, a => a.Type.ToString()), names = Of(all, a => a.Name), shorts = Of(all, a => a.ShortName),
            districts = Of(all, a => a.District?.Code), provinces = Of(all, a => a.Province?.Code), keys = Of(all, a => SortKey(a.ShortName)), registered = Of(all, _ => registered),
        });
    }

    /// <summary>Thai dictionary order under byte order; the mark between its levels is U+0001, which text may hold.</summary>
    private static string SortKey(string name) => ThaiText.SortKey(Copy.Clean(name));

    private static T[] Of<TFrom, T>(List<TFrom> from, Func<TFrom, T> pick) => [.. from.Select(pick)];
}
