using System.Diagnostics;
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

        var ours = new Stopwatch();
        var theirs = new Stopwatch();
        var written = new WriteResult();
        var run = await store.BeginRunAsync("bench", "bench", ct);
        var begun = Stopwatch.StartNew();
        var parts = nation.Parts.ToList();
        for (var p = 0; p < parts.Count; p++)
        {
            foreach (var findings in nation.Documents(parts[p].Province, parts[p].Year))
            {
                ours.Start();
                written += await store.WriteAsync(findings, ct, run);
                ours.Stop();
                var rows = DocumentRows.Of(findings);
                var sheets = rows.Sheets.Select((s, i) => ((long)i, s)).ToList();
                theirs.Start();
                await using (var transaction = await bare.BeginTransactionAsync(ct))
                {
                    await bare.ExecuteAsync("set local synchronous_commit to off");
                    await Copy.ObservationsAsync(bare, "bare.observations", sheets, DateTime.UtcNow, ct);
                    await Copy.RecordsAsync(bare, "bare.records", sheets, DateTime.UtcNow, ct);
                    await transaction.CommitAsync(ct);
                }
                theirs.Stop();
            }
            if (p % 77 == 76) Console.Error.WriteLine($"{p + 1}/{parts.Count} parts, {written.Observations} observations, ours {ours.Elapsed.TotalSeconds:0.0} s, bare {theirs.Elapsed.TotalSeconds:0.0} s, {begun.Elapsed.TotalSeconds:0} s in all");
        }
        ours.Start();
        await store.EndRunAsync(run, RunOutcome.Finished, parts.Count * 2, 0, written, ct);
        ours.Stop();
        var rowCount = written.Observations + written.ScoreRecords;
        report.Add("load", $"{written.Observations} observations, {written.ScoreRecords} score records, {written.Standings} standings in {ours.Elapsed.TotalSeconds:0.0} s = {rowCount / ours.Elapsed.TotalSeconds:0} rows/s");
        report.Add("bare COPY of the same rows", $"{theirs.Elapsed.TotalSeconds:0.0} s = {rowCount / theirs.Elapsed.TotalSeconds:0} rows/s");
        report.Add("load rate / bare COPY (at least 0.50)", $"{theirs.Elapsed / ours.Elapsed:0.00}");
        await bare.ExecuteAsync("drop schema bare cascade");

        var last = parts.Where(p => p.Year == parts[^1].Year).ToList();
        var again = new Stopwatch();
        var changed = 0;
        foreach (var part in last)
        {
            foreach (var findings in nation.Documents(part.Province, part.Year).ToList())
            {
                again.Start();
                changed += (await store.WriteAsync(findings, ct)).Total;
                again.Stop();
            }
        }
        var share = again.Elapsed / (ours.Elapsed / years);
        report.Add("unchanged year again (0 rows, at most 5 % of its first load)", $"{changed} rows changed, {again.Elapsed.TotalSeconds:0.00} s = {share:P1} of a year's load");
        await store.Database.UseAsync(c => c.ExecuteAsync("vacuum analyze"), ct);
        report.Add("size of the database", (await store.Database.UseAsync(c => c.ExecuteScalarAsync<string>("select pg_size_pretty(pg_database_size(current_database()))"), ct))!);
    }
}
