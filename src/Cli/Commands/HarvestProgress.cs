using System.Diagnostics;
using System.Globalization;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Cli.Commands;

/// <summary>On standard error: what is new or wrong at once, and every few seconds how far the run is.</summary>
internal sealed class HarvestProgress(bool quiet)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly Stopwatch since = Stopwatch.StartNew();
    private readonly Lock turn = new();
    private TimeSpan last;
    private int addresses;
    private int documents;

    public void Tell(string source, Visit visit)
    {
        if (quiet) return;
        lock (turn)
        {
            addresses++;
            if (visit.IsPresentDocument) documents++;
            if (visit.Outcome is Outcome.New or Outcome.Changed or Outcome.Gone or Outcome.Failed)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source}: {visit.Outcome.ToString().ToLowerInvariant()} {visit.Url}{(visit.Reason is null ? "" : $" ({visit.Code} {visit.Reason})")}"));
            if (since.Elapsed - last < Every) return;
            last = since.Elapsed;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{addresses} addresses, {documents} documents in {(int)since.Elapsed.TotalSeconds} s"));
        }
    }
}
