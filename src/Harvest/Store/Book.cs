using System.Text;
using System.Text.Json;

namespace ItaIngest.Harvest.Store;

/// <summary>
/// Everything known of one source: what the last finished run left in its snapshot, and what this run's journal adds.
/// All of it stays on disk; memory holds, for each address, where its lines start.
/// </summary>
internal sealed class Book : IDisposable
{
    private readonly DataFolder data;
    private readonly string sourceKey;
    private readonly int run;
    private readonly JournalFile? snapshot;
    private readonly JournalFile? journal;
    private readonly Dictionary<Digest, long> before = [];
    private readonly Dictionary<Digest, long> now = [];

    /// <summary>Opens what is known. The run's journal must be there, if the run has one.</summary>
    public Book(DataFolder data, string sourceKey, int run)
    {
        (this.data, this.sourceKey, this.run) = (data, sourceKey, run);
        if (File.Exists(data.Journal(run))) journal = JournalFile.Open(data.Journal(run));
        if (!File.Exists(data.State(sourceKey))) return;
        snapshot = JournalFile.Open(data.State(sourceKey));
        foreach (var line in snapshot.Lines())
        {
            if (line.Json.TryGetProperty("snapshot_of_run", out var number)) (SnapshotRun, SnapshotEnd) = (number.GetInt32(), line.Json.TryGetProperty("end", out var end) ? end.Deserialize<SourceEnd>(Json.Options) : null);
            else before[Digest.Of(line.Json.GetProperty("url").GetString()!)] = line.At;
        }
    }

    /// <summary>The run that wrote the snapshot; 0 where there is none.</summary>
    public int SnapshotRun { get; private set; }

    /// <summary>How the source ended in that run.</summary>
    public SourceEnd? SnapshotEnd { get; private set; }

    /// <summary>What is known of an address, this run included.</summary>
    public Known? Find(string url)
    {
        var key = Digest.Of(url);
        return now.TryGetValue(key, out var at) ? After(key, Visit(at)) : Before(key);
    }

    /// <summary>This run has visited the address, and not in vain.</summary>
    public bool IsVisited(string url) => now.ContainsKey(Digest.Of(url));

    /// <summary>Takes in what came of an address. An address is visited once in a run, except that a failure, which changes nothing, may be followed by another visit.</summary>
    /// <param name="at">Where the visit's line starts in the journal.</param>
    public void Apply(Visit visit, long at)
    {
        if (visit.Outcome is Outcome.Seen or Outcome.New or Outcome.Changed or Outcome.Unchanged or Outcome.Returned or Outcome.Gone or Outcome.Redirected) now[Digest.Of(visit.Url)] = at;
    }

    /// <summary>What earlier runs left and this one has not visited.</summary>
    public IEnumerable<Known> Unvisited()
    {
        foreach (var (key, at) in before)
            if (!now.ContainsKey(key)) yield return snapshot!.Read<Known>(at);
    }

    /// <summary>What this run visited and what is known of it since.</summary>
    public IEnumerable<(Visit Visit, Known Known)> Visited()
    {
        foreach (var (key, at) in now)
            if (Visit(at) is var visit && After(key, visit) is { } known) yield return (visit, known);
    }

    /// <summary>Everything that is known, read from disk one by one.</summary>
    public IEnumerable<Known> All() => Unvisited().Concat(Visited().Select(v => v.Known));

    /// <summary>Replaces the snapshot by what is known now, in one step. This book goes on with the old one.</summary>
    public void Save(SourceEnd? ending)
    {
        Disk.Replace(data.State(sourceKey), stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 14, leaveOpen: true) { NewLine = "\n" };
            text.WriteLine(JsonSerializer.Serialize(new { snapshot_of_run = run, end = ending }, Json.Options));
            foreach (var one in All()) text.WriteLine(JsonSerializer.Serialize(one, Json.Options));
        });
    }

    public void Dispose()
    {
        snapshot?.Dispose();
        journal?.Dispose();
    }

    private Visit Visit(long at) => journal!.Read<Visit>(at);

    private Known? Before(Digest key) => before.TryGetValue(key, out var at) ? snapshot!.Read<Known>(at) : null;

    private Known? After(Digest key, Visit visit) => Known.After(Before(key), visit);
}
