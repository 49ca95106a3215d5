using System.Diagnostics;
using System.Globalization;
using System.Text;
using ItaIngest.Bench.Harvest;
using ItaIngest.Harvest.Reports;
using ItaIngest.Harvest.Runs;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;

// bench/harvest: rate against spacing over many hosts, memory over many addresses, and kills. Server and harvest are processes of their own.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["--serve", var port, var hosts, var pages, var latency] => await Server.Run(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(hosts, CultureInfo.InvariantCulture), int.Parse(pages, CultureInfo.InvariantCulture), int.Parse(latency, CultureInfo.InvariantCulture)),
    ["--harvest", var sources, var data] => await Harvest(sources, data),
    ["rate", var rps, var pages] => await Measure("rate", 200, int.Parse(pages, CultureInfo.InvariantCulture), 50, double.Parse(rps, CultureInfo.InvariantCulture)),
    ["memory", var addresses] => await Memory(addresses, "200"),
    ["memory", var addresses, var hosts] => await Memory(addresses, hosts),
    ["kills", var kills] => await Kills.Run(int.Parse(kills, CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("rate REQUESTS_PER_SECOND PAGES_PER_HOST | memory ADDRESSES [HOSTS] | kills COUNT");
    return 2;
}

// Half of a host's addresses are pages, half documents.
static Task<int> Memory(string addresses, string hosts) => Measure("memory", int.Parse(hosts, CultureInfo.InvariantCulture), (int)Math.Ceiling(double.Parse(addresses, CultureInfo.InvariantCulture) / int.Parse(hosts, CultureInfo.InvariantCulture) / 2), 0, 1000);

static async Task<int> Harvest(string sources, string data)
{
    var folder = new DataFolder(data);
    using var held = FolderLock.TryTake(folder);
    if (held is null) return 9;
    var first = 0L;
    var last = 0L;
    var count = 0;
    var hosts = new System.Collections.Concurrent.ConcurrentDictionary<string, (long First, long Last, int Count)>(StringComparer.Ordinal);
    var order = new HarvestOrder
    {
        Data = folder, Sources = SourceFiles.Read(sources).Sources,
        Progress = new Progress((source, _) =>
        {
            var now = Stopwatch.GetTimestamp();
            Interlocked.CompareExchange(ref first, now, 0);
            Interlocked.Exchange(ref last, now);
            Interlocked.Increment(ref count);
            hosts.AddOrUpdate(source, (now, now, 1), (_, h) => (h.First, now, h.Count + 1));
        }),
    };
    var run = await Harvester.Run(order, CancellationToken.None);
    // As the command does: the report belongs to the run.
    TextReport.WriteText(RunReport.Read(folder, run)!, TextWriter.Null);
    using var self = Process.GetCurrentProcess();
    var each = hosts.Values.Where(h => h.Count > 1).Select(h => (h.Count - 1) / Stopwatch.GetElapsedTime(h.First, h.Last).TotalSeconds).ToList();
    Console.Out.WriteLine($"{count} {Stopwatch.GetElapsedTime(first, last).TotalSeconds:F2} {self.PeakWorkingSet64 >> 20} {self.TotalProcessorTime.TotalSeconds:F1} {(each.Count == 0 ? 0 : each.Average()):F4}");
    return 0;
}

static async Task<int> Measure(string what, int hosts, int pages, int latency, double rps)
{
    const int Port = 21000;
    var root = Directory.CreateTempSubdirectory("ita-bench-");
    using var server = Self.Start(["--serve", $"{Port}", $"{hosts}", $"{pages}", $"{latency}"]);
    server.StandardOutput.ReadLine();
    var yaml = new StringBuilder();
    for (var h = 0; h < hosts; h++) yaml.Append(CultureInfo.InvariantCulture, $"---\nname: h{h}\nstart: http://127.0.0.1:{Port + h}/\nrequests_per_second: {rps}\nmax_pages: 100000\nallow_private_addresses: true\n");
    var sources = root.CreateSubdirectory("sources").FullName;
    File.WriteAllText(Path.Combine(sources, "all.yaml"), yaml.ToString());
    using var harvest = Self.Start(["--harvest", sources, Path.Combine(root.FullName, "data")]);
    var result = (await harvest.StandardOutput.ReadToEndAsync()).Split(' ', StringSplitOptions.TrimEntries);
    await harvest.WaitForExitAsync();
    server.Kill();
    var (count, seconds) = (int.Parse(result[0], CultureInfo.InvariantCulture), double.Parse(result[1], CultureInfo.InvariantCulture));
    // Between a host's first and last address lie n - 1 gaps; hosts begin one after the other, so each has its own clock.
    var allowed = rps;
    var reached = double.Parse(result[4], CultureInfo.InvariantCulture);
    Console.WriteLine($"{what}: {hosts} hosts, {count} addresses in {seconds:F1} s; a host got {reached:F3}/s of {allowed:F3}/s allowed, ratio {reached / allowed:F3}; peak {result[2]} MiB, CPU {result[3]} s, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    root.Delete(recursive: true);
    return 0;
}

/// <summary>Starts this program again.</summary>
internal static class Self
{
    public static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(Self).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
}
