using System.Text;
using System.Text.Json;

namespace ItaIngest.Harvest.Store;

/// <summary>A file of JSON lines that is only ever added to: its last line may be torn, every other is whole.</summary>
internal static class JournalFile
{
    /// <param name="At">Where the line starts, in bytes.</param>
    /// <param name="End">Where the next line starts.</param>
    internal readonly record struct Line(JsonElement Json, long At, long End);

    /// <summary>Every whole line; reading stops at the first that is none. One line is in memory at a time.</summary>
    public static IEnumerable<Line> Lines(string path)
    {
        if (!File.Exists(path)) yield break;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        var buffer = new byte[1 << 16];
        using var line = new MemoryStream();
        long at = 0, end = 0;
        int got;
        while ((got = stream.Read(buffer)) > 0)
        {
            var from = 0;
            while (from < got)
            {
                var newline = Array.IndexOf(buffer, (byte)'\n', from, got - from);
                var upTo = newline < 0 ? got : newline;
                line.Write(buffer, from, upTo - from);
                end += upTo - from;
                if (newline < 0) break;
                end++;
                if (Parse(line) is not { } document) yield break;
                using (document) yield return new Line(document.RootElement, at, end);
                line.SetLength(0);
                at = end;
                from = newline + 1;
            }
        }
    }

    /// <summary>The line that starts at a byte, as <see cref="Lines"/> reported it.</summary>
    public static JsonDocument? LineAt(string path, long at)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 14);
        stream.Seek(at, SeekOrigin.Begin);
        using var text = new StreamReader(stream, Encoding.UTF8);
        return text.ReadLine() is { } line ? JsonDocument.Parse(line) : null;
    }

    /// <summary>The lines that start at these bytes, in this order.</summary>
    public static IEnumerable<Line> LinesAt(string path, IEnumerable<long> places)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 14);
        var buffer = new byte[1 << 14];
        using var line = new MemoryStream();
        foreach (var at in places)
        {
            stream.Seek(at, SeekOrigin.Begin);
            line.SetLength(0);
            int got;
            while ((got = stream.Read(buffer)) > 0)
            {
                var newline = Array.IndexOf(buffer, (byte)'\n', 0, got);
                line.Write(buffer, 0, newline < 0 ? got : newline);
                if (newline >= 0) break;
            }
            if (Parse(line) is not { } document) yield break;
            using (document) yield return new Line(document.RootElement, at, at + line.Length + 1);
        }
    }

    public static void Cut(string path, long length)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        if (stream.Length <= length) return;
        stream.SetLength(length);
        stream.Flush(flushToDisk: true);
    }

    private static JsonDocument? Parse(MemoryStream line)
    {
        try
        {
            return JsonDocument.Parse(line.GetBuffer().AsMemory(0, (int)line.Length));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
