using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Runs;

/// <summary>An address that is to be visited: one line of the frontier's file.</summary>
/// <param name="Parent">Where the line of the page that led here starts; null where no page did.</param>
internal sealed record Waiting(Uri Address, string Text, int Depth, long? Parent, bool LooksLikeDocument, bool SpeaksOfResults, int Hops)
{
    /// <summary>Where its line starts.</summary>
    [JsonIgnore]
    public long At { get; init; }

    [JsonIgnore]
    public Digest Key => Digest.Of(Address.AbsoluteUri);

    /// <summary>The family of pages that it belongs to.</summary>
    [JsonIgnore]
    public Digest Shape => Digest.Of(Web.Address.Shape(Address));
}

/// <summary>How an address was come by.</summary>
/// <param name="Granted">By a redirect or as a share link: its host need not be named, and its links are not followed.</param>
/// <param name="Certain">It is visited whatever the source's patterns and depth limit say.</param>
internal readonly record struct Way(int Depth, long? Parent, bool Granted = false, bool Certain = false, int Hops = 0);

/// <summary>
/// Which address is next: files before pages, what speaks of results before what does not, near before far. A family of pages that one script makes
/// (a calendar) and that leads to no document goes to the end of the line. The order follows from the visits alone, so a run that goes on after
/// a kill asks in the same order. The addresses lie in a scratch file; memory holds places in it.
/// </summary>
internal sealed class Frontier(Source source, DataFolder data, Func<string, bool> isKnownDocument) : IDisposable
{
    /// <summary>So many pages of one shape without a document, and the rest of them must wait.</summary>
    private const int Patience = 15;

    /// <summary>In place of where an address's line starts: it has been dealt with.</summary>
    private const long Done = -1;

    private readonly JournalFile file = JournalFile.Scratch(Path.Combine(data.Parts, source.Key + ".waiting"));
    private readonly PriorityQueue<long, (int Class, int Depth, long At)> queue = new();
    private readonly Dictionary<Digest, long> places = [];
    private readonly Dictionary<Digest, (int Visited, int Documents)> shapes = [];
    private readonly HashSet<Digest> tooDeep = [];
    private bool filesOnly;

    /// <summary>Addresses that only the depth limit kept out.</summary>
    public int TooDeep => tooDeep.Count;

    /// <summary>Pages that only the page limit kept out.</summary>
    public int TooMany { get; private set; }

    /// <summary>Addresses waiting.</summary>
    public int Count { get; private set; }

    public bool IsWaiting(string url) => places.GetValueOrDefault(Digest.Of(url), Done) != Done;

    /// <summary>Takes a link in, unless its address is known, irrelevant, too deep or the source's patterns say no.</summary>
    public void Offer(Uri address, string text, Way way)
    {
        var url = address.AbsoluteUri;
        var key = Digest.Of(url);
        if (places.ContainsKey(key)) return;
        var looks = Sniff.LooksLikeDocument(address) || isKnownDocument(url);
        var haystack = Vocabulary.Haystack(address, text);
        if (!way.Certain && !Passes(address, haystack, looks, way.Granted)) return;
        if (!way.Certain && way.Depth > source.MaxDepth)
        {
            tooDeep.Add(key);
            return;
        }
        tooDeep.Remove(key);
        if (filesOnly && !looks)
        {
            places[key] = Done;
            TooMany++;
            return;
        }
        var one = new Waiting(address, text, way.Depth, way.Parent, looks, Vocabulary.SpeaksOfResults(haystack), way.Hops);
        one = one with { At = file.Append(one) };
        Enqueue(one, Class(one));
    }

    /// <summary>Puts an address back for a last try, after everything else.</summary>
    /// <param name="at">Where its line starts.</param>
    public void OfferAgain(long at)
    {
        var one = Read(at);
        if (places[one.Key] == Done && (one.LooksLikeDocument || !filesOnly)) Enqueue(one with { At = file.Append(one) }, 9);
    }

