using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ItaIngest.Harvest.Store;

/// <summary>One exchange with a server, as the archive's log keeps it.</summary>
internal sealed record Exchange(
    Uri Address, DateTimeOffset At, string Version, int Status, string Phrase,
    IReadOnlyList<(string Name, string Value)> Asked, IReadOnlyList<(string Name, string Value)> Answered);

/// <summary>
/// Records of WARC/1.1 (ISO 28500:2017), each a gzip member of its own. Pages are logged whole as response records. A document's bytes lie in objects/ once;
/// its fetch is logged as a revisit record (headers and payload digest, no payload), as is every body that has not changed.
/// </summary>
internal static class Warc
{
    private const string SamePayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    private const string NotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

    public static byte[] Info(DateTimeOffset at, int run, string userAgent)
    {
        var fields = Encoding.UTF8.GetBytes($"software: ItaIngest/0.1\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nhttp-header-user-agent: {userAgent}\r\nrobots: obey\r\nisPartOf: run {run.ToString(CultureInfo.InvariantCulture)}\r\n");
        return Record("warcinfo", NewId(), at, [("Content-Type", "application/warc-fields")], fields);
    }

    /// <summary>A request record and what was answered.</summary>
    /// <param name="page">The body after decompression, where it is to be kept in the log itself.</param>
    /// <param name="payload">SHA-256 of the body where it is not.</param>
    public static byte[] Fetch(Exchange exchange, string source, byte[]? page, string? payload)
    {
        var id = NewId();
        var asked = Encoding.UTF8.GetBytes(Header($"GET {exchange.Address.PathAndQuery} HTTP/{exchange.Version}", exchange.Asked));
        // Header bytes were read one to one as Latin-1 and go back the same way.
        var answered = Encoding.Latin1.GetBytes(Header($"HTTP/{exchange.Version} {exchange.Status.ToString(CultureInfo.InvariantCulture)} {exchange.Phrase}".TrimEnd(), exchange.Answered.Select(Unwrapped)));
        var block = page is null ? answered : [.. answered, .. page];
        var fields = new List<(string, string)> { ("WARC-Target-URI", exchange.Address.AbsoluteUri), ("X-Source", Uri.EscapeDataString(source)) };
        if (page is not null) fields.Add(("WARC-Payload-Digest", $"sha256:{Convert.ToHexStringLower(SHA256.HashData(page))}"));
        else if (payload is not null || exchange.Status == 304)
        {
            fields.Add(("WARC-Profile", exchange.Status == 304 ? NotModified : SamePayload));
            fields.Add(("WARC-Refers-To-Target-URI", exchange.Address.AbsoluteUri));
            if (payload is not null) fields.Add(("WARC-Payload-Digest", $"sha256:{payload}"));
        }
        else fields.Add(("WARC-Truncated", "unspecified"));
        var type = page is null && (payload is not null || exchange.Status == 304) ? "revisit" : "response";
        fields.Add(("Content-Type", "application/http;msgtype=response"));
        var answer = Record(type, id, exchange.At, fields, block);
        var question = Record("request", NewId(), exchange.At, [("WARC-Target-URI", exchange.Address.AbsoluteUri), ("WARC-Concurrent-To", id), ("Content-Type", "application/http;msgtype=request")], asked);
        return [.. answer, .. question];
    }

    /// <summary>The body is kept without its transfer and content encodings: the headers must not promise them.</summary>
    private static (string, string) Unwrapped((string Name, string Value) header) =>
        header.Name.ToLowerInvariant() is "content-encoding" or "transfer-encoding" or "content-length" ? ("X-Archive-Orig-" + header.Name, header.Value) : header;

    private static string NewId() => $"<urn:uuid:{Guid.NewGuid()}>";

    private static string Header(string first, IEnumerable<(string Name, string Value)> fields)
    {
        var into = new StringBuilder(first).Append("\r\n");
        foreach (var (name, value) in fields) into.Append(name).Append(": ").Append(value.ReplaceLineEndings(" ")).Append("\r\n");
        return into.Append("\r\n").ToString();
    }

    private static byte[] Record(string type, string id, DateTimeOffset at, IEnumerable<(string, string)> fields, byte[] block)
    {
        var header = Header("WARC/1.1",
        [
            ("WARC-Type", type), ("WARC-Record-ID", id), ("WARC-Date", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
            .. fields,
            ("WARC-Block-Digest", $"sha256:{Convert.ToHexStringLower(SHA256.HashData(block))}"), ("Content-Length", block.Length.ToString(CultureInfo.InvariantCulture)),
        ]);
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(header));
            gzip.Write(block);
            gzip.Write("\r\n\r\n"u8);
        }
        return into.ToArray();
    }
}
