using System.Text.Json;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Reports;

/// <summary>What one source came to in one run.</summary>
public sealed record SourceReport
{
    private readonly Dictionary<Digest, long> failing = [];

    internal SourceReport(SourceBegin begin, string journal)
    {
        (Name, Agency, Province) = (begin.Name, begin.Agency, begin.Province);
        (MinimumDocuments, ExpectedYears, ExpectedAgencies) = (begin.MinimumDocuments, begin.ExpectYears ?? [], begin.ExpectAgencies);
        (New, Changed, Returned, Gone) = (new NotedCollection(journal), new NotedCollection(journal), new NotedCollection(journal), new NotedCollection(journal));
        (Failed, Refused, NotFetchable, WouldFetch) = (new NotedCollection(journal), new NotedCollection(journal), new NotedCollection(journal), new NotedCollection(journal));
    }

    public string Name { get; }

    public string? Agency { get; }

    public string? Province { get; }

    /// <summary>Distinct documents that were there, against the stated minimum.</summary>
    public int Documents { get; set; }

    public int MinimumDocuments { get; }

    public IReadOnlyList<int> Years { get; set; } = [];

    public IReadOnlyList<int> ExpectedYears { get; }

    public IReadOnlyList<int> MissingYears => [.. ExpectedYears.Except(Years)];

    /// <summary>Agencies that names and links of documents mention.</summary>
    public int Agencies { get; set; }

    public int ExpectedAgencies { get; }

    public int Pages { get; set; }

    public int Unchanged { get; set; }

    public int Redirected { get; set; }

    public int Skipped { get; set; }

    public int Requests { get; set; }

    public long Received { get; set; }

    public NotedCollection New { get; }

    public NotedCollection Changed { get; }

    public NotedCollection Returned { get; }

    public NotedCollection Gone { get; }

    public NotedCollection Failed { get; }

    public NotedCollection Refused { get; }

    public NotedCollection NotFetchable { get; }

    /// <summary>What a dry run left alone.</summary>
    public NotedCollection WouldFetch { get; }

    /// <summary>Why not everything was visited; null where everything was.</summary>
    public string? Stopped { get; set; }

    public int LeftOver { get; set; }

    public bool Finished { get; set; }

    /// <summary>What a person must look at: code, what, what to do.</summary>
    public List<string> Alarms { get; } = [];

    /// <param name="at">Where the visit's line starts in the journal.</param>
    internal void Add(Visit visit, long at)
    {
        Requests += visit.Attempts;
        Received += visit.Received;
        if (visit.Outcome == Outcome.Robots) return;
        // A later visit of the same address is what counts.
        if (failing.Count > 0 && failing.Remove(Digest.Of(visit.Url), out var before)) Failed.Remove(before);
        switch (visit.Outcome)
        {
            case Outcome.Seen: Pages++; break;
            case Outcome.New: New.Add(at); break;
            case Outcome.Changed: Changed.Add(at); break;
            case Outcome.Unchanged: Unchanged++; break;
            case Outcome.Returned: Returned.Add(at); break;
            case Outcome.Gone: Gone.Add(at); break;
            case Outcome.Redirected: Redirected++; break;
            case Outcome.Skipped when visit.Code == "ITA717": WouldFetch.Add(at); break;
            case Outcome.Skipped: Skipped++; break;
            case Outcome.NotFetchable: NotFetchable.Add(at); break;
            case Outcome.Refused: Refused.Add(at); break;
            case Outcome.Failed:
                Failed.Add(at);
                failing[Digest.Of(visit.Url)] = at;
                break;
        }
    }

    /// <summary>Raises what a person must look at, once the source is done.</summary>
    internal void Judge()
    {
        if (!Finished) return;
        if (Documents < MinimumDocuments)
            Alarms.Add($"ITA740 {Documents} documents, at least {MinimumDocuments} expected. {Why()} What was published before stays.");
        if (MissingYears.Count > 0)
            Alarms.Add($"ITA741 no document of {string.Join(", ", MissingYears)} was found, and the source is expected to have one.");
        if (Agencies < ExpectedAgencies)
            Alarms.Add($"ITA743 documents of {Agencies} agencies were found by their names, of {ExpectedAgencies} expected. {Why()}");
        if (Pages + New.Count + Changed.Count + Unchanged + Returned.Count == 0)
            Alarms.Add($"ITA742 nothing could be read from this source. {Why()}");
    }

    private string Why()
    {
        if (Stopped is { } stopped) return $"The source was stopped early ({stopped}, {LeftOver} addresses left).";
        var (reason, most) = Failed.Concat(Refused).Where(f => f.Reason is not null)
            .AggregateBy(f => f.Reason!, (Count: 0, First: ""), (sum, f) => (sum.Count + 1, sum.Count == 0 ? f.Url : sum.First), StringComparer.Ordinal).OrderByDescending(r => r.Value.Count).FirstOrDefault();
        return reason is null ? "Look whether the site was rebuilt, and change the source's start addresses or patterns." : $"Most often: {reason}, e.g. {most.First}.";
    }
}

/// <summary>One run, from its journal.</summary>
public sealed record RunReport
{
    public required int Run { get; init; }

    public DateTimeOffset Began { get; set; }

    public DateTimeOffset? Ended { get; set; }

    public bool Abandoned { get; set; }

    public List<SourceReport> Sources { get; } = [];

    public bool HasAlarms => Sources.Any(s => s.Alarms.Count > 0);

    public string ToJson() => JsonSerializer.Serialize(this, Json.Indented);

    /// <summary>Null where there is no such run. Without a number: the latest.</summary>
    public static RunReport? Read(DataFolder data, int? number)
    {
        var run = number ?? data.RunNumbers().LastOrDefault();
        if (run == 0 || !File.Exists(data.Journal(run))) return null;
        var report = new RunReport { Run = run };
        var sources = new Dictionary<string, SourceReport>(StringComparer.Ordinal);
        foreach (var line in JournalFile.Lines(data.Journal(run)))
        {
            switch (line.Json.GetProperty("t").GetString())
            {
                case "run":
                    var begin = line.Json.Deserialize<RunBegin>(Json.Options)!;
                    report.Began = begin.At;
                    foreach (var s in begin.Sources)
                        report.Sources.Add(sources[s.Name] = new SourceReport(s, data.Journal(run)));
                    break;
                case "visit" when line.Json.Deserialize<Visit>(Json.Options) is { } visit && sources.TryGetValue(visit.Source, out var source):
                    source.Add(visit, line.At);
                    break;
                case "source":
                    var end = line.Json.Deserialize<SourceEnd>(Json.Options)!;
                    var ended = sources[end.Name];
                    (ended.Documents, ended.Years, ended.Agencies, ended.Stopped, ended.LeftOver, ended.Finished) = (end.Documents, end.Years ?? [], end.Agencies, end.Stopped, end.LeftOver, true);
                    break;
                case "end":
                    var over = line.Json.Deserialize<RunEnd>(Json.Options)!;
                    (report.Ended, report.Abandoned) = (over.At, over.Abandoned);
                    break;
            }
        }
        foreach (var source in report.Sources) source.Judge();
        return report;
    }
}
