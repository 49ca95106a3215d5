using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using ItaIngest.Domain.Reference;
using ItaIngest.Storage;

namespace ItaIngest.Bench.Storage;

/// <summary>Sixteen clients read provincial rankings while one ingests documents of the same years; beside it the same sixteen while nothing is written.</summary>
internal static class Crowd
{
    private const int Readers = 16, YearsRead = 3;
    private const string Sql = "select rank, agency, score from ita.ranking where fiscal_year = @year and province_code = @province order by rank nulls last, type_order, sort_key";

    public static async Task RunAsync(ReferenceData reference, DatabaseOptions options, int years, Report report)
    {
        await using var store = await Store.OpenAsync(new StoreOptions(options, FlushEach: false), TimeProvider.System, CancellationToken.None);
        var provinces = await store.Database.UseAsync(async c => (await c.QueryAsync<string>("select code from store.provinces order by 1")).ToArray(), CancellationToken.None);
        var idle = await ReadAsync(store, provinces, TimeSpan.FromSeconds(20));

        using var done = new CancellationTokenSource();
        var nation = new Nation(reference, Math.Min(years, YearsRead), int.MaxValue);
        var written = 0;
        var writer = Task.Run(async () =>
        {
            // New editions of documents of the very years that are read, until the readers are done.
            for (var edition = 1; ; edition++)
            {
                foreach (var (province, year) in nation.Parts)
                {
                    foreach (var findings in nation.Documents(province, year, edition))
                    {
                        if (done.IsCancellationRequested) return;
                        written += (await store.WriteAsync(findings, CancellationToken.None)).Observations;
                    }
                }
            }
        });
        var busy = await ReadAsync(store, provinces, TimeSpan.FromSeconds(20));
        await done.CancelAsync();
        await writer;
        report.Add("16 readers, nobody writing", $"{idle.Count} calls, p50 {Ask.Share(idle, 0.5):0.0} p95 {Ask.Share(idle, 0.95):0.0} ms");
        report.Add("16 readers while one ingests (p95 under 5 times idle, no error)", $"{busy.Count} calls, no error, p50 {Ask.Share(busy, 0.5):0.0} p95 {Ask.Share(busy, 0.95):0.0} ms = {Ask.Share(busy, 0.95) / Ask.Share(idle, 0.95):0.0} times; {written} observations written meanwhile");
    }

    private static async Task<List<double>> ReadAsync(Store store, string[] provinces, TimeSpan during)
    {
        var times = new ConcurrentBag<double>();
        var until = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
        {
            await using var connection = await store.Database.Source.OpenConnectionAsync();
            await using var command = await Ask.PrepareAsync(connection, Sql);
            var random = new Random(reader);
            while (until.Elapsed < during) times.Add(await Ask.TimeAsync(command, (provinces[random.Next(provinces.Length)], "", (short)(2568 - random.Next(YearsRead)))));
        }));
        return [.. times];
    }
}
