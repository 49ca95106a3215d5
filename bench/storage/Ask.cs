using System.Diagnostics;
using Dapper;
using ItaIngest.Storage;
using Npgsql;

namespace ItaIngest.Bench.Storage;

/// <summary>Times of the questions that analysts ask, by the views and beside them by hand over the base tables; 200 calls each, warm, one client, prepared.</summary>
internal static class Ask
{
    private const int Calls = 200;

    /// <param name="Name">In words.</param>
    /// <param name="Limit">Milliseconds that the 95th percentile may take.</param>
    /// <param name="View">By the views.</param>
    /// <param name="Hand">The same columns by hand, right in the same cases but for lines of agencies that are not identified and decisions of people.</param>
    private sealed record Question(string Name, double Limit, string View, string Hand);

    private static readonly Question[] Questions =
    [
        new("provincial ranking", 10,
            "select rank, rank_to, agency, type, district, score, grade, change, last_year_score, passed, status, document, page from ita.ranking where fiscal_year = @year and province_code = @province order by rank nulls last, type_order, sort_key",
            """
            with r as (
                select t.*, a.name, a.type, a.type_order, a.sort_key, d.name as district, coalesce(t.total, t.candidates[1]) as low, coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]) as high
                from store.agencies a join store.standings t on t.agency_code = a.code and t.fiscal_year = @year and t.valid_to = 'infinity' and t.documents > 0
                left join store.districts d on d.code = a.district_code where a.province_code = @province)
            select case when r.low is not null then 1 + (select count(*) from r o where o.low > r.high) end, case when r.low is not null then (select count(*) from r o where coalesce(o.high, 10000) >= r.low) end,
                r.name, r.type, r.district, r.total * 0.01, r.grade, coalesce(r.change, r.total - l.total) * 0.01, coalesce(l.total, r.total - r.change) * 0.01, r.passed, r.total_status, doc.file_name,
                (select min(o.page) from store.observations o where o.sheet_id = r.source_sheet and o.code = 'TOTAL')
            from r left join store.standings l on l.agency_code = r.agency_code and l.fiscal_year = @year - 1 and l.valid_to = 'infinity'
            left join store.sheets s on s.sheet_id = r.source_sheet left join store.documents doc on doc.document_no = s.document_no
            order by 1, r.type_order, r.sort_key
            """),
        new("one agency's whole history", 10,
            "select fiscal_year, code, score, status, documents from ita.scores where agency_code = @agency order by fiscal_year, code_order",
            """
            select fiscal_year, code, case when agreed then value end * 0.01,
                case when agreed and sources > 1 then 'confirmed' when agreed then (array['confirmed', 'repaired', 'derived', 'printed'])[best] when stated then 'conflicting' else 'unresolved' end, documents
            from (
                select fiscal_year, code, min(hundredths) as value, (min(hundredths) = max(hundredths) and not bool_or(status = 'conflicting' and not candidates @> array[highest])) is true as agreed,
                    count(distinct source) filter (where hundredths is not null) as sources, min(array_position(array['confirmed', 'repaired', 'derived', 'printed'], status)) as best,
                    bool_or(coalesce(hundredths, candidates[1]) is not null) as stated, count(distinct document_no) as documents
                from (
                    select s.fiscal_year, s.source, s.document_no, r.*, max(r.hundredths) over (partition by s.fiscal_year, r.code) as highest
                    from store.sheets s join store.documents d using (document_no) join store.score_records r on r.sheet_id = s.sheet_id
                    where s.agency_code = @agency and s.valid_to = 'infinity' and d.superseded_at = 'infinity') r
                group by fiscal_year, code) g
            order by fiscal_year, store.code_order(code)
            """),
        new("national ranking, a page of 100", 20,
            "select rank_in_nation, agency, province, score, grade from ita.national_ranking where fiscal_year = @year and score is not null order by score desc, sort_key limit 100 offset 300",
            """
            select k.rank_in_nation, a.name, p.name, t.total * 0.01, t.grade from store.standings t join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
            left join store.ranks k on k.agency_code = t.agency_code and k.fiscal_year = t.fiscal_year
            where t.fiscal_year = @year and t.valid_to = 'infinity' and t.total * 0.01 is not null order by t.total * 0.01 desc, a.sort_key limit 100 offset 300
            """),
        new("weakest indicator by province over ten years", 500,
            """
            select distinct on (province) province, indicator, sum(points) / sum(agencies) from ita.indicator_means
            group by province, indicator order by province, 3, indicator
            """,
            """
            select distinct on (province) province, indicator, m from (
                select p.name as province, avg(ind01) a1, avg(ind02) a2, avg(ind03) a3, avg(ind04) a4, avg(ind05) a5, avg(ind06) a6, avg(ind07) a7, avg(ind08) a8, avg(ind09) a9, avg(ind10) a10
                from store.standings t join store.agencies a on a.code = t.agency_code join store.provinces p on p.code = a.province_code where t.valid_to = 'infinity' group by p.name) q
            cross join lateral (values ('IND01', a1), ('IND02', a2), ('IND03', a3), ('IND04', a4), ('IND05', a5), ('IND06', a6), ('IND07', a7), ('IND08', a8), ('IND09', a9), ('IND10', a10)) x (indicator, m)
            where m is not null order by province, m
            """),
    ];

