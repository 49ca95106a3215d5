using System.Text.Json;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Runs;

/// <summary>What a run is asked to do.</summary>
public sealed record HarvestOrder
{
    public required DataFolder Data { get; init; }

    public required IReadOnlyList<Source> Sources { get; init; }

    public Settings Settings { get; init; } = new();

    /// <summary>Walk the pages, fetch no document, keep nothing in the data folder.</summary>
    public bool DryRun { get; init; }

    public Patience Patience { get; init; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Progress Progress { get; init; } = new(null);
}

/// <summary>One run over all sources: new, or the one that was interrupted.</summary>
public static class Harvester
{
    /// <summary>Returns the run's number. The data folder's lock must be held.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; the next run goes on here.</exception>
    /// <exception cref="HarvestException">The data folder cannot be written.</exception>
    public static async Task<int> Run(HarvestOrder order, CancellationToken stop)
    {
        var data = order.Data;
        data.Create();
        Tidy(data, order.Clock);
        var run = await Open(order).ConfigureAwait(false);
        var ledger = Ledger.Open(data, run, () => Warc.Info(order.Clock.GetUtcNow(), run, order.Settings.UserAgent));
        await using (ledger.ConfigureAwait(false))
        {
            var visits = VisitsBySource(data.Journal(run));
            if (visits is null)
            {
                await ledger.Append("run", new RunBegin(run, order.Clock.GetUtcNow(), [.. order.Sources.Select(s => new SourceBegin(s.Name, s.Key, s.MinimumDocuments, s.ExpectYears, s.ExpectAgencies, s.Agency, s.Province))])).ConfigureAwait(false);
                visits = [];
            }
            var gate = new HostGate(order.Clock);
            var fetcher = new Fetcher(order.Settings.UserAgent, gate, new Parts(data), order.Patience, order.Clock);
            var robots = new RobotsBook(data, run, fetcher, order.Clock, (source, fetched, address) => ledger.Append(RobotsVisit(source, fetched, address, order.Clock), fetched.Exchange is { } e ? Warc.Fetch(e, source, null, null) : null));
            var tools = new Tools(data, new Archive(data), ledger, fetcher, robots, gate, order.Patience, order.Clock, order.DryRun, order.Progress);
            await Parallel.ForEachAsync(order.Sources, new ParallelOptions { MaxDegreeOfParallelism = order.Settings.Parallel, CancellationToken = stop },
                async (source, inner) => await One(source, run, visits, tools, order, inner).ConfigureAwait(false)).ConfigureAwait(false);
            await ledger.Append("end", new RunEnd(order.Clock.GetUtcNow(), false)).ConfigureAwait(false);
        }
        return run;
    }

    private static async Task One(Source source, int run, Dictionary<string, List<long>> visits, Tools tools, HarvestOrder order, CancellationToken stop)
    {
        using var book = new Book(tools.Data, source.Key, run);
        var mine = visits.GetValueOrDefault(source.Name) ?? [];
        if (book.SnapshotRun == run)
        {
            if (!visits.ContainsKey(Ended + source.Name) && book.SnapshotEnd is { } ended) await tools.Ledger.Append("source", ended).ConfigureAwait(false);
            return;
        }
        using var crawl = new Crawl(source with { Window = source.Window ?? order.Settings.Window }, book, tools);
        crawl.Begin();
        foreach (var (visit, at) in Visits(tools.Data.Journal(run), mine)) crawl.Replay(visit, at);
        // The killed run's last request may have been a moment ago.
        if (mine.Count > 0)
            foreach (var start in source.Start) tools.Gate.HoldOff(start, source.Spacing);
        using (var client = Clients.Open(source)) await crawl.Run(client, stop).ConfigureAwait(false);
        var (documents, years, agencies) = crawl.Yield();
        var end = new SourceEnd(source.Name, tools.Clock.GetUtcNow(), documents, years, agencies, crawl.Reason == StopReason.None ? null : crawl.Reason.ToString(), crawl.LeftOver);
        book.Save(end);
        await tools.Ledger.Append("source", end).ConfigureAwait(false);
    }

