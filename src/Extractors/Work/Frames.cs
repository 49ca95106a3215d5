using System.Buffers.Binary;
using System.Text.Json;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Work;

/// <summary>A document to parse whole, or (where Scan is there) one page of it to recognise.</summary>
internal sealed record Request(SourceDocument Document, ScanRequest? Scan = null);

/// <param name="Path">Where the bytes lie: a repaired copy has a path of its own.</param>
/// <param name="Page">From 1; 0 asks how many pages the file has.</param>
/// <param name="Dpi">Dots an inch to draw a PDF's page at.</param>
/// <param name="Coloured">Whether it is worth drawing in colours.</param>
/// <param name="Limits">For the outside program that draws it.</param>
internal sealed record ScanRequest(string Path, int Page, double Dpi, bool Coloured, ReadOptions Limits);

internal sealed record Refusal(string Code, string What, string Remedy);

/// <param name="Read">Pages read.</param>
/// <param name="Refused">Why there are none.</param>
/// <param name="Count">How many pages the file has, when that was asked; lines of prose left out, when a page was.</param>
internal sealed record Reply(ReadDocument? Read, Refusal? Refused, int Count = 0);

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
