using System.Diagnostics;

namespace ItaIngest.Extractors.Work;

/// <summary>
/// How long a process is waited for. What counts is the processor's time that it and what it started have taken: on a busy machine a page may take
/// minutes without anything being wrong with it. A process that computes nothing has the time itself and no more.
/// </summary>
internal sealed class Patience(Process process, TimeSpan limit)
{
    /// <summary>However busy the machine is, no more than so many times the limit.</summary>
    private const int Most = 20;

    /// <summary>A share of the limit: less than this computed since the last look is nothing.</summary>
    private const double Idle = 0.01;

    private readonly TimeSpan _before = Used(process);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _seen;

    /// <summary>Waits for what the process is to do: whether it ended before patience did.</summary>
    public async Task<bool> OutlastsAsync(Task work)
    {
        for (TimeSpan? wait = limit; wait is { } time; wait = More())
        {
            using var stop = new CancellationTokenSource();
            var first = await Task.WhenAny(work, Task.Delay(time, stop.Token));
            await stop.CancelAsync();
            if (first == work) return true;
        }
        return false;
    }

    /// <summary>How long to wait before looking again; null when it is over.</summary>
    private TimeSpan? More()
    {
        var used = Used(process) - _before;
        var computed = used - _seen;
        _seen = used;
        return used >= limit * 0.95 || computed < limit * Idle || _watch.Elapsed >= limit * Most ? null
            : limit - used > limit / 10 ? limit - used : limit / 10;
    }

    private static TimeSpan Used(Process process)
    {
        try
        {
            var used = process.TotalProcessorTime;
            foreach (var child in Children(process.Id))
            {
                using var started = Process.GetProcessById(child);
                used += started.TotalProcessorTime;
            }
            return used;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            // It ended between the question and the look, or may not be looked at.
            return TimeSpan.Zero;
        }
    }

    private static IEnumerable<int> Children(int process)
    {
        var tasks = $"/proc/{process}/task";
        if (!Directory.Exists(tasks)) return [];
        return [.. Directory.EnumerateDirectories(tasks).Select(t => Path.Combine(t, "children")).Where(File.Exists)
            .SelectMany(f => File.ReadAllText(f).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(id => int.TryParse(id, out var n) ? n : 0).Where(n => n > 0)];
    }
}
