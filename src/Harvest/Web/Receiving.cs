using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Web;

/// <summary>Receives one body: pages into memory, documents into a part file that a later attempt can go on with. Size, time and compression ratio are limited.</summary>
internal sealed class Receiving(Ask ask, Source source, string partFile, (Part Part, long Length)? held, Patience patience, TimeProvider clock)
{
    /// <summary>A page longer than this is read up to here.</summary>
    private const int LongestPage = 8 << 20;

    private const int LargestRatio = 200;

    private long received;

    /// <summary>Bytes that came over the network so far, also where the body then failed.</summary>
    public long Received => received;

    public static long ResumeAt(Part part, long length) => part.Total > 0 ? Math.Min(length, part.Total - 1) : length;

    public async Task<Fetched> Receive(Exchange exchange, HttpResponseMessage response, CancellationTokenSource limit, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var result = new Fetched { Exchange = exchange };
        var resumed = 0L;
        if (response.StatusCode == System.Net.HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            if (held is not { } before || range?.From != ResumeAt(before.Part, before.Length) || (before.Part.Total > 0 && range.Length is { } total && total != before.Part.Total))
            {
                Parts.Drop(partFile);
                return result with { Code = "ITA722", Reason = "the server sent another part than was asked for", IsTransient = true };
            }
            resumed = range.From!.Value;
        }
        else if (held is not null) Parts.Drop(partFile);

        var name = resumed > 0 && held!.Value.Part.FileName is { } heldName ? heldName : FileNames.Of(ask.Address, result.Header("Content-Disposition"));
        result = result with { FileName = name };
        var expected = response.Content.Headers.ContentLength;
        if (expected + resumed > source.MaxBytes) return TooLong(result, expected.GetValueOrDefault() + resumed);

        var wire = new CountingStream(await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false), count => received += count);
        await using var closing = wire.ConfigureAwait(false);
        var encoding = result.Header("Content-Encoding")?.Trim().ToLowerInvariant();
        await using var body = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
            "br" => new BrotliStream(wire, CompressionMode.Decompress),
            "deflate" => (Stream)new ZLibStream(wire, CompressionMode.Decompress),
            _ => wire,
        };
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 14);
        try
        {
            async ValueTask<int> Next(int from)
            {
                limit.CancelAfter(patience.Silence);
                var got = await body.ReadAsync(buffer.AsMemory(from), limit.Token).ConfigureAwait(false);
                if (clock.GetElapsedTime(began) > patience.WholeBody) throw new OperationCanceledException("The body took too long.");
                return got;
            }

            if (resumed > 0) return await IntoFile(result, resumed, 0, buffer, Next, name, (held!.Value.Part.ContentType, encoding, held.Value.Part)).ConfigureAwait(false);
            var head = 0;
            while (head < Sniff.Needed)
            {
                var got = await Next(head).ConfigureAwait(false);
                if (got == 0) break;
                head += got;
            }
            var type = result.Header("Content-Type");
            var (kind, media) = Sniff.Look(buffer.AsSpan(0, head), type, name);
            result = result with { Kind = kind, Media = media };
            if (kind == BodyKind.None) return result with { Received = received, Code = "ITA727", Reason = "the body is empty" };
            if (kind == BodyKind.Other || !ask.Wanted(kind, name)) return result with { Received = received };
            if (kind == BodyKind.Page) return await IntoMemory(result, head, buffer, Next).ConfigureAwait(false);
            return await IntoFile(result, 0, head, buffer, Next, name, (type, encoding, null)).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Fetched> IntoMemory(Fetched result, int head, byte[] buffer, Func<int, ValueTask<int>> next)
    {
        using var page = new MemoryStream();
        page.Write(buffer, 0, head);
        while (page.Length < LongestPage && await next(0).ConfigureAwait(false) is > 0 and var got) page.Write(buffer, 0, got);
        var bytes = page.ToArray();
        return result with { Page = bytes, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), Bytes = bytes.Length, Received = received };
    }

    private async Task<Fetched> IntoFile(Fetched result, long resumed, int head, byte[] buffer, Func<int, ValueTask<int>> next, string name, (string? Type, string? Encoding, Part? Held) about)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = resumed;
        var file = new FileStream(partFile, resumed > 0 ? FileMode.Open : FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 14);
        await using (file.ConfigureAwait(false))
        {
            if (resumed > 0) await HashPrefix(file, resumed, hash).ConfigureAwait(false);
            else if (Validator(result) is { } validator && about.Encoding is null or "identity")
                Parts.Note(partFile, new Part(ask.Address.AbsoluteUri, validator, result.Header("Content-Length") is { } l && long.TryParse(l, out var total) ? total : 0, name, about.Type, Disk.BootId));
            var got = head;
            do
            {
                if (got > 0)
                {
                    hash.AppendData(buffer, 0, got);
                    await file.WriteAsync(buffer.AsMemory(0, got)).ConfigureAwait(false);
                    length += got;
                }
                if (length > source.MaxBytes) return Dropped(TooLong(result, length));
                if (length > 8 << 20 && about.Encoding is not null && length > received * LargestRatio)
                    return Dropped(result with { Received = received, Code = "ITA725", Reason = $"the body grows more than {LargestRatio} times when decompressed" });
            }
            while ((got = await next(0).ConfigureAwait(false)) > 0);
            await file.FlushAsync().ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
        var (kind, media) = (result.Kind, result.Media);
        if (resumed > 0)
        {
            using var again = File.OpenRead(partFile);
            var start = new byte[Sniff.Needed];
            (kind, media) = Sniff.Look(start.AsSpan(0, again.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)), about.Type, name);
        }
        if (kind == BodyKind.Container) (kind, media) = Sniff.LookIntoZip(partFile);
        return result with { Kind = kind, Media = media, File = partFile, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()), Bytes = length, Received = received };

        Fetched Dropped(Fetched failed)
        {
            Parts.Drop(partFile);
            return failed;
        }
    }

    private static async Task HashPrefix(FileStream file, long length, IncrementalHash hash)
    {
        file.SetLength(length);
        var buffer = new byte[1 << 14];
        int got;
        while ((got = await file.ReadAsync(buffer).ConfigureAwait(false)) > 0) hash.AppendData(buffer, 0, got);
    }

    /// <summary>If-Range takes a strong ETag or a date; a weak ETag promises only likeness.</summary>
    private static string? Validator(Fetched result) =>
        result.Header("ETag") is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal) ? tag : result.Header("Last-Modified");

    private Fetched TooLong(Fetched result, long length) => result with
    {
        Received = received,
        Code = "ITA728",
        Reason = $"the body has {length} bytes or more; the source's limit is {source.MaxBytes}",
    };

    private sealed class CountingStream(Stream inner, Action<int> tally) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var got = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                tally(got);
                return got;
            }
            catch (IOException fault) when (fault is not HttpIOException)
            {
                // The network's fault, not the disk's: the two must not be taken for one another.
                throw new HttpIOException(HttpRequestError.ResponseEnded, fault.Message, fault);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var got = inner.Read(buffer, offset, count);
            tally(got);
            return got;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
