using System.Text.Json;
using System.Text.Json.Serialization;
using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Store;

/// <summary>One archived document: the same bytes are one document, whatever their addresses.</summary>
public sealed record Archived
{
    public required string Sha256 { get; init; }

    /// <summary>Where it was found first; for a document in a ZIP, the ZIP's address.</summary>
    public required string Url { get; init; }

    /// <summary>"present", "gone" (no address gives these bytes any more and none gives others), "superseded" (its address gives a newer version).</summary>
    public required string Status { get; init; }

    public required long Bytes { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    public DateTimeOffset? GoneSince { get; init; }

    public string? FileName { get; init; }

    public string? Title { get; init; }

    public MediaKind Media { get; init; }

    /// <summary>Its path in the ZIP, where it lies in one.</summary>
    public string? Path { get; init; }

    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Every address that gave these bytes, redirects that lead there included.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ListOptions);

    private static readonly JsonSerializerOptions ListOptions = new(Json.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}

/// <summary>Lists the archive from what is known of every source, an unfinished run included.</summary>
public static class Listing
{
    public static IReadOnlyList<Archived> Of(DataFolder data)
    {
        var finds = new Dictionary<string, List<(string Source, Known Known, Edition Edition, string Status)>>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, book) in Books(data))
        {
            foreach (var one in book.All().SelectMany(k => k.Whole()))
            {
                one.Links = null;
                if (one.Target is { } target && one.Kind is BodyKind.None) (aliases.TryGetValue(target, out var list) ? list : aliases[target] = []).Add(one.Url);
                foreach (var earlier in one.Earlier ?? []) Note(name, one, earlier, "superseded");
                if (one.IsDocument) Note(name, one, new Edition(one.Sha256!, one.Bytes, one.Media, one.FirstSeen, one.LastSeen), one.GoneSince is null ? "present" : "gone");
            }
        }
        return [.. finds.Select(f => Merge(f.Key, f.Value, aliases)).OrderBy(a => a.Url, StringComparer.Ordinal).ThenBy(a => a.Path, StringComparer.Ordinal).ThenBy(a => a.FirstSeen)];

        void Note(string source, Known one, Edition edition, string status)
        {
            // A container's own bytes are kept, and its documents are what is listed.
            if (edition.Media == MediaKind.Zip) return;
            (finds.TryGetValue(edition.Sha256, out var list) ? list : finds[edition.Sha256] = []).Add((source, one, edition, status));
        }
    }

    /// <summary>What is known of every source that was ever harvested into the folder.</summary>
    internal static IEnumerable<(string Name, Book Book)> Books(DataFolder data)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = 0;
        foreach (var run in data.RunNumbers())
        {
            last = run;
            foreach (var line in JournalFile.Lines(data.Journal(run)).Take(1))
                foreach (var source in line.Json.Deserialize<RunBegin>(Json.Options)?.Sources ?? []) names[source.Key] = source.Name;
        }
        var visits = last == 0 ? null : Runs.Harvester.VisitsBySource(data.Journal(last));
        foreach (var (key, name) in names.OrderBy(n => n.Value, StringComparer.Ordinal))
        {
            using var book = new Book(data, key, last);
            if (book.SnapshotRun != last && visits?.GetValueOrDefault(name) is { } mine)
                foreach (var (visit, at) in Runs.Harvester.Visits(data.Journal(last), mine)) book.Apply(visit, at);
            yield return (name, book);
        }
    }

    private static Archived Merge(string sha256, List<(string Source, Known Known, Edition Edition, string Status)> finds, Dictionary<string, List<string>> aliases)
    {
        var first = finds.MinBy(f => (f.Edition.FirstSeen, f.Known.Url));
        var status = finds.Any(f => f.Status == "present") ? "present" : finds.Any(f => f.Status == "gone") ? "gone" : "superseded";
        var urls = finds.Select(f => f.Known.Url).Concat(finds.SelectMany(f => aliases.GetValueOrDefault(f.Known.Url) ?? [])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new Archived
        {
            Sha256 = sha256,
            Url = first.Known.Container ?? first.Known.Url,
            Path = first.Known.Path,
            Status = status,
            Bytes = first.Edition.Bytes,
            Media = first.Edition.Media,
            FirstSeen = finds.Min(f => f.Edition.FirstSeen),
            LastSeen = finds.Max(f => f.Edition.LastSeen),
            GoneSince = status == "gone" ? finds.Where(f => f.Status == "gone").Max(f => f.Known.GoneSince) : null,
            FileName = first.Known.FileName,
            Title = first.Known.Title,
            Sources = [.. finds.Select(f => f.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Urls = [.. urls],
        };
    }
}
