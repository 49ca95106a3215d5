using System.IO.Compression;
using System.Text.Json;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Store;

/// <summary>
/// A page's links as one compressed text: Thai addresses are nine bytes a letter when escaped and repeat each other,
/// and the state of thousands of sites keeps the links of every page.
/// </summary>
internal static class PackedLinks
{
    public static string Pack(IEnumerable<Link> links)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(links.Select(l => new[] { l.Url, l.Text }), Json.Options);
        var into = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (!BrotliEncoder.TryCompress(plain, into, out var written, quality: 4, window: 18)) throw new InvalidOperationException("Links could not be packed.");
        return Convert.ToBase64String(into.AsSpan(0, written));
    }

    public static IReadOnlyList<Link> Unpack(string packed)
    {
        using var stream = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        return [.. JsonSerializer.Deserialize<List<string[]>>(stream, Json.Options)!.Select(pair => new Link(pair[0], pair[1]))];
    }
}
