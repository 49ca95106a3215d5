using System.Globalization;
using Dapper;
using ItaIngest.Domain.Reference;
using ItaIngest.Storage;
using ItaIngest.Storage.Write;
using Npgsql;

namespace ItaIngest.Bench.Storage;

/// <summary>
/// Load rate beside a bare COPY of the same rows into tables without keys, indexes or checks: document by document in turn, so that both meet the same
/// noise. The same rows are all rows that the load leaves, in the same columns: sheets, lines of announcements, claims and scores with their document, and
/// at the end, as bytes that were read before, documents, pages, subjects, standings, ranks and sums. Then the last year again, unchanged.
/// </summary>
internal static class Load
{
    /// <summary>Parts before the clocks start: the program is compiled and the connections are prepared, for both alike.</summary>
    private const int WarmUp = 4;

    public static async Task RunAsync(ReferenceData reference, DatabaseOptions database, int years, int agenciesPerProvince, Report report)
    {
        var ct = CancellationToken.None;
        await using var store = await Store.OpenAsync(new StoreOptions(database, FlushEach: false), TimeProvider.System, ct);
        await store.WriteReferenceAsync(reference, ct);
        var nation = new Nation(reference, years, agenciesPerProvince);
        await using var bare = await store.Database.Source.OpenConnectionAsync();
        await bare.ExecuteAsync("""
            drop schema if exists bare cascade; create schema bare;
            create table bare.sheets (like store.sheets including defaults); create table bare.announcement_rows (like store.announcement_rows);
            create table bare.observations (like store.observations); create table bare.records (like store.score_records);
            """);

        var ours = new Work();
        var theirs = new Work();
        var written = new WriteResult();
        var run = await store.BeginRunAsync("bench", "bench", ct);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var parts = nation.Parts.ToList();
        var before = new Dictionary<int, TimeSpan>();
        for (var p = 0; p < parts.Count; p++)
        {
            if (p == WarmUp)
            {
                (ours, theirs, written) = (new Work(), new Work(), default);
                before = await ServersAsync(bare);
            }
            foreach (var findings in nation.Documents(parts[p].Province, parts[p].Year))
            {
                ours.Begin();
                written += await store.WriteAsync(findings, ct, run);
                ours.End();
                List<(long, SheetRow)> sheets = [.. DocumentRows.Of(findings).Sheets.Select((s, i) => ((long)i, s))];
                theirs.Begin();
                await using (var transaction = await bare.BeginTransactionAsync(ct))
                {
                    await bare.ExecuteAsync("set local synchronous_commit to off");
                    await Copy.SheetsAsync(bare, "bare.sheets", sheets, 1, DateTime.UtcNow, ct);
                    if (findings.Rows.Length > 0) await Copy.AnnouncementRowsAsync(bare, "bare.announcement_rows", sheets, ct);
                    await Copy.ObservationsAsync(bare, "bare.observations", sheets, ct);
                    await Copy.RecordsAsync(bare, "bare.records", sheets, ct);
                    await transaction.CommitAsync(ct);
                }
                theirs.End();
            }
            if (p % 77 == 76) Console.Error.WriteLine($"{p + 1}/{parts.Count} parts, {written.Observations} observations, ours {ours.Wall.TotalSeconds:0.0} s, bare {theirs.Wall.TotalSeconds:0.0} s, {begun.Elapsed.TotalSeconds:0} s in all");
        }
        var documents = ours.Wall;
        ours.Begin();
        await store.EndRunAsync(run, RunOutcome.Finished, parts.Count * 2, 0, written, ct);
        ours.End();
        foreach (var table in new[] { "documents", "pages", "subjects", "standings", "ranks", "indicator_sums" }) await CopyAsync(store.Database, bare, table, theirs, (double)(parts.Count - WarmUp) / parts.Count);
        var used = (await ServersAsync(bare)).ToDictionary(s => s.Key, s => s.Value - before.GetValueOrDefault(s.Key));
        used.Remove(bare.ProcessID, out var bareServer);
        var server = used.Values.Aggregate(TimeSpan.Zero, (a, b) => a + b);
        var rowCount = written.Observations + written.ScoreRecords;
        report.Add("load", $"{written.Observations} observations, {written.ScoreRecords} score records, {written.Standings} standings in {ours.Wall.TotalSeconds:0.0} s = {rowCount / ours.Wall.TotalSeconds:0} rows/s; {(ours.Wall - documents).TotalSeconds:0.0} s of them at the end of the run");
        report.Add("bare COPY of the same rows", $"{theirs.Wall.TotalSeconds:0.0} s = {rowCount / theirs.Wall.TotalSeconds:0} rows/s");
        report.Add("load rate / bare COPY (at least 0.50)", $"{theirs.Wall / ours.Wall:0.00}");
        report.Add("the same by processor time of client and server", $"{(theirs.Client + bareServer) / (ours.Client + server):0.00} (ours {ours.Client.TotalSeconds:0.0} + {server.TotalSeconds:0.0} s, bare {theirs.Client.TotalSeconds:0.0} + {bareServer.TotalSeconds:0.0} s)");
        await bare.ExecuteAsync("drop schema bare cascade");

        var last = parts.Where(p => p.Year == parts[^1].Year).ToList();
        var again = new Work();
        var changed = 0;
        foreach (var part in last)
        {
            foreach (var findings in nation.Documents(part.Province, part.Year).ToList())
            {
                again.Begin();
                changed += (await store.WriteAsync(findings, ct)).Total;
                again.End();
            }
        }
        var share = again.Wall / (ours.Wall / (parts.Count - WarmUp) * (parts.Count / years));
        report.Add("unchanged year again (0 rows, at most 5 % of its first load)", $"{changed} rows changed, {again.Wall.TotalSeconds:0.00} s = {share:P1} of a year's load");
        await store.Database.UseAsync(c => c.ExecuteAsync("vacuum analyze"), ct);
        report.Add("size of the database", (await store.Database.UseAsync(c => c.ExecuteScalarAsync<string>("select pg_size_pretty(pg_database_size(current_database()))"), ct))!);
    }

    /// <summary>A share of the rows of a table, read over a connection whose time is nobody's, into a table without keys.</summary>
    private static async Task CopyAsync(Database database, NpgsqlConnection bare, string table, Work theirs, double share)
    {
        await bare.ExecuteAsync($"create table bare.{table} (like store.{table})");
        using var bytes = new MemoryStream();
        await using (var reader = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { ApplicationName = "reader", Pooling = false }.ConnectionString))
        {
            await reader.OpenAsync();
            await using var read = await reader.BeginRawBinaryCopyAsync(string.Create(CultureInfo.InvariantCulture, $"copy (select * from store.{table} limit (select {share} * count(*) from store.{table})) to stdout (format binary)"));
            await read.CopyToAsync(bytes);
        }
        theirs.Begin();
        await using (var write = await bare.BeginRawBinaryCopyAsync($"copy bare.{table} from stdin (format binary)")) await write.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        theirs.End();
    }

    /// <summary>Processor time of each server process that works for this program.</summary>
    private static async Task<Dictionary<int, TimeSpan>> ServersAsync(NpgsqlConnection connection) =>
        (await connection.QueryAsync<int>("select pid from pg_stat_activity where datname = current_database() and application_name = 'ita'")).ToDictionary(pid => pid, Work.Of);
}
