using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace ItaIngest.Harvest.Store;

/// <summary>
/// Writes a run's journal and its WARC log. Who appends goes on when both are on the disk; what waits at the same time shares one flush.
/// A line stands in the journal only when its WARC records are complete, and names where they end, so that a torn end can be cut off.
/// </summary>
internal sealed class Ledger : IAsyncDisposable
{
    private const long LargestWarc = 1L << 30;

    private readonly DataFolder data;
    private readonly int run;
    private readonly Func<byte[]> warcInfo;
    private readonly Channel<Entry> queue = Channel.CreateBounded<Entry>(1024);
    private readonly Task writing;
    private readonly FileStream journal;
    private FileStream? warc;
    private int warcPart;

    private Ledger(DataFolder data, int run, int warcPart, Func<byte[]> warcInfo)
    {
        (this.data, this.run, this.warcPart, this.warcInfo) = (data, run, warcPart, warcInfo);
        Directory.CreateDirectory(Path.GetDirectoryName(data.Journal(run))!);
        journal = new FileStream(data.Journal(run), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
        journal.Seek(0, SeekOrigin.End);
        Disk.FlushFolder(data.Runs);
        Disk.FlushFolder(Path.GetDirectoryName(data.Journal(run))!);
        writing = Task.Run(Write);
    }

    /// <summary>Opens a run's journal, new or after a kill: the torn last line and WARC records that no line names are cut off.</summary>
    public static Ledger Open(DataFolder data, int run, Func<byte[]> warcInfo)
    {
        var (part, end) = (0, -1L);
        if (File.Exists(data.Journal(run)))
        {
            var sound = 0L;
            foreach (var line in JournalFile.Lines(data.Journal(run)))
            {
                sound = line.End;
                if (line.Json.TryGetProperty("warc_part", out var p)) (part, end) = (p.GetInt32(), line.Json.GetProperty("warc_end").GetInt64());
            }
            JournalFile.Cut(data.Journal(run), sound);
        }
        for (var beyond = end < 0 ? 0 : part + 1; File.Exists(data.WarcFile(run, beyond)); beyond++) File.Delete(data.WarcFile(run, beyond));
        if (end >= 0 && File.Exists(data.WarcFile(run, part))) JournalFile.Cut(data.WarcFile(run, part), end);
        return new Ledger(data, run, part, warcInfo);
    }

    /// <summary>Where the visit's line starts in the journal.</summary>
    public Task<long> Append(Visit visit, byte[]? warcRecords) => Append("visit", visit, warcRecords);

    public async Task<long> Append<T>(string type, T line, byte[]? warcRecords = null)
    {
        var json = JsonSerializer.Serialize(line, Json.Options);
        var entry = new Entry($"{{\"t\":\"{type}\",{json.AsSpan(1)}", warcRecords, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await queue.Writer.WriteAsync(entry).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new HarvestException("ITA760", "The data folder can no longer be written.", "Free space or repair the disk, then run the harvest again: it goes on where it stopped.");
        }
        return await entry.Done.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing.ConfigureAwait(false);
        await journal.DisposeAsync().ConfigureAwait(false);
        if (warc is not null) await warc.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Write()
    {
        var batch = new List<Entry>();
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < 256 && queue.Reader.TryRead(out var entry)) batch.Add(entry);
            try
            {
                WriteBatch(batch);
                foreach (var entry in batch) entry.Done.SetResult(entry.At);
            }
            catch (IOException fault)
            {
                // A full or lost disk: everyone who waits learns of it, and nothing more is taken.
                foreach (var entry in batch) entry.Done.TrySetException(new HarvestException("ITA760", $"The data folder cannot be written: {fault.Message}", "Free space or repair the disk, then run the harvest again: it goes on where it stopped."));
                queue.Writer.TryComplete(fault);
                while (queue.Reader.TryRead(out var waiting)) waiting.Done.TrySetException(new HarvestException("ITA760", "The data folder cannot be written.", "Free space or repair the disk."));
                return;
            }
        }
    }

    private void WriteBatch(List<Entry> batch)
    {
        using var lines = new MemoryStream();
        var logged = false;
        var start = journal.Position;
        foreach (var entry in batch)
        {
            entry.At = start + lines.Length;
            lines.Write(Encoding.UTF8.GetBytes(entry.Json).AsSpan()[..^1]);
            if (entry.Warc is { } records)
            {
                var stream = WarcStream();
                var recordsAt = stream.Position;
                stream.Write(records);
                logged = true;
                lines.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"warc_part\":{warcPart},\"warc_at\":{recordsAt},\"warc_end\":{stream.Position}")));
            }
            lines.Write("}\n"u8);
        }
        if (logged) warc!.Flush(flushToDisk: true);
        journal.Write(lines.GetBuffer(), 0, (int)lines.Length);
        journal.Flush(flushToDisk: true);
    }

    private FileStream WarcStream()
    {
        if (warc is { Position: > LargestWarc })
        {
            warc.Flush(flushToDisk: true);
            warc.Dispose();
            warc = null;
            warcPart++;
        }
        if (warc is null)
        {
            warc = new FileStream(data.WarcFile(run, warcPart), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1 << 16);
            warc.Seek(0, SeekOrigin.End);
            if (warc.Position == 0) warc.Write(warcInfo());
            Disk.FlushFolder(data.Warc);
        }
        return warc;
    }

    private sealed record Entry(string Json, byte[]? Warc, TaskCompletionSource<long> Done)
    {
        public long At { get; set; }
    };
}
