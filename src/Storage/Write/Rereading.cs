using Dapper;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>
/// A document that was stored before and now reads differently (a better program, a corrected codebook). A sheet is kept for ever as it was read:
/// one that says the same stays, one that says something else is closed and stored anew.
/// </summary>
internal static class Rereading
{
    private const string Staging = """
        create temp table if not exists staged_observations (like store.observations) on commit delete rows;
        create temp table if not exists staged_records (like store.score_records) on commit delete rows;
        """;

    // What a claim says; not how sure the reader was of it.
    private const string Claim = "sheet_id, ordinal, hundredths, page, line, section, x0, y0, x1, y1, code, reader, place, as_printed, label, rule, unreadable, doubt";
    private const string Record = "sheet_id, hundredths, code, status, mentions, candidates, probabilities, support, proof";

    private const string Differing = $"""
        with claims as (select {Claim} from store.observations where sheet_id = any (@ids)),
        records as (select {Record} from store.score_records where sheet_id = any (@ids))
        select sheet_id from (select {Claim} from staged_observations except table claims) x
        union select sheet_id from (table claims except select {Claim} from staged_observations) x
        union select sheet_id from (select {Record} from staged_records except table records) x
        union select sheet_id from (table records except select {Record} from staged_records) x
        """;

    public static async Task<WriteResult> WriteAsync(NpgsqlConnection connection, DocumentRows rows, int number, DateTime now, CancellationToken ct)
    {
        var agencies = await AgencyWriter.AddMissingAsync(connection, rows);
        var known = (await connection.QueryAsync<(Guid Identity, long Id)>("select identity, sheet_id from store.sheets where document_no = @number and valid_to = 'infinity'", new { number }))
            .ToDictionary(s => s.Identity, s => s.Id);
        var same = await SameAsync(connection, [.. rows.Sheets.Where(s => known.ContainsKey(s.Identity)).Select(s => (known[s.Identity], s))], ct);
        var gone = known.Values.Except(same).ToArray();
        var closed = await connection.ExecuteAsync("update store.sheets set valid_to = @now where sheet_id = any (@gone)", new { gone, now });
        var added = await DocumentWriter.SheetsAsync(connection, [.. rows.Sheets.Where(s => !known.TryGetValue(s.Identity, out var id) || !same.Contains(id))], number, now, ct);

        var issueIds = rows.Issues.Select(i => i.Id).ToArray();
        var solved = await connection.ExecuteAsync("update store.issues set valid_to = @now where document_no = @number and valid_to = 'infinity' and not issue_id = any (@issueIds)", new { number, now, issueIds });
        await connection.ExecuteAsync("delete from store.pages where document_no = @number and not page = any (@pages)", new { number, pages = rows.Findings.PageKinds.Keys.ToArray() });
        return added + new WriteResult
        {
            Agencies = agencies, Pages = await DocumentWriter.PagesAsync(connection, rows, number), Sheets = closed,
            Issues = solved + await DocumentWriter.IssuesAsync(connection, rows, number, now),
        };
    }

    /// <summary>Which of these sheets say what is stored of them.</summary>
    private static async Task<HashSet<long>> SameAsync(NpgsqlConnection connection, List<(long Id, SheetRow Sheet)> sheets, CancellationToken ct)
    {
        if (sheets.Count == 0) return [];
        await connection.ExecuteAsync(Staging);
        await Copy.ObservationsAsync(connection, "staged_observations", sheets, ct);
        await Copy.RecordsAsync(connection, "staged_records", sheets, ct);
        var ids = sheets.ConvertAll(s => s.Id);
        return [.. ids.Except(await connection.QueryAsync<long>(Differing, new { ids }))];
    }
}
