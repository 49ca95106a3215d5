using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Runs;

/// <summary>Why a source's run ended before everything was visited.</summary>
public enum StopReason { None, MaxPages, MaxDepth, MaxDocuments, MaxTotalBytes, Breaker, Window, RetryAfter }

/// <summary>What a crawl works with; handed in.</summary>
internal sealed record Tools(DataFolder Data, Archive Archive, Ledger Ledger, Fetcher Fetcher, RobotsBook Robots, HostGate Gate, Patience Patience, TimeProvider Clock, bool DryRun, Progress Progress);

/// <summary>
/// One source in one run, one address after the other. All it knows follows from the snapshot and the journal's visits:
/// after a kill the same visits are applied again and the crawl goes on.
/// </summary>
internal sealed class Crawl(Source source, Book book, Tools tools) : IDisposable
{
    private readonly Frontier frontier = new(source, tools.Data, url => book.Find(url) is { IsFile: true });
    private readonly List<long> failed = [];
    private readonly HashSet<Digest> tried = [];
    private bool rechecked;
    private int pages;
    private int documents;
    private long received;

    public StopReason Stopped { get; private set; }

    /// <summary>Addresses that were waiting when the crawl stopped early.</summary>
    public int LeftOver { get; private set; }

    public void Begin()
    {
        foreach (var start in source.Start) frontier.Offer(start, "", new Way(0, null, Certain: true));
    }

    /// <summary>Takes in a visit that the run had made before it was killed.</summary>
    public void Replay(Visit visit, long at)
    {
        // What nothing links to was visited because the run had come to the end of the links.
        if (visit.Outcome != Outcome.Robots && !frontier.IsWaiting(visit.Url)) MoreToOffer();
        Apply(visit, at);
    }

    /// <summary>Takes in what came of an address, from the network or from the journal.</summary>
    /// <param name="at">Where the visit's line starts in the journal.</param>
    public void Apply(Visit visit, long at)
    {
        if (visit.Outcome == Outcome.Robots)
        {
            received += visit.Received;
            return;
        }
        book.Apply(visit, at);
        var wasPage = visit.Outcome == Outcome.Seen || (visit.IsPresentDocument && visit.Media == MediaKind.Html);
        var waited = frontier.Visited(visit.Url, wasPage);
        received += visit.Received;
        if (wasPage) pages++;
        if (visit.IsPresentDocument)
        {
            documents += visit.Kind == BodyKind.Document ? 1 : Math.Max(1, visit.Members?.Count ?? 0);
            if (waited is not null) frontier.Credit(waited);
        }
        if (visit.Outcome == Outcome.Failed && Retriable(visit) && waited is not null && tried.Add(waited.Key)) failed.Add(waited.At);
        if (visit.Outcome is Outcome.Redirected or Outcome.Gone && visit.Target is { } target && waited is not null)
            frontier.Offer(new Uri(target), waited.Text, new Way(waited.Depth, waited.Parent, Granted: true, Certain: true, waited.Hops + 1));
        // A page outside the named hosts, reached by a redirect, is no way into its site.
        if (wasPage && waited is not null && source.Names(waited.Address))
            foreach (var link in (visit.Links ?? book.Find(visit.Url)?.Links) is { } links ? PackedLinks.Unpack(links) : []) Offer(link, waited);
    }

    public async Task Run(HttpClient client, CancellationToken stop)
    {
        var visitor = new Visitor(source, book, tools, client);
        while (Stopped == StopReason.None)
        {
            stop.ThrowIfCancellationRequested();
            Limit();
            if (Stopped != StopReason.None) break;
            var next = frontier.Next();
            if (next is null)
            {
                if (!MoreToOffer()) break;
                continue;
            }
            var breaks = 0;
            Visit? visit = null;
            var at = 0L;
            while (visit is null)
            {
                try
                {
                    var (one, log) = await visitor.Visit(next, stop).ConfigureAwait(false);
                    visit = one;
                    at = await tools.Ledger.Append(visit, log).ConfigureAwait(false);
                }
                catch (HostRestsException rest)
                {
                    if (++breaks > tools.Patience.MostBreaks)
                    {
                        Stopped = StopReason.Breaker;
                        break;
                    }
                    await Task.Delay(rest.Wait + TimeSpan.FromMilliseconds(50), tools.Clock, stop).ConfigureAwait(false);
                }
            }
            if (visit is null) break;
            if (visitor.AskedToWait) Stopped = StopReason.RetryAfter;
            Apply(visit, at);
            tools.Progress.Report(source.Name, visit);
        }
        LeftOver = frontier.Count + frontier.TooDeep + frontier.TooMany;
    }

    /// <summary>After everything linked: documents known from earlier runs that nothing links to any more, then a last try of what failed.</summary>
    private bool MoreToOffer()
    {
        if (!rechecked)
        {
            rechecked = true;
            foreach (var one in book.Unvisited().Where(k => k is { IsFile: true, GoneSince: null, Sha256: not null }))
                frontier.Offer(new Uri(one.Url), one.Title ?? "", new Way(1, null, Granted: true, Certain: true));
            if (frontier.Count > 0) return true;
        }
        foreach (var at in failed) frontier.OfferAgain(at);
        failed.Clear();
        return frontier.Count > 0;
    }

    private void Limit()
    {
        if (source.Window is { } window && !window.Contains(tools.Clock.GetUtcNow())) Stopped = StopReason.Window;
        else if (documents >= source.MaxDocuments) Stopped = StopReason.MaxDocuments;
        else if (received >= source.MaxTotalBytes) Stopped = StopReason.MaxTotalBytes;
        else if (pages >= source.MaxPages) frontier.FilesOnly();
    }

    public StopReason Reason => Stopped != StopReason.None ? Stopped : frontier.TooMany > 0 ? StopReason.MaxPages : frontier.TooDeep > 0 ? StopReason.MaxDepth : StopReason.None;

    /// <summary>What the source yielded in this run: distinct documents, those in containers included, and the fiscal years and agencies they name.</summary>
    public (int Documents, IReadOnlyList<int> Years, int Agencies) Yield()
    {
        var hashes = new HashSet<Digest>();
        var years = new SortedSet<int>();
        var agencies = new HashSet<string>(StringComparer.Ordinal);
        if (source.Agency is { } own) agencies.Add(own);
        foreach (var one in book.Visited().Where(v => v.Visit.IsPresentDocument).SelectMany(v => v.Known.Whole()).Where(k => k is { IsDocument: true, GoneSince: null }))
        {
            hashes.Add(Digest.Of(one.Sha256!));
            var haystack = Vocabulary.Haystack(new Uri(one.Url), $"{one.Title} {one.FileName} {one.Path}");
            years.UnionWith(Vocabulary.Years(haystack));
            agencies.UnionWith(Vocabulary.Agencies(haystack));
        }
        return (hashes.Count, [.. years], agencies.Count);
    }

    private void Offer(Link link, Waiting from)
    {
        var address = new Uri(link.Url);
        frontier.Offer(address, link.Text, new Way(from.Depth + 1, from.At, Granted: ShareLinks.IsShare(address) && !source.Names(address)));
    }

    public void Dispose() => frontier.Dispose();

    private static bool Retriable(Visit visit) => visit.Code is "ITA720" or "ITA721" or "ITA722" or "ITA723" or "ITA712";
}
