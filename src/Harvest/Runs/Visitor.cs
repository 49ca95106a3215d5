using System.Net;
using System.Text;
using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Runs;

/// <summary>Visits one address: asks whether it may, fetches it, puts a document into the archive, and says what came of it.</summary>
internal sealed class Visitor(Source source, Book book, Tools tools, HttpClient client)
{
    private const int MostHops = 10;

    /// <summary>The host asked for a longer wait than this run has patience for.</summary>
    public bool AskedToWait { get; private set; }

    /// <exception cref="HostRestsException">The host's circuit breaker is open.</exception>
    public async Task<(Visit Visit, byte[]? Log)> Visit(Waiting next, CancellationToken stop)
    {
        if (next.Hops > MostHops) return (Refused(next, "ITA714", $"more than {MostHops} redirects in a row"), null);
        if (ShareLinks.IsShare(next.Address) && !source.Names(next.Address)) return await Share(next, stop).ConfigureAwait(false);
        if (Forbids(next.Address) is { } forbidden) return (Refused(next, "ITA713", forbidden), null);
        var (rules, trouble) = await tools.Robots.For(client, source, next.Address, single: false, stop).ConfigureAwait(false);
        if (trouble is { Code: "ITA713" }) return (Refused(next, trouble.Code, trouble.Reason), null);
        if (trouble is not null) return (Note(next, Outcome.Failed) with { Code = trouble.Code, Reason = trouble.Reason }, null);
        if (!rules.Allows(next.Address)) return (Refused(next, "ITA711", "robots.txt forbids it"), null);
        if (tools.DryRun && next.LooksLikeDocument) return (Note(next, Outcome.Skipped) with { Code = "ITA717", Reason = book.Find(next.Address.AbsoluteUri)?.IsDocument == true ? "dry run: known, would be asked for again" : "dry run: would be fetched" }, null);

        var known = book.Find(next.Address.AbsoluteUri);
        var spacing = rules.CrawlDelay is { } delay && delay > source.Spacing ? delay : source.Spacing;
        var ask = AskFor(next, known, spacing);
        var fetched = await tools.Fetcher.Fetch(client, source, ask, stop).ConfigureAwait(false);
        if (LeadsToItself(next, fetched)) fetched = await tools.Fetcher.Fetch(client, source, ask, stop).ConfigureAwait(false);
        if (fetched.RetryAfter > tools.Patience.LongestRetryAfter) AskedToWait = true;
        var visit = Judge(next, known, fetched);
        return (visit, Log(visit, fetched, known));
    }

    private Ask AskFor(Waiting next, Known? known, TimeSpan spacing)
    {
        var held = known is { IsFile: true, Sha256: { } sha } ? tools.Archive.Has(sha) && (known.Media != MediaKind.Html || known.Links is not null)
            : known is { Kind: BodyKind.Page, Links: not null };
        return new Ask(next.Address, spacing, held ? known!.ETag : null, held ? known!.LastModified : null, (kind, name) => Wants(next, kind, name));
    }

    private bool Wants(Waiting next, BodyKind kind, string name)
    {
        if (kind == BodyKind.Page) return true;
        if (tools.DryRun) return false;
        if (source.Documents.IsEmpty) return true;
        var haystack = Vocabulary.Haystack(next.Address, $"{next.Text} {name}");
        return source.Documents.Any(p => p.IsMatch(haystack));
    }

    /// <summary>A site that hands out a cookie and sends the visitor back to the same address means it once.</summary>
    private static bool LeadsToItself(Waiting next, Fetched fetched) =>
        fetched.Status is >= 301 and <= 308 and not 304 && fetched.Header("Set-Cookie") is not null && Target(next.Address, fetched)?.AbsoluteUri == next.Address.AbsoluteUri;

    private static Uri? Target(Uri from, Fetched fetched) => fetched.Header("Location") is { } location ? Address.Resolve(from, ThaiBytes.Redecode(location), Encoding.UTF8) : null;

