using System.Diagnostics;
using System.Globalization;

namespace ItaIngest.Bench.Storage;

/// <summary>Wall time and processor time (user and system) of pieces of work: of this process, and of server processes by their number (Linux).</summary>
internal sealed class Work
{
    private readonly Stopwatch _wall = new();
    private TimeSpan _begun;

    public TimeSpan Wall => _wall.Elapsed;

    /// <summary>Of this process, during the pieces.</summary>
    public TimeSpan Client { get; private set; }

    public void Begin()
    {
        _begun = Environment.CpuUsage.TotalTime;
        _wall.Start();
    }

    public void End()
    {
        _wall.Stop();
        Client += Environment.CpuUsage.TotalTime - _begun;
    }

    /// <summary>Processor time of another process since its start: fields 14 and 15 of /proc/PID/stat, in hundredths of a second.</summary>
    public static TimeSpan Of(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }
}
