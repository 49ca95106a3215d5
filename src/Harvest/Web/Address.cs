using System.Text;

namespace ItaIngest.Harvest.Web;

/// <summary>One spelling per web address, so that no page is visited under two names.</summary>
internal static class Address
{
    /// <summary>Longer addresses are traps or mistakes.</summary>
    public const int LongestAllowed = 4000;

    private static readonly string[] Noise = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid", "phpsessid", "jsessionid"];

    /// <summary>Scheme and host small, default port and fragment dropped, escapes in capitals, tracking and session parameters removed.</summary>
    public static Uri Normalise(Uri uri)
    {
        var path = WithoutSession(uri.AbsolutePath);
        var query = WithoutNoise(uri.Query);
        var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return new Uri($"{uri.Scheme}://{host}{port}{CapitalEscapes(path)}{CapitalEscapes(query)}");
    }

    /// <summary>The address that a link on a page means, or null where it is none that can be fetched.</summary>
    /// <param name="pageEncoding">Browsers send a query in the page's own encoding: old Thai sites expect TIS-620 there.</param>
    public static Uri? Resolve(Uri page, string link, Encoding pageEncoding)
    {
        var text = Clean(link);
        if (text.Length == 0 || text.Length > LongestAllowed || text[0] == '#') return null;
        if (pageEncoding is not UTF8Encoding) text = EscapeQuery(text, pageEncoding);
        if (!Uri.TryCreate(page, text, out var uri)) return null;
        if ((uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0 || uri.UserInfo.Length > 0) return null;
        var whole = Normalise(uri);
        return whole.AbsoluteUri.Length > LongestAllowed || IsSpiral(whole) ? null : whole;
    }

    /// <summary>For people: escapes undone as UTF-8 or, where they are none, as TIS-620.</summary>
    public static string Readable(Uri uri) => ThaiBytes.UnescapePercent(uri.AbsoluteUri);

    /// <summary>The address with every run of digits as one #: pages made by one script share a shape.</summary>
    public static string Shape(Uri uri)
    {
        var into = new StringBuilder();
        var values = false;
        foreach (var c in $"{uri.Authority}{uri.PathAndQuery}")
        {
            if (c == '?') values = true;
            if (c is >= '0' and <= '9')
            {
                if (into.Length == 0 || into[^1] != '#') into.Append('#');
            }
            else if (!values || c != '%') into.Append(c);
        }
        return into.ToString();
    }

    /// <summary>/a/b/a/b/a/b: relative links below a page that answers to every path never end.</summary>
    private static bool IsSpiral(Uri uri)
    {
        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 5 && segments.CountBy(s => s, StringComparer.Ordinal).Any(s => s.Value >= 4);
    }

    private static string Clean(string link)
    {
        var into = new StringBuilder(link.Length);
        foreach (var c in link.Trim())
            if (c is not ('\t' or '\r' or '\n' or '\u200B' or '\uFEFF')) into.Append(c == '\\' ? '/' : c);
        return into.ToString();
    }

    private static string EscapeQuery(string text, Encoding encoding)
    {
        var at = text.IndexOf('?', StringComparison.Ordinal);
        if (at < 0) return text;
        var into = new StringBuilder(text[..at]);
        foreach (var c in text[at..])
        {
            if (c <= '~') into.Append(c);
            else foreach (var b in encoding.GetBytes([c])) into.Append('%').Append(b.ToString("X2", null));
        }
        return into.ToString();
    }

    private static string WithoutSession(string path)
    {
        var at = path.IndexOf(";jsessionid=", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? path : path[..at];
    }

    private static string WithoutNoise(string query)
    {
        if (query.Length <= 1) return "";
        var kept = query[1..].Split('&').Where(p => p.Length > 0 && !Noise.Contains(p.Split('=')[0], StringComparer.OrdinalIgnoreCase));
        var joined = string.Join('&', kept);
        return joined.Length == 0 ? "" : "?" + joined;
    }

    private static string CapitalEscapes(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        return string.Create(text.Length, text, static (into, from) =>
        {
            from.CopyTo(into);
            for (var i = 0; i + 2 < into.Length; i++)
            {
                if (into[i] != '%') continue;
                into[i + 1] = char.ToUpperInvariant(into[i + 1]);
                into[i + 2] = char.ToUpperInvariant(into[i + 2]);
            }
        });
    }
}
