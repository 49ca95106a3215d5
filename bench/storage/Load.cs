using Dapper;
using ItaIngest.Domain.Reference;
using ItaIngest.Storage;
using ItaIngest.Storage.Write;

namespace ItaIngest.Bench.Storage;

/// <summary>
/// Load rate beside a bare COPY of the same rows into tables without keys, indexes or checks: document by document in turn, so that both meet the same
/// noise. Then the last year again, unchanged.
/// </summary>
internal static class Load
{
    public static async Task RunAsync(ReferenceData reference, DatabaseOptions database, int years, int agenciesPerProvince, Report report)
    {
        var ct = CancellationToken.None;
        await using var store = await Store.OpenAsync(new StoreOptions(database, FlushEach: false), TimeProvider.System, ct);
        await store.WriteReferenceAsync(reference, ct);
        var nation = new Nation(reference, years, agenciesPerProvince);
        await using var bare = await store.Database.Source.OpenConnectionAsync();
        await bare.ExecuteAsync("""
            create schema if not exists bare; drop table if exists bare.observations, bare.records;
            create table bare.observations (like store.observations including defaults); alter table bare.observations alter sheet_id drop not null, alter observation_id drop not null;
            create table bare.records (like store.score_records including defaults);
            """);

        var ours = new Work();
        var theirs = new Work();
        var written = new WriteResult();
        var run = await store.BeginRunAsync("bench", "bench", ct);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var parts = nation.Parts.ToList();
        for (var p = 0; p < parts.Count; p++)
        {
            foreach (var findings in nation.Documents(parts[p].Province, parts[p].Year))
            {
                ours.Begin();
                written += await store.WriteAsync(findings, ct, run);
                ours.End();
                var rows = DocumentRows.Of(findings, default);
                var sheets = rows.Sheets.Select((s, i) => ((long)i, s)).ToList();
                foreach (var sheet in rows.Sheets) _ = sheet.Records; // Named before the clock of the bare COPY starts.
                theirs.Begin();
                await using (var transaction = await bare.BeginTransactionAsync(ct))
                {
                    await bare.ExecuteAsync("set local synchronous_commit to off");
                    await Copy.ObservationsAsync(bare, "bare.observations", sheets, DateTime.UtcNow, ct);
                    await Copy.RecordsAsync(bare, "bare.records", sheets, DateTime.UtcNow, ct);
                    await transaction.CommitAsync(ct);
                }
                theirs.End();
            }
            if (p % 77 == 76) Console.Error.WriteLine($"{p + 1}/{parts.Count} parts, {written.Observations} observations, ours {ours.Wall.TotalSeconds:0.0} s, bare {theirs.Wall.TotalSeconds:0.0} s, {begun.Elapsed.TotalSeconds:0} s in all");
        }
        ours.Begin();
        await store.EndRunAsync(run, RunOutcome.Finished, parts.Count * 2, 0, written, ct);
        ours.End();
        var (server, bareServer) = (TimeSpan.Zero, Work.Of(bare.ProcessID));
        foreach (var pid in await bare.QueryAsync<int>("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'ita'")) server += Work.Of(pid);
        var rowCount = written.Observations + written.ScoreRecords;
        report.Add("load", $"{written.Observations} observations, {written.ScoreRecords} score records, {written.Standings} standings in {ours.Wall.TotalSeconds:0.0} s = {rowCount / ours.Wall.TotalSeconds:0} rows/s");
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
        var share = again.Wall / (ours.Wall / years);
        report.Add("unchanged year again (0 rows, at most 5 % of its first load)", $"{changed} rows changed, {again.Wall.TotalSeconds:0.00} s = {share:P1} of a year's load");
        await store.Database.UseAsync(c => c.ExecuteAsync("vacuum analyze"), ct);
        report.Add("size of the database", (await store.Database.UseAsync(c => c.ExecuteScalarAsync<string>("select pg_size_pretty(pg_database_size(current_database()))"), ct))!);
    }
}
