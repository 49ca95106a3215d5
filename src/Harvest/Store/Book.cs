using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Store;

/// <summary>Bytes that an address once gave, and when.</summary>
public sealed record Edition(string Sha256, long Bytes, MediaKind Media, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

/// <summary>What is known of one address of a source, over all runs.</summary>
public sealed class Known
{
    public required string Url { get; init; }

    public BodyKind Kind { get; set; }

    public MediaKind Media { get; set; }

    public string? Sha256 { get; set; }

    public long Bytes { get; set; }

    [JsonPropertyName("etag")]
    public string? ETag { get; set; }

    public string? LastModified { get; set; }

    public DateTimeOffset FirstSeen { get; set; }

    public DateTimeOffset LastSeen { get; set; }

    public DateTimeOffset? GoneSince { get; set; }

    public string? FileName { get; set; }

    public string? Title { get; set; }

    public string? Target { get; set; }

    /// <summary>The container's address and the path in it, for a document that lies in a ZIP.</summary>
    public string? Container { get; set; }

    public string? Path { get; set; }

    /// <summary>Earlier bytes of this address, oldest first.</summary>
    public List<Edition>? Earlier { get; set; }

    [JsonIgnore]
    public bool IsDocument => Kind == BodyKind.Document && Sha256 is not null;

    /// <summary>Which file holds the line with this page's links (0: none, 1: snapshot, 2: journal), and where.</summary>
    [JsonIgnore]
    internal (byte File, long At) LinksAt { get; set; }
}

/// <summary>
/// Everything known of one source: what the last finished run left in its snapshot, and what this run's journal adds.
/// Links stay on disk; a page's are read when they are needed.
/// </summary>
internal sealed class Book(DataFolder data, string sourceKey, int run)
{
    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>The run that wrote the snapshot; 0 where there is none.</summary>
    public int SnapshotRun { get; private set; }

    /// <summary>How the source ended in that run.</summary>
    public SourceEnd? SnapshotEnd { get; private set; }

    public IEnumerable<Known> All => known.Values;

    public Known? Find(string url) => known.GetValueOrDefault(url);

    public void LoadSnapshot()
    {
        foreach (var line in JournalFile.Lines(data.State(sourceKey)))
        {
            if (line.Json.TryGetProperty("snapshot_of_run", out var number)) (SnapshotRun, SnapshotEnd) = (number.GetInt32(), line.Json.TryGetProperty("end", out var end) ? end.Deserialize<SourceEnd>(Json.Options) : null);
            else if (line.Json.Deserialize<Known>(Json.Options) is { } one)
            {
                if (line.Json.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.String) one.LinksAt = (1, line.At);
                known[one.Url] = one;
            }
        }
    }

    /// <summary>The links that a page had when its body was last received.</summary>
    public IReadOnlyList<Link>? LinksOf(Known page)
    {
        if (page.LinksAt.File == 0) return null;
        using var line = JournalFile.LineAt(FileOf(page), page.LinksAt.At);
        return line is not null && line.RootElement.TryGetProperty("links", out var links) ? PackedLinks.Unpack(links.GetString()!) : null;
    }

    /// <summary>Takes in what came of an address.</summary>
    /// <param name="at">Where the visit's line, and with it its links, starts in the journal.</param>
    public void Apply(Visit visit, long at)
    {
        var one = known.GetValueOrDefault(visit.Url);
        switch (visit.Outcome)
        {
            case Outcome.Gone:
                if (one is not null) Vanish(one, visit.At);
                break;
            case Outcome.Redirected:
                if (one is { Kind: BodyKind.Document or BodyKind.Container }) Vanish(one, visit.At);
                one ??= Create(visit);
                one.Target = visit.Target;
                break;
            case Outcome.Seen:
                if (one is { Kind: BodyKind.Document or BodyKind.Container }) Vanish(one, visit.At);
                one ??= Create(visit);
                if (one.Kind is BodyKind.None or BodyKind.Page) Receive(one, visit);
                if (visit.Links is not null) one.LinksAt = (2, at);
                break;
            case Outcome.New or Outcome.Changed or Outcome.Unchanged or Outcome.Returned:
                one ??= Create(visit);
                Receive(one, visit);
                if (visit.Links is not null) one.LinksAt = (2, at);
                if (visit.Kind == BodyKind.Container) Contain(one, visit);
                break;
        }
    }

    /// <summary>Replaces the snapshot by what is known now, in one step.</summary>
    public void Save(SourceEnd? ending)
    {
        Disk.Replace(data.State(sourceKey), stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
            text.WriteLine(JsonSerializer.Serialize(new { snapshot_of_run = run, end = ending }, Json.Options));
            foreach (var one in known.Values)
            {
                var json = JsonSerializer.Serialize(one, Json.Options);
                text.Write(json.AsSpan(0, json.Length - 1));
                if (one.LinksAt.File != 0)
                {
                    using var line = JournalFile.LineAt(FileOf(one), one.LinksAt.At);
                    if (line is not null && line.RootElement.TryGetProperty("links", out var links))
                    {
                        text.Write(",\"links\":");
                        text.Write(links.GetRawText());
                    }
                }
                text.WriteLine('}');
            }
        });
    }

    public static string MemberUrl(string container, string path) => $"{container}#{Uri.EscapeDataString(path)}";

    private string FileOf(Known page) => page.LinksAt.File == 1 ? data.State(sourceKey) : data.Journal(run);

    private Known Create(Visit visit)
    {
        var one = new Known { Url = visit.Url, FirstSeen = visit.At, LastSeen = visit.At };
        known.Add(visit.Url, one);
        return one;
    }

    private void Vanish(Known one, DateTimeOffset at)
    {
        one.GoneSince ??= at;
        if (one.Kind != BodyKind.Container) return;
        foreach (var member in Members(one.Url)) member.GoneSince ??= at;
    }

    private static void Receive(Known one, Visit visit)
    {
        if (visit.Sha256 is { } sha && sha != one.Sha256)
        {
            if (one.Sha256 is { } before && one.Kind is BodyKind.Document or BodyKind.Container)
                (one.Earlier ??= []).Add(new Edition(before, one.Bytes, one.Media, one.FirstSeen, one.LastSeen));
            (one.Sha256, one.Bytes, one.FirstSeen) = (sha, visit.Bytes, visit.At);
        }
        if (visit.Status != 304)
        {
            (one.Kind, one.Media) = (visit.Kind, visit.Media);
            (one.ETag, one.LastModified) = (visit.ETag, visit.LastModified);
            if (visit.Kind != BodyKind.Page) one.FileName = visit.FileName ?? one.FileName;
        }
        // What a page is called is in the journal; here it would only take memory.
        if (!string.IsNullOrEmpty(visit.Title) && visit.Kind != BodyKind.Page) one.Title = visit.Title;
        one.Target = null;
        one.GoneSince = null;
        one.LastSeen = visit.At;
    }

    private void Contain(Known container, Visit visit)
    {
        if (visit.Members is null)
        {
            foreach (var member in Members(container.Url).Where(m => m.GoneSince is null || m.GoneSince == container.GoneSince)) (member.LastSeen, member.GoneSince) = (visit.At, null);
            return;
        }
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in visit.Members)
        {
            var url = MemberUrl(container.Url, member.Path);
            there.Add(url);
            if (!known.TryGetValue(url, out var one)) known.Add(url, one = new Known { Url = url, FirstSeen = visit.At, Container = container.Url, Path = member.Path, Title = container.Title });
            Receive(one, new Visit { Source = visit.Source, Url = url, At = visit.At, Outcome = Outcome.New, Kind = BodyKind.Document, Media = member.Media, Sha256 = member.Sha256, Bytes = member.Bytes, FileName = FileNames.Plain(member.Path) });
        }
        foreach (var member in Members(container.Url).Where(m => !there.Contains(m.Url))) member.GoneSince ??= visit.At;
    }

    private List<Known> Members(string container) => [.. known.Values.Where(k => k.Container == container)];
}