    private string? Forbids(Uri address)
    {
        // Names are checked when they are resolved; an address written out is refused before anything is asked, robots.txt included.
        if (address.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6) || !IPAddress.TryParse(address.IdnHost, out var literal)) return null;
        return Network.IsPublic(literal) || source.MayConnectPrivately(address) ? null : $"{literal} is not on the public internet, and the source does not name it";
    }

    private Visit Judge(Waiting next, Known? known, Fetched fetched)
    {
        var wasDocument = known is { IsFile: true, Sha256: not null };
        var visit = Note(next, Outcome.Failed) with
        {
            Status = fetched.Status, Received = fetched.Received, Attempts = fetched.Attempts, Kind = fetched.Kind, Media = fetched.Media, Sha256 = fetched.Sha256, Bytes = fetched.Bytes,
            Code = fetched.Code, Reason = fetched.Reason, ETag = fetched.Header("ETag"), LastModified = fetched.Header("Last-Modified"), FileName = fetched.FileName.Length > 0 ? fetched.FileName : null,
        };
        if (fetched.Status == 304 && known is not null)
        {
            var same = visit with { Kind = known.Kind, Media = known.Media, Sha256 = known.Sha256, Bytes = known.Bytes, FileName = known.FileName };
            return same with { Outcome = known.Kind == BodyKind.Page ? Outcome.Seen : known.GoneSince is null ? Outcome.Unchanged : Outcome.Returned };
        }
        if (fetched.Status is 301 or 302 or 303 or 307 or 308) return Redirect(next, fetched, visit, wasDocument && known!.GoneSince is null);
        if (fetched.Status is 404 or 410 && wasDocument && known!.GoneSince is null) return visit with { Outcome = Outcome.Gone };
        if (fetched.Code == "ITA713") return visit with { Outcome = Outcome.Refused };
        if (fetched.Code is not null) return visit;
        return fetched switch
        {
            { Page: { } page } => Page(next, fetched, visit, page, known),
            { File: not null, Kind: BodyKind.Document or BodyKind.Container } => Document(fetched, visit, known),
            _ => visit with { Outcome = Outcome.Skipped, Code = tools.DryRun && fetched.Kind != BodyKind.Other ? "ITA717" : null, Reason = fetched.Kind == BodyKind.Other ? "neither a page nor a kind of document" : tools.DryRun ? "dry run: would be fetched" : "not a wanted document" },
        };
    }

    private Visit Redirect(Waiting next, Fetched fetched, Visit visit, bool wasDocument)
    {
        var target = Target(next.Address, fetched);
        if (target is null) return visit with { Code = "ITA715", Reason = $"redirects to \"{fetched.Header("Location")}\", which is no web address" };
        if (target.AbsoluteUri == next.Address.AbsoluteUri) return visit with { Code = "ITA714", Reason = "redirects to itself" };
        if (!wasDocument && IsCircle(next.Address.AbsoluteUri, target.AbsoluteUri)) return visit with { Code = "ITA714", Reason = $"redirects in a circle, over {target.AbsoluteUri}" };
        var elsewhere = next.Depth == 0 && !source.Names(target) ? $"leads to another host; list {target.Authority} under hosts to follow links there" : null;
        return visit with { Outcome = wasDocument ? Outcome.Gone : Outcome.Redirected, Target = target.AbsoluteUri, Reason = wasDocument ? "redirects elsewhere" : elsewhere };
    }

    /// <summary>Following what the redirects of this run said leads back to where one began.</summary>
    private bool IsCircle(string from, string to)
    {
        for (var hop = 0; hop < MostHops && book.IsVisited(to) && book.Find(to)?.Target is { } further; hop++)
        {
            if (further == from) return true;
            to = further;
        }
        return false;
    }

    private Visit Page(Waiting next, Fetched fetched, Visit visit, byte[] body, Known? known)
    {
        // A page in a document's place is how many sites say "not found"; a page that is kept as a document is none.
        if (known is { IsFile: true, GoneSince: null } && known.Media != MediaKind.Html)
            return visit with { Outcome = Outcome.Gone, Kind = BodyKind.Page, Reason = "a web page stands where the document was" };
        var found = Links.Find(next.Address, body, fetched.Charset);
        var links = found.Links.Where(Leads);
        var seen = visit with { Outcome = Outcome.Seen, Title = found.Title.Length > 0 ? found.Title : next.Text, Links = PackedLinks.Pack(links) };
        if (source.KeepPages == KeepPages.Never || tools.DryRun || (source.KeepPages == KeepPages.Matching && !Vocabulary.PrintsResult(found.Text))) return seen;
        var file = Path.Combine(tools.Data.Parts, $"{source.Key}.page");
        Disk.Replace(file, body);
        tools.Archive.Take(file, fetched.Sha256!);
        return seen with { Kind = BodyKind.Document, Media = MediaKind.Html, Outcome = Compare(fetched, known) };
    }

    /// <summary>Links that cannot be followed under the source's hosts are not kept: a page of a portal has hundreds.</summary>
    private bool Leads(Link link)
    {
        var address = new Uri(link.Url);
        return source.Names(address) || ShareLinks.IsShare(address);
    }

    private Visit Document(Fetched fetched, Visit visit, Known? known)
    {
        IReadOnlyList<Member>? members = null;
        if (fetched.Kind == BodyKind.Container)
        {
            (members, var reason) = Zip.Unpack(tools.Data, tools.Archive, fetched.File!, Path.GetFileName(fetched.File!));
            if (reason is not null)
            {
                Parts.Drop(fetched.File!);
                return visit with { Sha256 = null, Code = "ITA730", Reason = $"the ZIP {reason}" };
            }
        }
        tools.Archive.Take(fetched.File!, fetched.Sha256!);
        Parts.Drop(fetched.File!);
        return visit with { Outcome = Compare(fetched, known), Members = members };
    }

    private static Outcome Compare(Fetched fetched, Known? known)
    {
        if (known is not { IsFile: true, Sha256: { } before }) return Outcome.New;
        if (before != fetched.Sha256) return Outcome.Changed;
        return known.GoneSince is null ? Outcome.Unchanged : Outcome.Returned;
    }

    /// <summary>A share link is tried once, at the address that gives the file itself; a page that comes instead is not followed.</summary>
    private async Task<(Visit, byte[]?)> Share(Waiting next, CancellationToken stop)
    {
        var note = Note(next, Outcome.NotFetchable) with { Code = "ITA716", Reason = "a share link that leads to no file by itself: download it by hand" };
        var known = book.Find(next.Address.AbsoluteUri);
        var at = source.ResolveShareLinks && !tools.DryRun ? ShareLinks.Direct(next.Address) : null;
        for (var hop = 0; at is not null && hop < 5; hop++)
        {
            if (Forbids(at) is not null) break;
            var (rules, trouble) = await tools.Robots.For(client, source, at, single: true, stop).ConfigureAwait(false);
            if (trouble is not null || !rules.Allows(at)) return (note with { Reason = trouble?.Reason ?? $"robots.txt of {at.IdnHost} forbids it: download it by hand" }, null);
            var spacing = rules.CrawlDelay is { } delay && delay > source.Spacing ? delay : source.Spacing;
            var fetched = await tools.Fetcher.Fetch(client, source, new Ask(at, spacing, null, null, (kind, name) => kind != BodyKind.Page && Wants(next, kind, name), Single: true), stop).ConfigureAwait(false);
            if (fetched.Status is >= 301 and <= 308)
            {
                at = Target(at, fetched);
                continue;
            }
            if (fetched is not { Status: 200, Code: null, File: not null, Kind: BodyKind.Document or BodyKind.Container }) return (note with { Status = fetched.Status, Received = fetched.Received, Reason = fetched.Reason ?? note.Reason }, null);
            var visit = Document(fetched, note with { Code = null, Reason = null, Status = 200, Kind = fetched.Kind, Media = fetched.Media, Sha256 = fetched.Sha256, Bytes = fetched.Bytes, Received = fetched.Received, FileName = fetched.FileName, Target = at.AbsoluteUri }, known);
            return (visit, Log(visit, fetched, known));
        }
        return (note, null);
    }

    private byte[]? Log(Visit visit, Fetched fetched, Known? known)
    {
        if (fetched.Exchange is not { } exchange) return null;
        var samePage = fetched.Page is not null && known?.Sha256 == fetched.Sha256;
        var payload = visit.Sha256 ?? (fetched.Status == 304 ? known?.Sha256 : null);
        return Warc.Fetch(exchange, source.Name, samePage || visit.Kind == BodyKind.Document ? null : fetched.Page, payload);
    }

    private Visit Refused(Waiting next, string code, string reason) => Note(next, Outcome.Refused) with { Code = code, Reason = reason };

    private Visit Note(Waiting next, Outcome outcome) => new()
    {
        Source = source.Name, Url = next.Address.AbsoluteUri, At = tools.Clock.GetUtcNow(), Outcome = outcome, Title = next.Text.Length > 0 ? next.Text : null,
    };
}
