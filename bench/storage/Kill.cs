using System.Diagnostics;
using Dapper;
using ItaIngest.Domain.Reference;
using ItaIngest.Storage;

namespace ItaIngest.Bench.Storage;

/// <summary>
/// kill -9 of the writing process and of the server at random moments; after each restart and a re-run that is left to finish, the tables must be
/// those of an undisturbed run. What is compared: ordered checksums of every table, without surrogate numbers and times.
/// </summary>
internal static class Kill
{
    /// <summary>What the child process does: writes the nation, document after document.</summary>
    public static async Task WriteAsync(ReferenceData reference, DatabaseOptions options, int years, int agencies)
    {
        await using var store = await Store.OpenAsync(new StoreOptions(options), TimeProvider.System, CancellationToken.None);
        await store.WriteReferenceAsync(reference, CancellationToken.None);
        var nation = new Nation(reference, years, agencies);
        var run = await store.BeginRunAsync("bench", "bench", CancellationToken.None);
        foreach (var (province, year) in nation.Parts)
            foreach (var findings in nation.Documents(province, year)) await store.WriteAsync(findings, CancellationToken.None, run);
        await store.EndRunAsync(run, RunOutcome.Finished, 0, 0, default, CancellationToken.None);
    }

    public static async Task RunAsync(ReferenceData reference, int years, int agencies, int writerKills, int serverKills, string home, Report report)
    {
        var ct = CancellationToken.None;
        var options = new DatabaseOptions(null, home);
        var cluster = await LocalCluster.AtAsync(home, durable: true, ct);
        await cluster.StartAsync(ct);
        var whole = Stopwatch.StartNew();
        await WriteAsync(reference, options, years, agencies);
        whole.Stop();
        var wanted = await ChecksumAsync(options);
        report.Add("undisturbed run", $"{whole.Elapsed.TotalSeconds:0.0} s, checksum {wanted}");

        var random = new Random(4954);
        var same = 0;
        var halfway = 0;
        for (var i = 0; i < writerKills + serverKills; i++)
        {
            await EmptyAsync(options);
            using var child = StartChild(home, years, agencies);
            await Task.Delay(TimeSpan.FromMilliseconds(300 + random.NextDouble() * whole.Elapsed.TotalMilliseconds), ct);
            if (i < writerKills) child.Kill(entireProcessTree: false);
            else using (var server = Process.GetProcessById(await PidAsync(cluster))) server.Kill();
            await child.WaitForExitAsync(ct);
            await cluster.StartAsync(ct);
            await using (var store = await Store.OpenAsync(new StoreOptions(options), TimeProvider.System, ct))
                halfway += await store.Database.UseAsync(c => c.ExecuteScalarAsync<int>("select (count(*) > 0)::int from store.documents"), ct);
            await WriteAsync(reference, options, years, agencies);
            var got = await ChecksumAsync(options);
            if (string.Equals(got, wanted, StringComparison.Ordinal)) same++;
            else Console.Error.WriteLine($"kill {i}: {got} instead of {wanted}");
        }
        report.Add($"kill -9 of the writer {writerKills} times, of the server {serverKills} times", $"{same} of {writerKills + serverKills} re-runs gave the tables of the undisturbed run; {halfway} kills came after the first document");
        await cluster.StopAsync(ct);
    }

    private static async Task<int> PidAsync(LocalCluster cluster) =>
        int.Parse(File.ReadLines(Path.Combine((await cluster.StatusAsync(CancellationToken.None)).DataFolder, "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);

    private static Process StartChild(string home, int years, int agencies)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(Kill).Assembly.Location);
        foreach (var argument in new[] { "write", "--home", home, "--years", $"{years}", "--agencies", $"{agencies}" }) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>A fresh schema: rows are kept for ever, so the whole of it goes.</summary>
    private static async Task EmptyAsync(DatabaseOptions options)
    {
        await using var database = await Database.OpenAsync(options, CancellationToken.None);
        await database.UseAsync(c => c.ExecuteAsync("drop schema if exists ita cascade; drop schema if exists store cascade; drop table if exists public.ita_migrations"), CancellationToken.None);
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    private static async Task<string> ChecksumAsync(DatabaseOptions options)
    {
        await using var database = await Database.OpenAsync(options, CancellationToken.None);
        return await database.UseAsync(c => c.ExecuteScalarAsync<string>("""
            select md5(string_agg(part, '|' order by part)) from (
                select 'd' || md5(string_agg(concat_ws('/', sha256, file_name, status, kinds::text, page_count, findings_hash), ',' order by sha256)) from store.documents
                union all select 'p' || md5(string_agg(concat_ws('/', d.sha256, p.page, p.kind), ',' order by d.sha256, p.page)) from store.pages p join store.documents d using (document_no)
                union all select 's' || md5(string_agg(concat_ws('/', d.sha256, s.identity, s.agency_code, s.fiscal_year, s.valid_to = 'infinity'), ',' order by d.sha256, s.identity)) from store.sheets s join store.documents d using (document_no)
                union all select 'o' || md5(string_agg(concat_ws('/', s.identity, o.ordinal, o.code, o.hundredths, o.as_printed, o.page), ',' order by s.identity, o.ordinal)) from store.observations o join store.sheets s using (sheet_id)
                union all select 'r' || md5(string_agg(concat_ws('/', s.identity, r.code, r.hundredths, r.status, r.mentions::text), ',' order by s.identity, r.code)) from store.score_records r join store.sheets s using (sheet_id)
                union all select 'a' || md5(string_agg(concat_ws('/', s.identity, a.number, a.change), ',' order by s.identity)) from store.announcement_rows a join store.sheets s using (sheet_id)
                union all select 't' || md5(string_agg(concat_ws('/', agency_code, fiscal_year, total, total_status, candidates::text, ind01, ind10, documents), ',' order by agency_code, fiscal_year)) from store.standings where valid_to = 'infinity'
                union all select 'k' || md5(string_agg(concat_ws('/', fiscal_year, agency_code, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to), ',' order by fiscal_year, agency_code)) from ita.national_ranking
                union all select 'm' || md5(string_agg(concat_ws('/', fiscal_year, province_code, indicator, agencies, points), ',' order by fiscal_year, province_code, indicator)) from ita.indicator_means
            ) x (part)
            """), CancellationToken.None) ?? "empty";
    }
}
