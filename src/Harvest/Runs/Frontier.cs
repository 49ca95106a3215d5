using System.Text.RegularExpressions;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Runs;

/// <summary>An address that is to be visited.</summary>
/// <param name="Granted">Reached by a redirect or as a share link: its host need not be named, and its links are not followed.</param>
internal sealed record Waiting(Uri Address, string Text, int Depth, string? Parent, string Shape, bool LooksLikeDocument, bool SpeaksOfResults, bool Granted, int Sequence)
{
    public int Hops { get; init; }
}

/// <summary>
/// Which address is next: files before pages, what speaks of results before what does not, near before far. A family of pages that one script makes
/// (a calendar) and that leads to no document goes to the end of the line. The order follows from the visits alone, so a run that goes on after
/// a kill asks in the same order.
/// </summary>
internal sealed class Frontier(Source source, Func<string, bool> isKnownDocument)
{
    /// <summary>So many pages of one shape without a document, and the rest of them must wait.</summary>
    private const int Patience = 15;

    private readonly PriorityQueue<Waiting, (int Class, int Depth, int Sequence)> queue = new();
    private readonly Dictionary<string, Waiting?> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Visited, int Documents)> shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Parent, string Shape)> origins = new(StringComparer.Ordinal);
    private readonly HashSet<string> shapeNames = new(StringComparer.Ordinal);
    private int sequence;

    private readonly HashSet<string> tooDeep = new(StringComparer.Ordinal);

    /// <summary>Addresses that only the depth limit kept out.</summary>
    public int TooDeep => tooDeep.Count;

    /// <summary>Pages that only the page limit kept out.</summary>
    public int TooMany { get; private set; }

    private bool filesOnly;

    /// <summary>Addresses waiting.</summary>
    public int Count { get; private set; }

    public bool Knows(string url) => waiting.ContainsKey(url);

    /// <summary>Takes a link in, unless its address is known, irrelevant, too deep or the source's patterns say no.</summary>
    public void Offer(Uri address, string text, int depth, string? parent, bool granted = false, bool certain = false, int hops = 0)
    {
        var url = address.AbsoluteUri;
        if (waiting.ContainsKey(url)) return;
        var looks = Sniff.LooksLikeDocument(address) || isKnownDocument(url);
        var haystack = Vocabulary.Haystack(address, text);
        if (!certain && !Passes(address, haystack, looks, granted)) return;
        if (!certain && depth > source.MaxDepth)
        {
            tooDeep.Add(url);
            return;
        }
        tooDeep.Remove(url);
        if (filesOnly && !looks)
        {
            waiting[url] = null;
            TooMany++;
            return;
        }
        var one = new Waiting(address, text, depth, parent, Shared(Address.Shape(address)), looks, Vocabulary.SpeaksOfResults(haystack), granted, sequence++) { Hops = hops };
        waiting[url] = one;
        origins[url] = (parent, one.Shape);
        Count++;
        queue.Enqueue(one, Rank(one));
    }

    /// <summary>Puts an address back for a last try, after everything else.</summary>
    public void OfferAgain(Waiting one)
    {
        if (waiting.GetValueOrDefault(one.Address.AbsoluteUri) is not null || (filesOnly && !one.LooksLikeDocument)) return;
        waiting[one.Address.AbsoluteUri] = one;
        Count++;
        queue.Enqueue(one, (9, one.Depth, one.Sequence));
    }

    /// <summary>The next address; <see cref="Visited"/> takes it off. Null where nothing waits.</summary>
    public Waiting? Next()
    {
        while (queue.TryPeek(out var one, out var rank))
        {
            if (waiting[one.Address.AbsoluteUri] != one)
            {
                queue.Dequeue();
                continue;
            }
            var now = Rank(one);
            if (now.Class > rank.Class)
            {
                queue.Dequeue();
                queue.Enqueue(one, now);
                continue;
            }
            return one;
        }
        return null;
    }

    /// <summary>The address has been dealt with in this run.</summary>
    public Waiting? Visited(string url, bool wasPage)
    {
        var one = waiting.GetValueOrDefault(url);
        if (one is not null) Count--;
        waiting[url] = null;
        if (one is not null && wasPage) shapes[one.Shape] = shapes.GetValueOrDefault(one.Shape) is var s ? (s.Visited + 1, s.Documents) : default;
        return one;
    }

    /// <summary>A document was found at this address: the pages that led to it have earned their place.</summary>
    public void Credit(string url)
    {
        var at = origins.GetValueOrDefault(url).Parent;
        for (var step = 0; step < 4 && at is not null; step++)
        {
            var (parent, shape) = origins.GetValueOrDefault(at);
            if (shape is not null) shapes[shape] = shapes.GetValueOrDefault(shape) is var s ? (s.Visited, s.Documents + 1) : default;
            at = parent;
        }
    }

    /// <summary>No more pages from now on; files are still taken: the limit is on walking, not on what was found.</summary>
    public void FilesOnly()
    {
        if (filesOnly) return;
        filesOnly = true;
        var files = new List<(Waiting, (int, int, int))>();
        while (queue.TryDequeue(out var one, out var rank))
        {
            if (waiting[one.Address.AbsoluteUri] != one) continue;
            if (one.LooksLikeDocument) files.Add((one, rank));
            else TooMany++;
        }
        foreach (var (one, rank) in files) queue.Enqueue(one, rank);
        Count = files.Count;
    }

    private bool Passes(Uri address, string haystack, bool looksLikeDocument, bool granted)
    {
        if (Sniff.LooksIrrelevant(address) || Unwanted.Matches(address) || source.Skip.Any(p => p.IsMatch(haystack))) return false;
        if (!granted && !source.Names(address)) return false;
        if (looksLikeDocument) return source.Documents.IsEmpty || source.Documents.Any(p => p.IsMatch(haystack));
        return source.Follow.IsEmpty || source.Follow.Any(p => p.IsMatch(haystack)) || source.Documents.Any(p => p.IsMatch(haystack));
    }

    /// <summary>One object for each shape: thousands of addresses have the same.</summary>
    private string Shared(string shape)
    {
        if (shapeNames.TryGetValue(shape, out var known)) return known;
        shapeNames.Add(shape);
        return shape;
    }

    private (int Class, int Depth, int Sequence) Rank(Waiting one)
    {
        var (visited, documents) = shapes.GetValueOrDefault(one.Shape);
        var kind = one.LooksLikeDocument ? 0 : one.Depth == 0 ? 1 : documents == 0 && visited >= Patience ? 8 : one.SpeaksOfResults ? 2 : documents > 0 ? 3 : 4;
        return (kind, one.Depth, one.Sequence);
    }
}

/// <summary>Addresses that do something instead of showing something.</summary>
internal static partial class Unwanted
{
    public static bool Matches(Uri address) => Deeds().IsMatch(address.PathAndQuery);

    [GeneratedRegex(@"/(?:logout|log-out|signout|login|signin|register|wp-login|wp-admin|administrator|cart|checkout)(?:[/.?]|$)|[?&](?:action|task|do|mode)=(?:delete|remove|edit|logout|login|print|register)|[?&](?:replytocom|share|add-to-cart)=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Deeds();
}