    /// <summary>The next address; <see cref="Visited"/> takes it off. Null where nothing waits.</summary>
    public Waiting? Next()
    {
        while (queue.TryPeek(out var at, out var rank))
        {
            var one = Read(at);
            var place = Class(one);
            if (places[one.Key] == at && place <= rank.Class) return one;
            queue.Dequeue();
            if (places[one.Key] == at) queue.Enqueue(at, rank with { Class = place });
        }
        return null;
    }

    /// <summary>The address has been dealt with in this run. Returns what was waiting; null where it was not.</summary>
    public Waiting? Visited(string url, bool wasPage)
    {
        var key = Digest.Of(url);
        var one = places.GetValueOrDefault(key, Done) is var at && at != Done ? Read(at) : null;
        places[key] = Done;
        if (one is null) return null;
        Count--;
        if (wasPage) shapes[one.Shape] = shapes.GetValueOrDefault(one.Shape) is var s ? (s.Visited + 1, s.Documents) : default;
        return one;
    }

    /// <summary>A document was found here: the pages that led to it have earned their place.</summary>
    public void Credit(Waiting found)
    {
        var at = found.Parent;
        for (var step = 0; step < 4 && at is { } place; step++)
        {
            var page = Read(place);
            shapes[page.Shape] = shapes.GetValueOrDefault(page.Shape) is var s ? (s.Visited, s.Documents + 1) : default;
            at = page.Parent;
        }
    }

    /// <summary>No more pages from now on; files are still taken: the limit is on walking, not on what was found.</summary>
    public void FilesOnly()
    {
        if (filesOnly) return;
        filesOnly = true;
        var files = new List<(long, (int, int, long))>();
        while (queue.TryDequeue(out var at, out var rank))
        {
            var one = Read(at);
            if (places[one.Key] != at) continue;
            if (one.LooksLikeDocument)
            {
                files.Add((at, rank));
                continue;
            }
            places[one.Key] = Done;
            TooMany++;
        }
        queue.EnqueueRange(files);
        Count = files.Count;
    }

    public void Dispose() => file.Dispose();

    private void Enqueue(Waiting one, int place)
    {
        places[one.Key] = one.At;
        Count++;
        queue.Enqueue(one.At, (place, one.Depth, one.At));
    }

    private Waiting Read(long at) => file.Read<Waiting>(at) with { At = at };

    private bool Passes(Uri address, string haystack, bool looksLikeDocument, bool granted)
    {
        if (Sniff.LooksIrrelevant(address) || Unwanted.Matches(address) || source.Skip.Any(p => p.IsMatch(haystack))) return false;
        if (!granted && !source.Names(address)) return false;
        if (looksLikeDocument) return source.Documents.IsEmpty || source.Documents.Any(p => p.IsMatch(haystack));
        return source.Follow.IsEmpty || source.Follow.Any(p => p.IsMatch(haystack)) || source.Documents.Any(p => p.IsMatch(haystack));
    }

    private int Class(Waiting one)
    {
        if (one.LooksLikeDocument) return 0;
        if (one.Depth == 0) return 1;
        var (visited, documents) = shapes.GetValueOrDefault(one.Shape);
        return documents == 0 && visited >= Patience ? 8 : one.SpeaksOfResults ? 2 : documents > 0 ? 3 : 4;
    }
}

/// <summary>Addresses that do something instead of showing something.</summary>
internal static partial class Unwanted
{
    public static bool Matches(Uri address) => Deeds().IsMatch(address.PathAndQuery);

    [GeneratedRegex(@"/(?:logout|log-out|signout|login|signin|register|wp-login|wp-admin|administrator|cart|checkout)(?:[/.?]|$)|[?&](?:action|task|do|mode)=(?:delete|remove|edit|logout|login|print|register)|[?&](?:replytocom|share|add-to-cart)=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Deeds();
}
