using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace ItaIngest.Harvest.Store;

/// <summary>
/// A file of JSON lines that is only ever added to: its last line may be torn, every other is whole. What a run knows of addresses stays in such files;
/// memory holds where a line starts. An open one keeps the bytes that it was opened with, also when another file takes its name.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly SafeFileHandle handle;
    private long length;

    private JournalFile(SafeFileHandle handle) => this.handle = handle;

    /// <param name="At">Where the line starts, in bytes.</param>
    /// <param name="End">Where the next line starts.</param>
    internal readonly record struct Line(JsonElement Json, long At, long End);

    public static JournalFile Open(string path) => new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>A new file that goes when it is closed.</summary>
    public static JournalFile Scratch(string path) => new(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose));

    /// <summary>Every whole line of a file; none where there is no file.</summary>
    public static IEnumerable<Line> Lines(string path)
    {
        if (!File.Exists(path)) yield break;
        using var file = Open(path);
        foreach (var line in file.Lines()) yield return line;
    }

    /// <summary>Every whole line; reading stops at the first that is none. One line is in memory at a time.</summary>
    public IEnumerable<Line> Lines()
    {
        var buffer = new byte[1 << 16];
        using var line = new MemoryStream();
        long at = 0, end = 0;
        int got;
        while ((got = RandomAccess.Read(handle, buffer, end)) > 0)
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

    /// <summary>What the line says that starts at a byte.</summary>
    public T Read<T>(long at)
    {
        Heap.Tend();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 12);
        try
        {
            var filled = 0;
            while (true)
            {
                var got = RandomAccess.Read(handle, buffer.AsSpan(filled), at + filled);
                var newline = buffer.AsSpan(filled, got).IndexOf((byte)'\n');
                if (newline >= 0 || got == 0) return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, filled + Math.Max(newline, 0)), Json.Options)!;
                filled += got;
                if (filled < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Adds a line to a scratch file, unflushed; returns where it starts.</summary>
    public long Append<T>(T line)
    {
        var at = length;
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Json.Options), (byte)'\n'];
        RandomAccess.Write(handle, bytes, at);
        length += bytes.Length;
        return at;
    }

    public static void Cut(string path, long length)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        if (stream.Length <= length) return;
        stream.SetLength(length);
        stream.Flush(flushToDisk: true);
    }

    public void Dispose() => handle.Dispose();

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
