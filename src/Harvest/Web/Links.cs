using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ItaIngest.Domain.Values;

namespace ItaIngest.Harvest.Web;

/// <summary>A link on a page: where to, and the words it is shown with.</summary>
public sealed record Link(string Url, string Text);

/// <summary>What a page says: its title, its links, and whether its robots element forbids following them.</summary>
internal sealed record PageLinks(string Title, IReadOnlyList<Link> Links, string Text);

/// <summary>Finds the links of a page, also where Thai content systems hide them: viewers, scripts, data attributes, buttons, menus, frames.</summary>
internal static partial class Links
{
    /// <summary>More links than this on one page are a trap or a site map of something else.</summary>
    private const int MostOnOnePage = 20_000;

    private static readonly (string Selector, string Attribute)[] Places =
    [
        ("a[href]", "href"), ("area[href]", "href"), ("iframe[src]", "src"), ("frame[src]", "src"), ("embed[src]", "src"),
        ("object[data]", "data"), ("option[value]", "value"), ("link[rel=next]", "href"), ("link[rel=prev]", "href"),
    ];

    private static readonly string[] Viewers = ["file", "url", "src", "pdf", "doc", "document", "link"];

    public static PageLinks Find(Uri page, byte[] body, string? charset)
    {
        var encoding = ThaiBytes.OfPage(body, charset);
        var document = new HtmlParser().ParseDocument(encoding.GetString(body));
        var root = document.QuerySelector("base[href]")?.GetAttribute("href") is { } stated && Address.Resolve(page, stated, encoding) is { } other ? other : page;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!ForbidsFollowing(document))
        {
            foreach (var (selector, attribute) in Places)
                foreach (var element in document.QuerySelectorAll(selector))
                    Add(element.GetAttribute(attribute)!, Words(element), element.LocalName == "option");
            foreach (var element in document.All) Hidden(element);
            foreach (var script in document.Scripts)
                foreach (Match file in FileInScript().Matches(script.TextContent)) Add(file.Groups[1].Value.Replace("\\/", "/", StringComparison.Ordinal), "", true);
        }
        return new PageLinks(Squeeze(document.Title ?? "", 300), [.. found.Select(f => new Link(f.Key, f.Value))], document.Body?.TextContent ?? "");

        void Hidden(IElement element)
        {
            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name is "onclick" or "href" && attribute.Value.Contains('(', StringComparison.Ordinal))
                    foreach (Match quoted in Quoted().Matches(attribute.Value)) Add(quoted.Groups[1].Value, Words(element), true);
                else if (attribute.Name.StartsWith("data-", StringComparison.Ordinal))
                {
                    if (attribute.Name is "data-href" or "data-url" or "data-link" or "data-file" or "data-src" or "data-download" or "data-downloadurl" or "data-pdf") Add(attribute.Value, Words(element), false);
                    else foreach (Match file in FileInScript().Matches(attribute.Value)) Add(file.Groups[1].Value.Replace("\\/", "/", StringComparison.Ordinal), Words(element), true);
                }
            }
            if (element.LocalName == "meta" && string.Equals(element.GetAttribute("http-equiv"), "refresh", StringComparison.OrdinalIgnoreCase)
                && Refresh().Match(element.GetAttribute("content") ?? "") is { Success: true } refresh) Add(refresh.Groups[1].Value.Trim('\'', '"', ' '), "", false);
        }

        void Add(string link, string text, bool mustLookLikeAddress)
        {
            var start = link.TrimStart();
            if (start.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || start.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || start.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) return;
            if (mustLookLikeAddress && !link.Contains('/', StringComparison.Ordinal) && !FileEnding().IsMatch(link)) return;
            if (found.Count >= MostOnOnePage || Address.Resolve(root, link, encoding) is not { } address) return;
            Keep(address, text);
            if (InViewer(address) is { } inner && Address.Resolve(root, inner, encoding) is { } shown) Keep(shown, text);
        }

        void Keep(Uri address, string text)
        {
            if (!found.TryGetValue(address.AbsoluteUri, out var before) || before.Length < text.Length) found[address.AbsoluteUri] = text;
        }
    }

    /// <summary>The document that a viewer page is told to show: pdf.js viewer.html?file=..., Google's gview?url=... and the like.</summary>
    private static string? InViewer(Uri address)
    {
        foreach (var pair in address.Query.TrimStart('?').Split('&'))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (pair[..at], pair[(at + 1)..]) : ("", "");
            if (!Viewers.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            var plain = ThaiBytes.UnescapePercent(value);
            if (plain.Contains("://", StringComparison.Ordinal) || (plain.Contains('/', StringComparison.Ordinal) && FileEnding().IsMatch(plain))) return plain;
        }
        return null;
    }

    private static bool ForbidsFollowing(IDocument document) =>
        document.QuerySelectorAll("meta[name]").Any(m => m.GetAttribute("name")!.Equals("robots", StringComparison.OrdinalIgnoreCase)
            && (m.GetAttribute("content") ?? "").Split(',', ' ').Any(w => w.Equals("nofollow", StringComparison.OrdinalIgnoreCase) || w.Equals("none", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The link's own words; where it has none, its title or its picture's; where those say nothing ("ดาวน์โหลด"), the row or item it stands in.</summary>
    private static string Words(IElement element)
    {
        var own = Squeeze(element.TextContent, 200);
        if (own.Length == 0) own = Squeeze(element.GetAttribute("title") ?? element.QuerySelector("img[alt]")?.GetAttribute("alt") ?? "", 200);
        if (own.Length >= 16) return own;
        var around = element.Closest("tr, li, p") is { } block ? Squeeze(block.TextContent, 200) : "";
        return around.Length > own.Length ? around : own;
    }

    private static string Squeeze(string text, int most)
    {
        var into = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (into.Length > 0 && into[^1] != ' ') into.Append(' ');
            }
            else into.Append(c);
            if (into.Length >= most) break;
        }
        return ThaiText.Normalise(into.ToString().Trim());
    }

    [GeneratedRegex("""["']([^"'<>\s]{1,2000}?\.(?:pdf|docx?|xlsx?|zip|rar)(?:\?[^"'<>\s]{0,500})?)["']""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileInScript();

    [GeneratedRegex("""["']([^"'<>]{1,2000})["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("""url\s*=\s*(.+)$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refresh();

    [GeneratedRegex("""\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|txt|csv|jpe?g|png|tiff?|html?|php|aspx?|jsp)(?:[?#]|$)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileEnding();
}
