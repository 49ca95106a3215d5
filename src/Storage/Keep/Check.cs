using System.Collections.Immutable;
using Dapper;

namespace ItaIngest.Storage.Keep;

/// <summary>Something amiss in the database.</summary>
/// <param name="What">The rule that is broken, in words.</param>
/// <param name="Count">How many rows break it.</param>
/// <param name="Example">One of them.</param>
public sealed record Fault(string What, long Count, string Example);

/// <summary>A document as the database knows it.</summary>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Origin">Address it was fetched from; null for a file that was given.</param>
public sealed record KeptDocument(string Sha256, string FileName, long Bytes, string? Origin);

/// <summary>Looks for what the schema's own rules cannot refuse.</summary>
public static class Check
{
    private static readonly (string What, string Sql)[] Rules =
    [
        ("sheets and pages without a document, sheets of no province", """
            select 'sheet ' || s.sheet_id from store.sheets s where not exists (select from store.documents d where d.document_no = s.document_no)
                or s.province_code is not null and not exists (select from store.provinces p where p.code = s.province_code)
            union all select 'page ' || g.document_no || ' ' || g.page from store.pages g where not exists (select from store.documents d where d.document_no = g.document_no)
            """),
        ("claims without a sheet", "select o.sheet_id || ' ' || o.ordinal from store.observations o where not exists (select from store.sheets s where s.sheet_id = o.sheet_id)"),
        ("scores without a sheet", "select r.sheet_id || ' ' || r.code from store.score_records r where not exists (select from store.sheets s where s.sheet_id = r.sheet_id)"),
        ("published scores without evidence", "select r.sheet_id || ' ' || r.code from store.score_records r where r.status in ('printed', 'confirmed', 'repaired') and cardinality(r.mentions) = 0"),
        ("scores that name a claim which is not stored", "select r.sheet_id || ' ' || r.code from store.score_records r cross join lateral unnest(r.mentions) m (id) where not exists (select from store.observations o where o.sheet_id = r.sheet_id and o.ordinal = m.id)"),
        ("evidence in documents without bytes", "select d.file_name from store.documents d where d.bytes = 0 and exists (select from store.sheets s where s.document_no = d.document_no)"),
        ("evidence on pages that the document does not have", "select d.file_name || ' page ' || o.page from store.observations o join store.sheets s using (sheet_id) join store.documents d using (document_no) where o.page > greatest(d.page_count, 1)"),
        ("lines of announcements whose sheet is none", "select a.sheet_id::text from store.announcement_rows a left join store.sheets s using (sheet_id) where s.source is distinct from 'announcement'"),
        ("claims and scores with a code that does not exist", """
            select x.sheet_id || ' ' || x.code from (select sheet_id, code from store.observations union all select sheet_id, code from store.score_records) x
            where x.code !~ '^(TOTAL|IIT|EIT|OIT|IND[0-9]{2}|[ieo][1-9][0-9]?)$'
            """),
        ("two periods of one sheet that overlap", "select a.document_no || ' ' || a.identity from store.sheets a join store.sheets b on b.document_no = a.document_no and b.identity = a.identity and b.valid_to > a.valid_to and b.valid_from < a.valid_to where a.valid_to < 'infinity'"),
        ("two periods of one standing that overlap", "select a.agency_code || ' ' || a.fiscal_year from store.standings a join store.standings b on b.agency_code = a.agency_code and b.fiscal_year = a.fiscal_year and b.valid_to > a.valid_to and b.valid_from < a.valid_to where a.valid_to < 'infinity'"),
        ("two joint records of one score that overlap", "select a.agency_code || ' ' || a.fiscal_year || ' ' || a.code from store.joint_records a join store.joint_records b on b.agency_code = a.agency_code and b.fiscal_year = a.fiscal_year and b.code = a.code and b.valid_to > a.valid_to and b.valid_from < a.valid_to where a.valid_to < 'infinity'"),
        ("joint records of agencies and years that fewer than two documents are about", """
            select j.agency_code || ' ' || j.fiscal_year from store.joint_records j where j.valid_to = 'infinity' and 2 > (
                select count(distinct s.document_no) from store.sheets s join store.documents d using (document_no)
                where s.agency_code = j.agency_code and s.fiscal_year = j.fiscal_year and s.valid_to = 'infinity' and d.superseded_at = 'infinity')
            """),
        ("standings of nobody", "select t.agency_code || ' ' || t.fiscal_year from store.standings t where not exists (select from store.subjects s where s.agency_code = t.agency_code and s.fiscal_year = t.fiscal_year)"),
        ("subjects of no agency", "select s.agency_code || ' ' || s.fiscal_year from store.subjects s where not exists (select from store.agencies a where a.code = s.agency_code)"),
        ("subjects without a standing", "select s.agency_code || ' ' || s.fiscal_year from store.subjects s where not exists (select from store.standings t where t.agency_code = s.agency_code and t.fiscal_year = s.fiscal_year and t.valid_to = 'infinity')"),
        ("standings that differ from what the documents come to", """
            select t.agency_code || ' ' || t.fiscal_year from store.standings t cross join lateral store.standing_of(t.agency_code, t.fiscal_year, null) n
            where t.valid_to = 'infinity' and (t.total, t.total_status, t.candidates, t.iit, t.eit, t.oit, t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10, t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents)
                is distinct from (n.total, n.total_status, n.candidates, n.iit, n.eit, n.oit, n.ind01, n.ind02, n.ind03, n.ind04, n.ind05, n.ind06, n.ind07, n.ind08, n.ind09, n.ind10, n.withheld, n.grade, n.passed, n.change, n.note, n.source_sheet, n.documents)
            """),
        ("stored ranks that differ from the scores", """
            select k.agency_code || ' ' || k.fiscal_year from store.ranks k
            full join (select y.fiscal_year, r.* from (select distinct fiscal_year from store.subjects) y cross join lateral store.ranks_of(y.fiscal_year) r) r
                on r.agency_code = k.agency_code and r.fiscal_year = k.fiscal_year
            where coalesce(k.fiscal_year, r.fiscal_year) not in (select fiscal_year from store.changed_years)
              and (k.rank_in_region, k.rank_in_region_to, k.rank_in_nation, k.rank_in_nation_to) is distinct from (r.rank_in_region, r.rank_in_region_to, r.rank_in_nation, r.rank_in_nation_to)
            """),
        ("stored sums of indicators that differ from the scores", """
            select concat_ws(' ', coalesce(s.fiscal_year, n.fiscal_year), coalesce(s.province_code, n.province_code), coalesce(s.indicator, n.indicator)) from store.indicator_sums s
            full join (select n.* from (select distinct fiscal_year from store.subjects) y cross join lateral store.indicator_sums_of(y.fiscal_year) n) n
                on n.fiscal_year = s.fiscal_year and n.province_code = s.province_code and n.indicator = s.indicator
            where coalesce(s.fiscal_year, n.fiscal_year) not in (select fiscal_year from store.changed_years) and (s.agencies, s.hundredths) is distinct from (n.agencies, n.hundredths)
            """),
        ("runs that never ended (killed; what they stored is whole)", "select r.run_id::text from store.runs r where r.outcome = 'running' and exists (select from store.runs later where later.run_id > r.run_id and later.outcome <> 'running')"),
    ];

    /// <summary>Every broken rule; empty when all is well.</summary>
    public static Task<ImmutableArray<Fault>> RunAsync(Database database, CancellationToken ct) => database.UseAsync(async connection =>
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        foreach (var (what, sql) in Rules)
        {
            ct.ThrowIfCancellationRequested();
            var (count, example) = await connection.QuerySingleAsync<(long, string?)>($"select count(*), min(x.e) from ({sql}) x (e)");
            if (count > 0) faults.Add(new Fault(what, count, example ?? ""));
        }
        return faults.ToImmutable();
    }, ct);

    /// <summary>Every document in the database, for a comparison with the files themselves.</summary>
    public static Task<ImmutableArray<KeptDocument>> DocumentsAsync(Database database, CancellationToken ct) => database.UseAsync(async connection =>
        (await connection.QueryAsync<KeptDocument>("select document_sha256 as Sha256, document as FileName, bytes as Bytes, origin as Origin from ita.documents order by stored_at, document_sha256")).ToImmutableArray(), ct);
}
