using System.Collections.Concurrent;

namespace ItaIngest.Harvest.Web;

/// <summary>One request at a time to a host, and none sooner than the spacing after the one before: shared by every source of a run.</summary>
internal sealed class HostGate(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Turnstile> hosts = new(StringComparer.Ordinal);

    /// <summary>Scheme does not matter for the default ports: http and https of a name are one machine.</summary>
    public static string KeyOf(Uri address) => address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";

    /// <summary>Waits for the turn. Dispose what comes back when the whole body is read.</summary>
    public async Task<IDisposable> Enter(Uri address, TimeSpan spacing, CancellationToken stop)
    {
        var host = hosts.GetOrAdd(KeyOf(address), static _ => new Turnstile());
        await host.Turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var wait = host.NextAt - clock.GetTimestamp();
                if (wait <= 0) break;
                await Task.Delay(TimeSpan.FromSeconds((double)wait / clock.TimestampFrequency) + TimeSpan.FromMilliseconds(0.5), clock, stop).ConfigureAwait(false);
            }
            // A little more than asked, by chance: no beat for a server to hear, and no rounding that makes the gap a hair too short.
            var gap = spacing * (1.01 + (0.03 * Random.Shared.NextDouble())) + TimeSpan.FromMilliseconds(1);
            host.NextAt = clock.GetTimestamp() + (long)(gap.TotalSeconds * clock.TimestampFrequency);
            return host;
        }
        catch
        {
            host.Turn.Release();
            throw;
        }
    }

    /// <summary>The host asked to be left alone for so long (Retry-After), or a run goes on after one that was killed.</summary>
    public void HoldOff(Uri address, TimeSpan time)
    {
        var host = hosts.GetOrAdd(KeyOf(address), static _ => new Turnstile());
        var until = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        host.NextAt = Math.Max(host.NextAt, until);
    }

    private sealed class Turnstile : IDisposable
    {
        private long nextAt;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public long NextAt { get => Interlocked.Read(ref nextAt); set => Interlocked.Exchange(ref nextAt, value); }

        public void Dispose() => Turn.Release();
    }
}
