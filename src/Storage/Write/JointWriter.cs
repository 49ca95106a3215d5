using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>One agency in one year.</summary>
internal readonly record struct Subject(string Agency, short Year);

/// <summary>
/// What several documents about one agency and year come to as one sheet. It is worked out from the stored claims of all of them in the transaction that
/// changes one, while their agency and year are locked: whichever comes last, the same claims are seen.
/// </summary>
internal static class JointWriter
{
    // What no document has a score of is derived by none of them alone, and by all together it is not listed.
    private const string Given = """
        select x.agency_code, x.fiscal_year, x.code collate "C" code, x.hundredths, x.status, x.candidates, x.probabilities, x.support, x.proof
        from jsonb_to_recordset(@records::jsonb) x (agency_code text, fiscal_year smallint, code text, hundredths integer, status text, candidates integer[], probabilities real[], support text[], proof text)
        where x.status <> 'derived' or exists (
            select from store.sheets s join store.documents d on d.document_no = s.document_no join store.score_records r on r.sheet_id = s.sheet_id and r.code = x.code
            where s.agency_code = x.agency_code and s.fiscal_year = x.fiscal_year and s.valid_to = 'infinity' and d.superseded_at = 'infinity')
        """;

    private const string Stored = """
        select j.agency_code, j.fiscal_year, j.code, j.hundredths, j.status, j.candidates, j.probabilities, j.support, j.proof
        from unnest(@agencies, @years) k (a, y) join store.joint_records j on j.agency_code = k.a and j.fiscal_year = k.y and j.valid_to = 'infinity'
        """;

    /// <summary>Subjects whose joint records are to be others than those stored, and since when the stored ones hold.</summary>
    private const string Differing = $"""
        with given as ({Given}), stored as ({Stored}),
        differing as (
            select agency_code, fiscal_year from ((table given except table stored) union all (table stored except table given)) x group by agency_code, fiscal_year)
        select x.agency_code as Agency, x.fiscal_year as Year, (select max(j.valid_from) from store.joint_records j where j.agency_code = x.agency_code and j.fiscal_year = x.fiscal_year) Since
        from differing x
        """;

    private const string Replace = $"""
        update store.joint_records j set valid_to = k.t from unnest(@agencies, @years, @times) k (a, y, t) where j.agency_code = k.a and j.fiscal_year = k.y and j.valid_to = 'infinity';
        insert into store.joint_records (agency_code, fiscal_year, code, hundredths, status, candidates, probabilities, support, proof, valid_from)
        select g.*, k.t from ({Given}) g join unnest(@agencies, @years, @times) k (a, y, t) on g.agency_code = k.a and g.fiscal_year = k.y order by g.agency_code, g.fiscal_year, g.code
        """;

    /// <summary>Works out anew what documents about these agencies and years come to together, where several say something.</summary>
    /// <returns>Rows closed and added.</returns>
    public static async Task<int> WriteAsync(NpgsqlConnection connection, ImmutableArray<Subject> subjects, Unite unite, DateTime now, CancellationToken ct)
    {
        var shared = (await connection.QueryAsync<Subject>(new CommandDefinition("select agency_code as Agency, fiscal_year as Year from store.shared_subjects(@agencies, @years)", Keys(subjects), cancellationToken: ct))).ToImmutableArray();
        if (shared.IsEmpty) return 0;
        var statements = await StatementReader.OfAsync(connection, Keys(shared), ct);
        var records = JsonSerializer.Serialize(statements
            .Where(s => s.Value.DistinctBy(x => x.DocumentId).Count() > 1)
            .SelectMany(s => unite(FiscalYear.Of(s.Key.Year), s.Value).Select(r => Line(s.Key, r))));
        var (agencies, years) = (shared.Select(s => s.Agency).ToArray(), shared.Select(s => s.Year).ToArray());
        var differing = (await connection.QueryAsync<(string Agency, short Year, DateTime? Since)>(new CommandDefinition(Differing, new { agencies, years, records }, cancellationToken: ct))).ToList();
        if (differing.Count == 0) return 0;
        return await connection.ExecuteAsync(new CommandDefinition(Replace, new
        {
            agencies = differing.Select(d => d.Agency).ToArray(), years = differing.Select(d => d.Year).ToArray(), records,
            times = differing.Select(d => d.Since?.AddMicroseconds(1) is { } after && after > now ? after : now).ToArray(),
        }, cancellationToken: ct));
    }

    private static object Keys(ImmutableArray<Subject> subjects) => new { agencies = subjects.Select(s => s.Agency).ToArray(), years = subjects.Select(s => s.Year).ToArray() };

    private static object Line(Subject subject, ScoreRecord record) => new
    {
        agency_code = subject.Agency, fiscal_year = subject.Year, code = record.Code.ToString(), hundredths = record.Value?.Hundredths, status = Copy.StatusName(record.Status),
        candidates = record.Candidates.IsDefaultOrEmpty ? null : record.Candidates.Select(c => c.Value.Hundredths),
        probabilities = record.Candidates.IsDefaultOrEmpty ? null : record.Candidates.Select(c => c.Probability),
        support = record.Support.IsDefaultOrEmpty ? null : record.Support.Select(Copy.Clean), proof = record.Proof,
    };
}
