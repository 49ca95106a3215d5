using Dapper;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>
/// A document that was stored before and now reads differently (a better program, a corrected codebook). Claims stay for ever: those that are
/// no longer made are closed, new ones are added, scores that come out differently leave their older row beside them.
/// </summary>
internal static class Rereading
{
    private const string Staging = """
        create temp table if not exists staged_observations (like store.observations including defaults) on commit delete rows;
        create temp table if not exists staged_records (like store.score_records including defaults) on commit delete rows;
        """;

    public static async Task<WriteResult> WriteAsync(NpgsqlConnection connection, DocumentRows rows, int number, DateTime now, CancellationToken ct)
    {
        var agencies = await AgencyWriter.AddMissingAsync(connection, rows);
        var known = (await connection.QueryAsync<(Guid Identity, long Id)>("select identity, sheet_id from store.sheets where document_no = @number and valid_to = 'infinity'", new { number }))
            .ToDictionary(s => s.Identity, s => s.Id);
        var kept = rows.Sheets.Where(s => known.ContainsKey(s.Identity)).Select(s => (Id: known[s.Identity], Sheet: s)).ToList();
        var gone = known.Values.Except(kept.Select(k => k.Id)).ToArray();
        var sheets = await connection.ExecuteAsync("update store.sheets set valid_to = @now where sheet_id = any (@gone) and valid_to = 'infinity'", new { gone, now });

        var added = await DocumentWriter.WithIdsAsync(connection, [.. rows.Sheets.Where(s => !known.ContainsKey(s.Identity))]);
        var observations = 0;
        var records = 0;
        if (added.Count > 0)
        {
            await Copy.SheetsAsync(connection, added, number, now, ct);
            observations += await Copy.ObservationsAsync(connection, "store.observations", added, now, ct);
            records += await Copy.RecordsAsync(connection, "store.score_records", added, now, ct);
            await Copy.AnnouncementRowsAsync(connection, added, ct);
        }
        if (kept.Count > 0)
        {
            await connection.ExecuteAsync(Staging);
            await Copy.ObservationsAsync(connection, "staged_observations", kept, now, ct);
            await Copy.RecordsAsync(connection, "staged_records", kept, now, ct);
            var ids = kept.Select(k => k.Id).ToArray();
            observations += await MergeObservationsAsync(connection, ids, now);
            records += await MergeRecordsAsync(connection, ids, now);
        }
        var issueIds = rows.Issues.Select(i => i.Id).ToArray();
        var closed = await connection.ExecuteAsync("update store.issues set valid_to = @now where document_no = @number and valid_to = 'infinity' and not issue_id = any (@issueIds)", new { number, now, issueIds });
        await connection.ExecuteAsync("delete from store.pages where document_no = @number and not page = any (@pages)", new { number, pages = rows.Findings.PageKinds.Keys.ToArray() });
        return new WriteResult
        {
            Agencies = agencies, Pages = await DocumentWriter.PagesAsync(connection, rows, number), Sheets = sheets + added.Count, Observations = observations, ScoreRecords = records,
            AnnouncementRows = added.Count(a => a.Sheet.Row is not null), Issues = closed + await DocumentWriter.IssuesAsync(connection, rows, number, now),
        };
    }

    private static async Task<int> MergeObservationsAsync(NpgsqlConnection connection, long[] ids, DateTime now)
    {
        var closed = await connection.ExecuteAsync("""
            update store.observations o set valid_to = @now
            where o.sheet_id = any (@ids) and o.valid_to = 'infinity'
              and not exists (select from staged_observations s where s.sheet_id = o.sheet_id and s.observation_id = o.observation_id)
            """, new { ids, now });
        // A claim that was closed and is made again is the same claim.
        return closed + await connection.ExecuteAsync("""
            insert into store.observations as old select * from staged_observations
            on conflict (sheet_id, observation_id) do update set valid_to = 'infinity' where old.valid_to <> 'infinity'
            """);
    }

    private static async Task<int> MergeRecordsAsync(NpgsqlConnection connection, long[] ids, DateTime now)
    {
        var closed = await connection.ExecuteAsync("""
            update store.score_records r set valid_to = @now
            where r.sheet_id = any (@ids) and r.valid_to = 'infinity' and not exists (select from staged_records s where s.sheet_id = r.sheet_id and s.code = r.code)
            """, new { ids, now });
        return closed + await connection.ExecuteAsync("""
            insert into store.score_records as old select * from staged_records
            on conflict (sheet_id, code, valid_to) do update set hundredths = excluded.hundredths, status = excluded.status, candidates = excluded.candidates,
                probabilities = excluded.probabilities, mentions = excluded.mentions, support = excluded.support, proof = excluded.proof, valid_from = excluded.valid_from
            where (old.hundredths, old.status, old.candidates, old.probabilities, old.mentions, old.support, old.proof)
                is distinct from (excluded.hundredths, excluded.status, excluded.candidates, excluded.probabilities, excluded.mentions, excluded.support, excluded.proof)
            """);
    }
}
