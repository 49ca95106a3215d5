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
internal sealed class Crawl(Source source, Book book, Tools tools)
{
    private const int MostHops = 10;

    private readonly Frontier frontier = new(source, url => book.Find(url) is { Kind: BodyKind.Document or BodyKind.Container });
    private readonly HashSet<string> present = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Waiting> failed = new(StringComparer.Ordinal);
    private readonly HashSet<string> tried = new(StringComparer.Ordinal);
    private bool rechecked;
    private int pages;
    private int documents;
    private long received;

    public StopReason Stopped { get; private set; }

    /// <summary>Addresses that were waiting when the crawl stopped early.</summary>
    public int LeftOver { get; private set; }

    public void Begin()
    {
        foreach (var start in source.Start) frontier.Offer(start, "", 0, null, certain: true);
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
        var pageKnown = book.Find(visit.Url);
        book.Apply(visit, at);
        var wasPage = visit.Outcome == Outcome.Seen || (visit.IsPresentDocument && visit.Media == MediaKind.Html);
        var waited = frontier.Visited(visit.Url, wasPage);
        received += visit.Received;
        if (wasPage) pages++;
        if (visit.IsPresentDocument)
        {
            documents += visit.Kind == BodyKind.Document ? 1 : Math.Max(1, visit.Members?.Count ?? 0);
            present.Add(visit.Url);
            frontier.Credit(visit.Url);
        }
        if (visit.Outcome == Outcome.Failed && Retriable(visit) && waited is not null && tried.Add(visit.Url)) failed[visit.Url] = waited;
        if (visit.Outcome is Outcome.Redirected or Outcome.Gone && visit.Target is { } target && waited is not null)
            frontier.Offer(new Uri(target), waited.Text, waited.Depth, waited.Parent, granted: true, certain: true, hops: waited.Hops + 1);
        // A page outside the named hosts, reached by a redirect, is no way into its site.
        if (wasPage && waited is not null && source.Names(waited.Address))
            foreach (var link in visit.Links ?? (pageKnown is null ? null : book.LinksOf(pageKnown)) ?? []) Offer(link, waited);
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
                    var (one, log) = await visitor.Visit(next, MostHops, stop).ConfigureAwait(false);
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
            foreach (var one in book.All.Where(k => k.Container is null && k.GoneSince is null && k.Kind is BodyKind.Document or BodyKind.Container && k.Sha256 is not null).OrderBy(k => k.Url, StringComparer.Ordinal).ToList())
                frontier.Offer(new Uri(one.Url), one.Title ?? "", 1, null, granted: true, certain: true);
            if (frontier.Count > 0) return true;
        }
        foreach (var one in failed.Values) frontier.OfferAgain(one);
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
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        var years = new SortedSet<int>();
        var agencies = new HashSet<string>(StringComparer.Ordinal);
        if (source.Agency is { } own) agencies.Add(own);
        foreach (var one in book.All)
        {
            if (!one.IsDocument || one.GoneSince is not null || !present.Contains(one.Container ?? one.Url)) continue;
            hashes.Add(one.Sha256!);
            var haystack = Vocabulary.Haystack(new Uri(one.Url), $"{one.Title} {one.FileName} {one.Path}");
            years.UnionWith(Vocabulary.Years(haystack));
            agencies.UnionWith(Vocabulary.Agencies(haystack));
        }
        return (hashes.Count, [.. years], agencies.Count);
    }

    private void Offer(Link link, Waiting from)
    {
        var address = new Uri(link.Url);
        if (ShareLinks.IsShare(address) && !source.Names(address)) frontier.Offer(address, link.Text, from.Depth + 1, from.Address.AbsoluteUri, granted: true);
        else frontier.Offer(address, link.Text, from.Depth + 1, from.Address.AbsoluteUri);
    }

    private static bool Retriable(Visit visit) => visit.Code is "ITA720" or "ITA721" or "ITA722" or "ITA723" or "ITA712";
}
