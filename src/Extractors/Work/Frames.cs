using System.Buffers.Binary;
using System.Text.Json;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Work;

internal sealed record Request(SourceDocument Document);

internal sealed record Refusal(string Code, string What, string Remedy);

internal sealed record Reply(ReadDocument? Read, Refusal? Refused);

/// <summary>Messages between the program and its workers: four bytes of length, then JSON.</summary>
internal static class Frames
{
    private const int Longest = 1 << 30;

    public static async Task WriteAsync<T>(Stream stream, T message, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, body.Length);
        await stream.WriteAsync(head, cancel);
        await stream.WriteAsync(body, cancel);
        await stream.FlushAsync(cancel);
    }

    /// <summary>The next message, or null when the other side has closed or died.</summary>
    public static async Task<T?> ReadAsync<T>(Stream stream, CancellationToken cancel) where T : class
    {
        var head = new byte[4];
        if (await stream.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, cancel) < 4) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is <= 0 or > Longest) return null;
        var body = new byte[length];
        return await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancel) < length ? null : JsonSerializer.Deserialize<T>(body);
    }
}
