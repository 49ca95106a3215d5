using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ItaIngest.Harvest.Tests.Site;
using ItaIngest.TestSupport;

namespace ItaIngest.Cli.Tests;

/// <summary>A night by one command, over the provincial site of 300 pages and 120 documents: harvest, read, store, export, and a summary to act on.</summary>
public sealed class NightTests(NightTests.Site site) : IClassFixture<NightTests.Site>
{
    private static readonly string[] Results = ["announcement-2564", "by-indicator-2565", "seven-issues-2567"];

    public sealed class Site : IAsyncLifetime
    {
        private TestSite? outer, inner;

        public string Home { get; } = $"/tmp/ita-night-{Environment.ProcessId}";

        internal string Root => outer!.Root;

        internal int Expected { get; private set; }

        public string Sources => Path.Combine(Home, "sources");

        public async ValueTask InitializeAsync()
        {
            outer = await TestSite.Start();
            inner = await TestSite.Start();
            var province = Province.Build(outer, inner, [.. Results.Select(name => (name + ".txt", File.ReadAllBytes(Path.Combine(Places.Fixtures, name, name + ".txt"))))]);
            Expected = province.Expected.Values.Distinct().Count();
            Write("trang.yaml", $"name: trang\nprovince: สมุทรสงคราม\nstart: {outer.Root}/\nrequests_per_second: 400\nmax_pages: 400\nminimum_documents: 120\nallow_private_addresses: true\nexpect:\n  years: [2564]\n");
        }

        public void Write(string file, string yaml)
        {
            Directory.CreateDirectory(Sources);
            File.WriteAllText(Path.Combine(Sources, file), yaml);
        }

        public async ValueTask DisposeAsync()
        {
            await Ita.RunAsync(Home, "db", "stop");
            if (Directory.Exists(Home)) Directory.Delete(Home, recursive: true);
            await outer!.DisposeAsync();
            await inner!.DisposeAsync();
        }
    }

    private string[] Harvest(params string[] more) => ["harvest", "-q", "--sources", site.Sources, .. more];

