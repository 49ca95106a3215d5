using System.Collections.Concurrent;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Work;

/// <summary>Workers that wait for the next document; a failed one is thrown away and replaced when needed.</summary>
internal sealed class Pool : IDisposable
{
    private readonly ConcurrentBag<Child> _idle = [];

    public async Task<ReadDocument> ReadAsync(SourceDocument document, ReadOptions options, CancellationToken cancel)
    {
        while (true)
        {
            var reused = _idle.TryTake(out var waiting);
            var child = waiting ?? Child.Start(options);
            var keep = false;
            try
            {
                var (reply, why) = await child.AskAsync(new Request(document), options.PageTime, cancel);
                keep = reply is not null;
                if (reply?.Read is { } read) return read;
                if (reply?.Refused is { } refused) throw new DocumentRejectedException(refused.Code, refused.What, refused.Remedy);
                // A worker that died while it waited says nothing about this document.
                if (reused && why == Child.Gone) continue;
                throw new DocumentRejectedException("ITA024", $"{document.FileName} could not be read: its reader {why}.",
                    "Open it in its own program, save it as PDF, and give that.");
            }
            finally
            {
                if (keep) _idle.Add(child);
                else child.Dispose();
            }
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var child)) child.Dispose();
    }
}
