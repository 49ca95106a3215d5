using System.Globalization;
using System.Text.Json;

namespace ItaIngest.Extractors.Tools;

/// <summary>An image that a page may draw: its name there and its size in pixels.</summary>
internal readonly record struct PageImage(string Name, long Pixels);

/// <summary>A page's content streams ("5 0 R") and images.</summary>
internal sealed record PageParts(IReadOnlyList<string> Contents, IReadOnlyList<PageImage> Images);

/// <summary>qpdf: rebuilds a damaged file, and tells of what parts pages are made.</summary>
internal static class Qpdf
{
    public static readonly Tool Program = new("qpdf", "qpdf");

    /// <summary>Writes a rebuilt copy; false when there is nothing to rebuild from.</summary>
    public static async Task<bool> RepairAsync(string path, string into, ReadOptions options, CancellationToken cancel)
    {
        var (result, _) = await ToolRun.TextAsync(Program, ["--warning-exit-0", path, into], options, cancel);
        return result.Succeeded && File.Exists(into);
    }

    /// <summary>Parts of each page, from page 1; empty when qpdf cannot tell.</summary>
    public static async Task<IReadOnlyList<PageParts>> PagesAsync(string path, ReadOptions options, CancellationToken cancel)
    {
        using var json = await JsonAsync(["--json-key=pages", path], options, cancel);
        if (json is null || !json.RootElement.TryGetProperty("pages", out var pages)) return [];
        return [.. pages.EnumerateArray().Select(page => new PageParts(
            [.. page.GetProperty("contents").EnumerateArray().Select(c => c.GetString() ?? "")],
            [.. page.GetProperty("images").EnumerateArray().Select(i => new PageImage(i.GetProperty("name").GetString() ?? "", Whole(i, "width") * Whole(i, "height")))]))];
    }

    /// <summary>The unpacked bytes of content streams, one after the other.</summary>
    /// <param name="path">The PDF.</param>
    /// <param name="objects">As qpdf names them: "5 0 R".</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<byte[]> ContentAsync(string path, IReadOnlyList<string> objects, ReadOptions options, CancellationToken cancel)
    {
        var ids = objects.Select(o => o.Split(' ')).Where(o => o.Length == 3).ToList();
        if (ids.Count == 0) return [];
        using var json = await JsonAsync(["--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", .. ids.Select(o => $"--json-object={o[0]},{o[1]}"), path], options, cancel);
        if (json is null || !json.RootElement.TryGetProperty("qpdf", out var parts) || parts.GetArrayLength() < 2) return [];
        var bytes = new MemoryStream();
        foreach (var id in objects)
            if (parts[1].TryGetProperty($"obj:{id}", out var part) && part.TryGetProperty("stream", out var stream) && stream.TryGetProperty("data", out var data) && data.TryGetBytesFromBase64(out var unpacked))
            {
                bytes.Write(unpacked);
                bytes.WriteByte((byte)'\n');
            }
        return bytes.ToArray();
    }

    private static async Task<JsonDocument?> JsonAsync(IReadOnlyList<string> arguments, ReadOptions options, CancellationToken cancel)
    {
        var (result, output) = await ToolRun.TextAsync(Program, ["--json=2", "--warning-exit-0", .. arguments], options, cancel);
        if (!result.Succeeded) return null;
        try
        {
            return JsonDocument.Parse(output);
        }
        catch (JsonException)
        {
            // Longer than is read here: as if it had said nothing.
            return null;
        }
    }

    private static long Whole(JsonElement image, string name) =>
        image.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var n) && n is > 0 and < 1_000_000 ? n : 0;
}
