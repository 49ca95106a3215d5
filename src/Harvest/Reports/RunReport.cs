using System.Text.Json;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Reports;

/// <summary>An address and why it stands in a report.</summary>
public sealed record Noted(string Url, string? Title, string? Code, string? Reason, int Status);

/// <summary>What one source came to in one run.</summary>
public sealed record SourceReport
{
    public required string Name { get; init; }

    public string? Agency { get; init; }

    public string? Province { get; init; }

    /// <summary>Distinct documents that were there, against the stated minimum.</summary>
    public int Documents { get; set; }

    public int MinimumDocuments { get; init; }

    public IReadOnlyList<int> Years { get; set; } = [];

    public IReadOnlyList<int> ExpectedYears { get; init; } = [];

    public IReadOnlyList<int> MissingYears => [.. ExpectedYears.Except(Years)];

    /// <summary>Agencies that names and links of documents mention.</summary>
    public int Agencies { get; set; }

    public int ExpectedAgencies { get; init; }

    public int Pages { get; set; }

    public int Unchanged { get; set; }

    public int Redirected { get; set; }

    public int Skipped { get; set; }

    public int Requests { get; set; }

    public long Received { get; set; }

    public List<Noted> New { get; } = [];

    public List<Noted> Changed { get; } = [];

    public List<Noted> Returned { get; } = [];

    public List<Noted> Gone { get; } = [];

    public List<Noted> Failed { get; } = [];

    public List<Noted> Refused { get; } = [];

    public List<Noted> NotFetchable { get; } = [];

    /// <summary>What a dry run left alone.</summary>
    public List<Noted> WouldFetch { get; } = [];

    /// <summary>Why not everything was visited; null where everything was.</summary>
    public string? Stopped { get; set; }

    public int LeftOver { get; set; }

    public bool Finished { get; set; }

    /// <summary>What a person must look at: code, what, what to do.</summary>
    public List<string> Alarms { get; } = [];
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
                        report.Sources.Add(sources[s.Name] = new SourceReport { Name = s.Name, Agency = s.Agency, Province = s.Province, MinimumDocuments = s.MinimumDocuments, ExpectedYears = s.ExpectYears ?? [], ExpectedAgencies = s.ExpectAgencies });
                    break;
                case "visit" when line.Json.Deserialize<Visit>(Json.Options) is { } visit && sources.TryGetValue(visit.Source, out var source):
                    Add(source, visit);
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
        foreach (var source in report.Sources) Judge(source);
        return report;
    }

    private static void Add(SourceReport source, Visit visit)
    {
        source.Requests += visit.Attempts;
        source.Received += visit.Received;
        var note = new Noted(visit.Url, visit.Title, visit.Code, visit.Reason, visit.Status);
        switch (visit.Outcome)
        {
            case Outcome.Seen: source.Pages++; break;
            case Outcome.New: source.New.Add(note); break;
            case Outcome.Changed: source.Changed.Add(note); break;
            case Outcome.Unchanged: source.Unchanged++; break;
            case Outcome.Returned: source.Returned.Add(note); break;
            case Outcome.Gone: source.Gone.Add(note); break;
            case Outcome.Redirected: source.Redirected++; break;
            case Outcome.Skipped when visit.Code == "ITA717": source.WouldFetch.Add(note); break;
            case Outcome.Skipped: source.Skipped++; break;
            case Outcome.NotFetchable: source.NotFetchable.Add(note); break;
            case Outcome.Refused: source.Refused.Add(note); break;
            case Outcome.Failed:
                source.Failed.RemoveAll(f => f.Url == visit.Url);
                source.Failed.Add(note);
                break;
        }
        if (visit.Outcome is not (Outcome.Failed or Outcome.Robots)) source.Failed.RemoveAll(f => f.Url == visit.Url);
    }

    private static void Judge(SourceReport source)
    {
        if (!source.Finished) return;
        if (source.Documents < source.MinimumDocuments)
            source.Alarms.Add($"ITA740 {source.Documents} documents, at least {source.MinimumDocuments} expected. {Why(source)} What was published before stays.");
        if (source.MissingYears.Count > 0)
            source.Alarms.Add($"ITA741 no document of {string.Join(", ", source.MissingYears)} was found, and the source is expected to have one.");
        if (source.Agencies < source.ExpectedAgencies)
            source.Alarms.Add($"ITA743 documents of {source.Agencies} agencies were found by their names, of {source.ExpectedAgencies} expected. {Why(source)}");
        if (source.Pages + source.New.Count + source.Changed.Count + source.Unchanged + source.Returned.Count == 0)
            source.Alarms.Add($"ITA742 nothing could be read from this source. {Why(source)}");
    }

    private static string Why(SourceReport source)
    {
        if (source.Stopped is { } stopped) return $"The source was stopped early ({stopped}, {source.LeftOver} addresses left).";
        var reason = source.Failed.Concat(source.Refused).Where(f => f.Reason is not null).GroupBy(f => f.Reason, StringComparer.Ordinal).MaxBy(g => g.Count());
        return reason is null ? "Look whether the site was rebuilt, and change the source's start addresses or patterns." : $"Most often: {reason.Key}, e.g. {reason.First().Url}.";
    }
}
