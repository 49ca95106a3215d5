using System.Collections.Concurrent;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Work;

/// <summary>Workers that wait for the next document or page, at most so many at once; a failed one is thrown away and replaced when needed.</summary>
internal sealed class Pool(int size) : IDisposable
{
    private readonly ConcurrentBag<Child> _idle = [];
    private readonly SemaphoreSlim _seats = new(size);

    public async Task<ReadDocument> ReadAsync(SourceDocument document, ReadOptions options, CancellationToken cancel)
    {
        var (reply, why) = await AskAsync(new Request(document), options, cancel);
        if (reply?.Read is { } read) return read;
        if (reply?.Refused is { } refused) throw new DocumentRejectedException(refused.Code, refused.What, refused.Remedy);
        throw new DocumentRejectedException("ITA024", $"{document.FileName} could not be read: its reader {why}.",
            "Open it in its own program, save it as PDF, and give that.");
    }

    /// <summary>The answer, or why there is none, as the end of "its reader ...".</summary>
    public async Task<(Reply? Reply, string Why)> AskAsync(Request request, ReadOptions options, CancellationToken cancel)
    {
        await _seats.WaitAsync(cancel);
        try
        {
            while (true)
            {
                var reused = _idle.TryTake(out var waiting);
                var child = waiting ?? Child.Start(options);
                var keep = false;
                try
                {
                    var (reply, why) = await child.AskAsync(request, options.PageTime, cancel);
                    keep = reply is not null;
                    // A worker that died while it waited says nothing about this document.
                    if (keep || !reused || why != Child.Gone) return (reply, why);
                }
                finally
                {
                    if (keep) _idle.Add(child);
                    else child.Dispose();
                }
            }
        }
        finally
        {
            _seats.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var child)) child.Dispose();
        _seats.Dispose();
    }
}
