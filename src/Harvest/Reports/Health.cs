using System.Text.Json;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Reports;

/// <summary>
/// health.json in the data folder, for monitoring: state (running, ok, alarms, interrupted), when the run began, when it last moved, how it ended.
/// A run whose last_progress is old hangs or died.
/// </summary>
public sealed class Health : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly DataFolder data;
    private readonly TimeProvider clock;
    private readonly Lock turn = new();
    private DateTimeOffset began;
    private DateTimeOffset written;
    private int addresses;
    private bool ended;

    public Health(DataFolder data, TimeProvider clock)
    {
        (this.data, this.clock) = (data, clock);
    }

    public void Began()
    {
        began = clock.GetUtcNow();
        Write(new { state = "running", began, last_progress = began, addresses, process = Environment.ProcessId });
    }

    public void Moved()
    {
        lock (turn)
        {
            addresses++;
            var now = clock.GetUtcNow();
            if (now - written < Every) return;
            Write(new { state = "running", began, last_progress = now, addresses, process = Environment.ProcessId });
        }
    }

    public void Ended(RunReport report)
    {
        ended = true;
        Write(new
        {
            state = report.HasAlarms ? "alarms" : "ok", report.Run, began, ended = report.Ended, addresses,
            documents = report.Sources.Sum(s => s.Documents), new_documents = report.Sources.Sum(s => s.New.Count), changed = report.Sources.Sum(s => s.Changed.Count),
            gone = report.Sources.Sum(s => s.Gone.Count), failed = report.Sources.Sum(s => s.Failed.Count), alarms = report.Sources.SelectMany(s => s.Alarms.Select(a => $"{s.Name}: {a}")),
        });
    }

    public void Dispose()
    {
        if (!ended) Write(new { state = "interrupted", began, last_progress = clock.GetUtcNow(), addresses });
    }

    private void Write(object state)
    {
        written = clock.GetUtcNow();
        try
        {
            Disk.Replace(data.Health, JsonSerializer.SerializeToUtf8Bytes(state, Json.Indented));
        }
        catch (IOException)
        {
            // Monitoring notices a file that grows old; a harvest must not die of it.
        }
    }
}
