using Dapper;
using ItaIngest.Domain.Values;
using Npgsql;

namespace ItaIngest.Storage.Export;

/// <summary>A province as the database has it.</summary>
public sealed record KnownProvince(string Code, string Name, string EnglishName, string Region);

/// <summary>Provinces and regions found by what people type, with the nearest names for what is not found.</summary>
public sealed class Places
{
    private readonly IReadOnlyList<KnownProvince> _provinces;

    internal Places(IReadOnlyList<KnownProvince> provinces) => _provinces = provinces;

    public IReadOnlyList<KnownProvince> All => _provinces;

    internal static async Task<Places> LoadAsync(NpgsqlConnection connection) =>
        new([.. (await connection.QueryAsync<(string, string, string, string)>("select province_code, province, province_en, region from ita.provinces order by province_code collate \"C\"")).Select(p => new KnownProvince(p.Item1, p.Item2, p.Item3, p.Item4))]);

    /// <summary>A province by its Thai name (จังหวัด or จ. before it or not), its English name (any case and spacing) or its code.</summary>
    /// <exception cref="StorageException">ITA630 with the nearest names.</exception>
    public KnownProvince Province(string asked)
    {
        var key = KeyOf(asked);
        return _provinces.FirstOrDefault(p => string.Equals(p.Code, key, StringComparison.Ordinal) || string.Equals(KeyOf(p.Name), key, StringComparison.Ordinal) || string.Equals(KeyOf(p.EnglishName), key, StringComparison.Ordinal))
            ?? throw new StorageException("ITA630", $"\"{asked}\" is not a province.",
                _provinces.Count == 0 ? "The database holds no registry yet: run \"./ita ingest\" first." : $"The nearest names are: {string.Join(", ", Nearest(key))}.");
    }

    /// <summary>A region by its name, ภาค before it or not.</summary>
    /// <exception cref="StorageException">ITA634 with all names.</exception>
    public string Region(string asked)
    {
        var key = ThaiText.Key(asked);
        return _provinces.Select(p => p.Region).Distinct().FirstOrDefault(r => ThaiText.Key(r) == key || ThaiText.Key(r) == "ภาค" + key)
            ?? throw new StorageException("ITA634", $"\"{asked}\" is not a region.", $"Known are: {string.Join(", ", _provinces.Select(p => p.Region).Distinct())}.");
    }

    private static string KeyOf(string name)
    {
        var key = ThaiText.Key(name);
        foreach (var word in new[] { "จังหวัด", "จ." })
            if (key.Length > word.Length && key.StartsWith(word, StringComparison.Ordinal)) return key[word.Length..];
        return key.EndsWith("province", StringComparison.Ordinal) && key.Length > 8 ? key[..^8] : key;
    }

    private IEnumerable<string> Nearest(string key) => _provinces
        .Select(p => (p, Distance: Math.Min(Distance(key, KeyOf(p.Name)), Distance(key, KeyOf(p.EnglishName)))))
        .OrderBy(d => d.Distance).ThenBy(d => d.p.Code, StringComparer.Ordinal).Take(3).Select(d => $"{d.p.Name} ({d.p.EnglishName}, {d.p.Code})");

    /// <summary>Levenshtein's distance: the fewest letters to add, drop or replace.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
