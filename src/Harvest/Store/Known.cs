using System.Text.Json.Serialization;
using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Store;

/// <summary>Bytes that an address once gave, and when.</summary>
public sealed record Edition(string Sha256, long Bytes, MediaKind Media, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

/// <summary>What is known of one address of a source, over all runs: one line of the source's snapshot.</summary>
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

    /// <summary>The links that the page had when its body was last received, packed.</summary>
    public string? Links { get; set; }

    /// <summary>Of a ZIP: the documents that lie or once lay in it.</summary>
    public List<Known>? Members { get; set; }

    [JsonIgnore]
    public bool IsDocument => Kind == BodyKind.Document && Sha256 is not null;

    [JsonIgnore]
    public bool IsFile => Kind is BodyKind.Document or BodyKind.Container;

    /// <summary>This address and what lies in it.</summary>
    internal IEnumerable<Known> Whole() => (Members ?? []).Prepend(this);

    /// <summary>What is known after a visit; null where nothing is.</summary>
    internal static Known? After(Known? before, Visit visit)
    {
        var one = before;
        switch (visit.Outcome)
        {
            case Outcome.Gone:
                one?.Vanish(visit.At);
                break;
            case Outcome.Redirected:
                if (one is { IsFile: true }) one.Vanish(visit.At);
                one ??= Begin(visit);
                one.Target = visit.Target;
                break;
            case Outcome.Seen:
                if (one is { IsFile: true }) one.Vanish(visit.At);
                one ??= Begin(visit);
                if (one.Kind is BodyKind.None or BodyKind.Page) one.Receive(visit);
                one.Links = visit.Links ?? one.Links;
                break;
            case Outcome.New or Outcome.Changed or Outcome.Unchanged or Outcome.Returned:
                one ??= Begin(visit);
                var gone = one.GoneSince;
                one.Receive(visit);
                one.Links = visit.Links ?? one.Links;
                if (visit.Kind == BodyKind.Container) one.Contain(visit, gone);
                break;
        }
        return one;
    }

    private static Known Begin(Visit visit) => new() { Url = visit.Url, FirstSeen = visit.At, LastSeen = visit.At };

    private void Vanish(DateTimeOffset at)
    {
        foreach (var one in Whole()) one.GoneSince ??= at;
    }

    private void Receive(Visit visit)
    {
        if (visit.Sha256 is { } sha && sha != Sha256)
        {
            if (Sha256 is { } before && IsFile) (Earlier ??= []).Add(new Edition(before, Bytes, Media, FirstSeen, LastSeen));
            (Sha256, Bytes, FirstSeen) = (sha, visit.Bytes, visit.At);
        }
        if (visit.Status != 304)
        {
            (Kind, Media) = (visit.Kind, visit.Media);
            (ETag, LastModified) = (visit.ETag, visit.LastModified);
            if (visit.Kind != BodyKind.Page) FileName = visit.FileName ?? FileName;
        }
        // What a page is called is in the journal.
        if (!string.IsNullOrEmpty(visit.Title) && visit.Kind != BodyKind.Page) Title = visit.Title;
        Target = null;
        GoneSince = null;
        LastSeen = visit.At;
    }

    /// <param name="gone">Since when the ZIP was gone before this visit: what went with it comes back with it.</param>
    private void Contain(Visit visit, DateTimeOffset? gone)
    {
        Members ??= [];
        if (visit.Members is null)
        {
            foreach (var member in Members.Where(m => m.GoneSince is null || m.GoneSince == gone)) (member.LastSeen, member.GoneSince) = (visit.At, null);
            return;
        }
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in visit.Members)
        {
            there.Add(found.Path);
            var member = Members.Find(m => m.Path == found.Path);
            if (member is null) Members.Add(member = new Known { Url = $"{Url}#{Uri.EscapeDataString(found.Path)}", FirstSeen = visit.At, Container = Url, Path = found.Path, Title = Title });
            member.Receive(new Visit { Source = visit.Source, Url = member.Url, At = visit.At, Outcome = Outcome.New, Kind = BodyKind.Document, Media = found.Media, Sha256 = found.Sha256, Bytes = found.Bytes, FileName = FileNames.Plain(found.Path) });
        }
        foreach (var member in Members.Where(m => !there.Contains(m.Path!))) member.GoneSince ??= visit.At;
    }
}