    public static async Task RunAsync(DatabaseOptions options, Report report)
    {
        await using var database = await Database.OpenAsync(options, CancellationToken.None);
        await using var connection = await database.Source.OpenConnectionAsync();
        var provinces = (await connection.QueryAsync<string>("select distinct province_code from store.agencies a join store.subjects s on s.agency_code = a.code where province_code is not null order by 1")).ToArray();
        var agencies = (await connection.QueryAsync<string>("select distinct agency_code from store.subjects order by 1")).ToArray();
        var years = (await connection.QueryAsync<short>("select distinct fiscal_year from store.subjects order by 1")).ToArray();
        foreach (var question in Questions)
        {
            // In turn, so that both meet the same noise; and each first every other time, since the first one reads what the second finds in memory.
            var view = await PrepareAsync(connection, question.View);
            var hand = await PrepareAsync(connection, question.Hand);
            var random = new Random(4954);
            List<double> byView = [], byHand = [];
            for (var i = -10; i < Calls; i++)
            {
                var values = (provinces[random.Next(provinces.Length)], agencies[random.Next(agencies.Length)], years[random.Next(years.Length)]);
                foreach (var viewsTurn in new[] { i % 2 == 0, i % 2 != 0 })
                {
                    var time = await TimeAsync(viewsTurn ? view : hand, values);
                    if (i >= 0) (viewsTurn ? byView : byHand).Add(time);
                }
            }
            report.Add($"{question.Name} (p95 at most {question.Limit} ms)", $"view p50 {Share(byView, 0.5):0.0} p95 {Share(byView, 0.95):0.0} ms; by hand p50 {Share(byHand, 0.5):0.0} p95 {Share(byHand, 0.95):0.0} ms");
        }
    }

    internal static async Task<NpgsqlCommand> PrepareAsync(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, type) in new[] { ("province", NpgsqlTypes.NpgsqlDbType.Text), ("agency", NpgsqlTypes.NpgsqlDbType.Text), ("year", NpgsqlTypes.NpgsqlDbType.Smallint) })
            if (sql.Contains("@" + name, StringComparison.Ordinal)) command.Parameters.Add(name, type);
        await command.PrepareAsync();
        return command;
    }

    internal static async Task<double> TimeAsync(NpgsqlCommand command, (string Province, string Agency, short Year) values)
    {
        foreach (NpgsqlParameter parameter in command.Parameters)
            parameter.Value = parameter.ParameterName switch { "province" => values.Province, "agency" => values.Agency, _ => values.Year };
        var watch = Stopwatch.StartNew();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) _ = reader.GetValue(0);
        return watch.Elapsed.TotalMilliseconds;
    }

    internal static double Share(List<double> times, double share) => times.Order().ElementAt(Math.Min(times.Count - 1, (int)(times.Count * share)));
}