    private const string Ended = "\0ended ";

    /// <summary>Where each source's visits stand in a journal; null where the run has not begun.</summary>
    internal static Dictionary<string, List<long>>? VisitsBySource(string journal)
    {
        Dictionary<string, List<long>>? visits = null;
        foreach (var line in JournalFile.Lines(journal))
        {
            visits ??= new Dictionary<string, List<long>>(StringComparer.Ordinal);
            var name = line.Json.GetProperty("t").GetString() switch
            {
                "visit" => line.Json.GetProperty("source").GetString()!,
                "source" => Ended + line.Json.GetProperty("name").GetString(),
                _ => null,
            };
            if (name is null) continue;
            if (!visits.TryGetValue(name, out var places)) visits[name] = places = [];
            places.Add(line.At);
        }
        return visits;
    }

    /// <summary>The visits whose lines start at these places of a journal, in this order.</summary>
    internal static IEnumerable<(Visit Visit, long At)> Visits(string journal, IReadOnlyList<long> places)
    {
        if (places.Count == 0) yield break;
        using var file = JournalFile.Open(journal);
        foreach (var at in places) yield return (file.Read<Visit>(at), at);
    }

    /// <summary>The unfinished run over the same sources, or a new one. An unfinished run over others is closed first: what it found is kept.</summary>
    private static async Task<int> Open(HarvestOrder order)
    {
        var last = order.Data.RunNumbers().LastOrDefault();
        if (last == 0) return 1;
        var (begin, ended) = Ends(order.Data.Journal(last));
        if (begin is null) return last;
        if (ended) return last + 1;
        if (begin.Sources.Select(s => s.Name).Order(StringComparer.Ordinal).SequenceEqual(order.Sources.Select(s => s.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal)) return last;
        await Close(order, last, begin).ConfigureAwait(false);
        return last + 1;
    }

    private static (RunBegin? Begin, bool Ended) Ends(string journal)
    {
        RunBegin? begin = null;
        var ended = false;
        foreach (var line in JournalFile.Lines(journal))
        {
            var type = line.Json.GetProperty("t").GetString();
            if (type == "run") begin = line.Json.Deserialize<RunBegin>(Json.Options);
            ended |= type == "end";
        }
        return (begin, ended);
    }

    private static async Task Close(HarvestOrder order, int run, RunBegin begin)
    {
        var ledger = Ledger.Open(order.Data, run, () => Warc.Info(order.Clock.GetUtcNow(), run, order.Settings.UserAgent));
        await using (ledger.ConfigureAwait(false))
        {
            var visits = VisitsBySource(order.Data.Journal(run)) ?? [];
            foreach (var source in begin.Sources)
            {
                using var book = new Book(order.Data, source.Key, run);
                if (book.SnapshotRun == run || !visits.TryGetValue(source.Name, out var mine)) continue;
                foreach (var (visit, at) in Visits(order.Data.Journal(run), mine)) book.Apply(visit, at);
                book.Save(null);
            }
            await ledger.Append("end", new RunEnd(order.Clock.GetUtcNow(), true)).ConfigureAwait(false);
        }
    }

    private static Visit RobotsVisit(string source, Fetched fetched, Uri address, TimeProvider clock) => new()
    {
        Source = source, Url = address.AbsoluteUri, At = clock.GetUtcNow(), Outcome = Outcome.Robots, Status = fetched.Status, Received = fetched.Received, Attempts = fetched.Attempts, Code = fetched.Code, Reason = fetched.Reason,
    };

    /// <summary>Staged members and scratch files of a killed run, and downloads that nobody came back for in a month.</summary>
    private static void Tidy(DataFolder data, TimeProvider clock)
    {
        foreach (var file in Directory.EnumerateFiles(data.Parts))
            if (Path.GetExtension(file) is ".member" or ".page" or ".waiting" or ".tmp" || clock.GetUtcNow() - File.GetLastWriteTimeUtc(file) > TimeSpan.FromDays(30)) File.Delete(file);
    }
}
