using System.Globalization;
using ItaIngest.Domain.Values;
using Npgsql;

namespace ItaIngest.Storage.Export;

/// <summary>Which rows are wanted, in the words that people use; an empty list means all.</summary>
/// <param name="Years">"2564", "2562-2565", Thai digits too.</param>
/// <param name="Provinces">Thai or English names or codes.</param>
/// <param name="Regions">ภาคใต้ or ใต้.</param>
/// <param name="Types">PAO, TN, TM, TT, TAO, SPECIAL, OTHER, or the Thai words.</param>
/// <param name="Grades">As printed.</param>
/// <param name="Statuses">printed, confirmed, repaired, derived, decided, conflicting, unresolved, missing.</param>
/// <param name="Agencies">Agency codes.</param>
/// <param name="AsOf">Show everything as it stood then; null for now.</param>
public sealed record Filter(
    IReadOnlyList<string> Years, IReadOnlyList<string> Provinces, IReadOnlyList<string> Regions, IReadOnlyList<string> Types,
    IReadOnlyList<string> Grades, IReadOnlyList<string> Statuses, IReadOnlyList<string> Agencies, DateTimeOffset? AsOf = null)
{
    public static Filter None { get; } = new([], [], [], [], [], [], []);

    private static readonly Dictionary<string, string> TypeNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PAO"] = "PAO", ["อบจ."] = "PAO", ["อบจ"] = "PAO", ["TN"] = "TN", ["เทศบาลนคร"] = "TN", ["TM"] = "TM", ["เทศบาลเมือง"] = "TM", ["TT"] = "TT", ["เทศบาลตำบล"] = "TT",
        ["TAO"] = "TAO", ["อบต."] = "TAO", ["อบต"] = "TAO", ["SPECIAL"] = "SPECIAL", ["OTHER"] = "OTHER",
    };

    private static readonly string[] KnownStatuses = ["printed", "confirmed", "repaired", "derived", "decided", "conflicting", "unresolved", "missing"];

    /// <summary>The query for a data set with this filter.</summary>
    /// <exception cref="StorageException">ITA630 unknown province, ITA632 not a year, ITA634 a filter's value or a filter that the data set does not have.</exception>
    internal (string Sql, List<NpgsqlParameter> Parameters) Query(DataSet set, Places places)
    {
        var where = new List<string>();
        var parameters = new List<NpgsqlParameter>();
        void Restrict<T>(string column, IReadOnlyList<string> asked, Func<string, IEnumerable<T>> read)
        {
            if (asked.Count == 0) return;
            if (!set.Filters.Contains(column)) throw new StorageException("ITA634", $"The data set {set.Name} cannot be filtered by {column}.", $"It can be filtered by: {string.Join(", ", set.Filters)}.");
            var values = asked.SelectMany(read).Distinct().ToArray();
            where.Add(values.Length == 1 ? $"{column} = @{column}" : $"{column} = any (@{column})");
            parameters.Add(new NpgsqlParameter(column, values.Length == 1 ? values[0]! : values));
        }
        Restrict<short>("fiscal_year", Years, ReadYears);
        Restrict<string>("province_code", Provinces, p => [places.Province(p).Code]);
        Restrict<string>("region", Regions, r => [places.Region(r)]);
        Restrict<string>("type", Types, t => [TypeNames.TryGetValue(t.Trim(), out var type) ? type : throw Unknown("type of agency", t, TypeNames.Values.Distinct())]);
        Restrict<string>("grade", Grades, g => [g.Trim()]);
        Restrict<string>("status", Statuses, s => [KnownStatuses.Contains(s.Trim()) ? s.Trim() : throw Unknown("status", s, KnownStatuses)]);
        Restrict<string>("agency_code", Agencies, a => [a.Trim()]);
        var from = $"ita.{set.View}";
        if (AsOf is { } then)
        {
            if (!set.HasHistory) throw new StorageException("ITA634", $"The data set {set.Name} cannot be shown as of a date.", "Leave --as-of out.");
            from = $"ita.{set.View}_at(@then)";
            parameters.Add(new NpgsqlParameter("then", then.UtcDateTime));
        }
        var sql = $"select {string.Join(", ", set.Columns)} from {from}{(where.Count == 0 ? "" : " where " + string.Join(" and ", where))} order by {set.Order}";
        return (sql, parameters);
    }

    /// <summary>One year, or all years of a range.</summary>
    internal static IEnumerable<short> ReadYears(string asked)
    {
        foreach (var part in asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split(['-', '–'], 2, StringSplitOptions.TrimEntries);
            var years = ends.Select(e => FiscalYear.Parse(e)).ToArray();
            var bad = years.FirstOrDefault(y => !y.Succeeded);
            if (bad.Reason is { } reason) throw new StorageException("ITA632", $"{char.ToUpper(reason[0], CultureInfo.InvariantCulture)}{reason[1..]}.", "Give a fiscal year of the Buddhist Era such as 2564, or a range such as 2562-2565.");
            for (var year = years[0].Value.BuddhistEra; year <= years[^1].Value.BuddhistEra; year++) yield return (short)year;
        }
    }

    /// <summary>Exactly one year.</summary>
    /// <exception cref="StorageException">ITA632.</exception>
    public static int OneYear(string asked)
    {
        var years = ReadYears(asked).Take(2).ToList();
        return years.Count == 1 ? years[0] : throw new StorageException("ITA632", $"\"{asked}\" is not one fiscal year.", "Give a fiscal year of the Buddhist Era such as 2564.");
    }

    private static StorageException Unknown(string what, string asked, IEnumerable<string> known) =>
        new("ITA634", $"\"{asked}\" is not a {what}.", $"Known are: {string.Join(", ", known)}.");

    /// <summary>What was asked for, in words for messages.</summary>
    internal string InWords => string.Join(", ", new[]
    {
        Years.Count > 0 ? $"year {string.Join(", ", Years)}" : null, Provinces.Count > 0 ? string.Join(", ", Provinces) : null, Regions.Count > 0 ? string.Join(", ", Regions) : null,
        Types.Count > 0 ? $"type {string.Join(", ", Types)}" : null, Grades.Count > 0 ? $"grade {string.Join(", ", Grades)}" : null,
        Statuses.Count > 0 ? $"status {string.Join(", ", Statuses)}" : null, Agencies.Count > 0 ? $"agency {string.Join(", ", Agencies)}" : null,
        AsOf is { } then ? string.Create(CultureInfo.InvariantCulture, $"as of {then:yyyy-MM-dd HH:mm:ssK}") : null,
    }.OfType<string>());
}
