using System.Diagnostics.Metrics;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Runs;

/// <summary>What a run tells while it goes on: to whoever watches, and to metrics (meter "ItaIngest.Harvest").</summary>
public sealed class Progress(Action<string, Visit>? watcher)
{
    public const string MeterName = "ItaIngest.Harvest";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Visits = Meter.CreateCounter<long>("ita.harvest.visits", "{address}", "Addresses dealt with, by outcome.");
    private static readonly Counter<long> Received = Meter.CreateCounter<long>("ita.harvest.received", "By", "Body bytes received from the network.");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("ita.harvest.attempts", "{request}", "Requests sent, retries included.");

    private int visits;

    public int Count => Volatile.Read(ref visits);

    internal void Report(string source, Visit visit)
    {
        Interlocked.Increment(ref visits);
        Visits.Add(1, new KeyValuePair<string, object?>("outcome", visit.Outcome.ToString()));
        Received.Add(visit.Received);
        Attempts.Add(visit.Attempts);
        watcher?.Invoke(source, visit);
        Heap.Tend();
    }
}