    [Fact]
    public async Task One_command_harvests_reads_stores_and_exports_and_the_next_night_finds_nothing_new()
    {
        var rankings = Path.Combine(site.Home, "rankings");
        var first = await Ita.RunAsync(site.Home, Harvest("--ingest", "--export", rankings));
        // The site's other documents are noise that no reader can read: the night is not in vain, and says so.
        first.Exit.ShouldBe(1, first.Errors + first.Output);
        first.Output.ShouldContain($"{site.Expected} documents (");
        first.Output.ShouldContain($"In short: sources 1, documents {site.Expected}; addresses with a new one ");
        first.Output.ShouldContain("documents that could not be read");
        Directory.GetFiles(Path.Combine(rankings, "2564"), "ranking-2564-75-*.csv").Length.ShouldBe(1);
        (await File.ReadAllTextAsync(Path.Combine(rankings, "2564", "index.md"))).ShouldContain("สมุทรสงคราม");

        var coverage = await Ita.RunAsync(site.Home, "query", "select distinct sources[1], hosts[1] from coverage where fiscal_year = 2564 and status <> 'missing'");
        coverage.Output.ShouldContain($"trang,{new Uri(site.Root).Authority}");
        (await Ita.RunAsync(site.Home, "query", "select source, documents, failed, latest from harvests")).Output.ShouldContain($"trang,{site.Expected},");
        var check = await Ita.RunAsync(site.Home, "db", "check");
        check.Output.ShouldEndWith("All is well.\n");

        var second = await Ita.RunAsync(site.Home, Harvest("--ingest", "--export", rankings));
        second.Exit.ShouldBe(0, second.Errors + second.Output);
        second.Output.ShouldContain("Nothing new to ingest.");
        (await Ita.RunAsync(site.Home, "harvest", "report", "--format", "json")).Output.ShouldContain("\"run\": 2");

        var lost = (await Ita.RunAsync(site.Home, "archive", "list")).Records.First(r => r.GetProperty("url").GetString()!.EndsWith(".txt", StringComparison.Ordinal)).GetProperty("sha256").GetString()!;
        var file = Path.Combine(site.Home, "harvest", "objects", lost[..2], lost);
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, [.. bytes, 10]);
        (await Ita.RunAsync(site.Home, "db", "check")).Output.ShouldContain("1 documents whose bytes in the archive");
        File.Delete(file);
        (await Ita.RunAsync(site.Home, "db", "check")).Output.ShouldContain("1 documents whose bytes are not in the archive");
        await File.WriteAllBytesAsync(file, bytes);
    }

    [Fact]
    public async Task A_source_that_yields_less_than_it_should_is_an_alarm()
    {
        var folder = Path.Combine(site.Home, "poor");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "poor.yaml"), $"name: poor\nstart: {site.Root}/ผล/announcement-2564.txt\nrequests_per_second: 400\nmax_pages: 1\nminimum_documents: 2\nallow_private_addresses: true\n");
        var night = await Ita.RunAsync(site.Home, "harvest", "-q", "--sources", folder, "--data", Path.Combine(site.Home, "poor-data"), "--ingest", "--database", await OwnDatabaseAsync());
        night.Exit.ShouldBe(1);
        night.Output.ShouldContain("To look at:\n  poor: ITA740 1 documents, at least 2 expected.");
        (await Ita.RunAsync(site.Home, "harvest", "check", "--sources", folder)).Exit.ShouldBe(0);
        (await Ita.RunAsync(site.Home, "harvest", "-q", "--sources", folder, "--source", "none")).Exit.ShouldBe(2);
        (await Ita.RunAsync(site.Home, "harvest", "--every", "not a time table")).Errors.ShouldContain("ITA763");
    }

    [Fact]
    public async Task Of_two_processes_with_one_database_one_harvests_and_metrics_go_out()
    {
        using var collector = new Collector();
        var folder = Path.Combine(site.Home, "slow");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "slow.yaml"), $"name: slow\nstart: {site.Root}/\nrequests_per_second: 2\nmax_pages: 8\nmax_documents: 4\nallow_private_addresses: true\n");
        var database = await OwnDatabaseAsync();
        string[] arguments = ["harvest", "-q", "--sources", folder, "--database", database];
        using var one = Ita.Start(site.Home, new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" }, [.. arguments, "--data", Path.Combine(site.Home, "slow-1")]);
        _ = one.StandardOutput.ReadToEndAsync();
        _ = one.StandardError.ReadToEndAsync();
        // It harvests once its health says so; the lock was taken before.
        while (!File.Exists(Path.Combine(site.Home, "slow-1", "health.json")) && !one.HasExited) await Task.Delay(50);
        var other = await Ita.RunAsync(site.Home, [.. arguments, "--data", Path.Combine(site.Home, "slow-2")]);
        other.Exit.ShouldBe(1);
        other.Errors.ShouldContain("ITA761: another harvest is at work with this database.");
        await one.WaitForExitAsync();
        one.ExitCode.ShouldBe(0);
        collector.Bodies.ShouldContain(body => body.Contains("ita.harvest.visits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_night_killed_at_random_moments_and_run_again_leaves_the_database_of_an_undisturbed_one()
    {
        var folder = Path.Combine(site.Home, "killed");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "results.yaml"), $"name: results\nstart: {site.Root}/\nrequests_per_second: 400\nmax_pages: 60\ndocuments: [\"/ผล/\"]\nallow_private_addresses: true\n");
        string[] Night(string database, string data) => ["harvest", "-q", "--sources", folder, "--ingest", "--database", database, "--data", Path.Combine(site.Home, data)];
        var calm = await OwnDatabaseAsync();
        var since = Stopwatch.StartNew();
        (await Ita.RunAsync(site.Home, Night(calm, "calm"))).Exit.ShouldBeLessThan(2);
        var whole = since.Elapsed;

        var killed = await OwnDatabaseAsync();
        var random = new Random(11);
        for (var kill = 0; kill < 5; kill++)
        {
            using var process = Ita.Start(site.Home, new Dictionary<string, string>(), Night(killed, "disturbed"));
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            await Task.Delay(whole * (0.3 + 0.6 * random.NextDouble()));
            if (process.HasExited) break;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        (await Ita.RunAsync(site.Home, Night(killed, "disturbed"))).Exit.ShouldBeLessThan(2);
        foreach (var set in new[] { "evidence", "ranking", "sheets", "issues", "coverage" })
        {
            var wanted = await Ita.RunAsync(site.Home, "export", set, "--format", "csv", "--database", calm);
            (await Ita.RunAsync(site.Home, "export", set, "--format", "csv", "--database", killed)).Output.ShouldBe(wanted.Output);
            wanted.Output.Split('\n').Length.ShouldBeGreaterThan(2, set);
        }
        (await Ita.RunAsync(site.Home, "db", "check", "--database", killed, "--data", Path.Combine(site.Home, "disturbed"))).Output.ShouldNotContain("without");
    }

    [Fact]
    public async Task A_schedule_harvests_when_its_time_comes_and_stays()
    {
        var folder = Path.Combine(site.Home, "each-minute");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "one.yaml"), $"name: one\nstart: {site.Root}/ผล/announcement-2564.txt\nrequests_per_second: 400\nmax_pages: 1\nminimum_documents: 1\nallow_private_addresses: true\n");
        var data = Path.Combine(site.Home, "each-minute-data");
        using var staying = Ita.Start(site.Home, new Dictionary<string, string>(), "harvest", "-q", "--sources", folder, "--data", data, "--every", "* * * * *");
        _ = staying.StandardError.ReadToEndAsync();
        _ = staying.StandardOutput.ReadToEndAsync();
        var health = Path.Combine(data, "health.json");
        var since = Stopwatch.StartNew();
        while (since.Elapsed < TimeSpan.FromSeconds(100) && !(File.Exists(health) && JsonDocument.Parse(await File.ReadAllTextAsync(health)).RootElement.GetProperty("state").GetString() == "ok")) await Task.Delay(200);
        staying.HasExited.ShouldBeFalse();
        staying.Kill();
        JsonDocument.Parse(await File.ReadAllTextAsync(health)).RootElement.GetProperty("documents").GetInt32().ShouldBe(1);
    }

    /// <summary>A database of its own on the private server.</summary>
    private async Task<string> OwnDatabaseAsync()
    {
        var url = (await Ita.RunAsync(site.Home, "db", "url")).Output.Trim();
        var name = $"t{Guid.NewGuid():N}";
        (await Ita.RunAsync(site.Home, "db", "psql", "--", "-q", "-c", $"create database {name}")).Exit.ShouldBe(0);
        return url.Replace("/ita?", $"/{name}?", StringComparison.Ordinal);
    }

    /// <summary>Takes what is posted to it.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener listener = new();

        public Collector()
        {
            var port = Random.Shared.Next(20_000, 60_000);
            Address = $"http://127.0.0.1:{port}";
            listener.Prefixes.Add(Address + "/");
            listener.Start();
            _ = TakeAsync();
        }

        public string Address { get; }

        public System.Collections.Concurrent.ConcurrentQueue<string> Bodies { get; } = new();

        private async Task TakeAsync()
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.Latin1);
                Bodies.Enqueue(await reader.ReadToEndAsync());
                context.Response.Close();
            }
        }

        public void Dispose() => listener.Close();
    }
}
