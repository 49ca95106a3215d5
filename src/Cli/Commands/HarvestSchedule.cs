using ItaIngest.Harvest.Runs;
using ItaIngest.Storage;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ItaIngest.Cli.Commands;

/// <summary>ita harvest --every: waits for each time of the table and harvests then, one run at a time over all processes.</summary>
internal static class HarvestSchedule
{
    public static async Task<int> RunAsync(HarvestTimer timer, HarvestWish wish, TimeProvider clock, CancellationToken cancel)
    {
        var last = ExitCodes.Fine;
        while (timer.After(clock.GetUtcNow()) is { } next)
        {
            await Console.Error.WriteLineAsync($"The next harvest begins at {next.ToOffset(TimeSpan.FromHours(7)):yyyy-MM-dd HH:mm} Bangkok.");
            while (next - clock.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
            {
                // In pieces: a machine that slept, or whose clock was set, wakes up to the right time.
                await Task.Delay(wait < TimeSpan.FromMinutes(1) ? wait : TimeSpan.FromMinutes(1), clock, cancel);
            }
            last = await HarvestPlaces.Guard(() => OnceAsync(wish, cancel));
            if (last == ExitCodes.Interrupted) return last;
        }
        return last;
    }

    /// <summary>One harvest under the locks: the data folder's always, the database's where one is meant.</summary>
    public static async Task<int> OnceAsync(HarvestWish wish, CancellationToken cancel)
    {
        using var metrics = Metrics();
        if (!wish.Ingest && new DatabaseOptions(wish.Database).Named is null) return await HarvestCommand.RunAsync(wish, cancel);
        return await DbFailures.GuardAsync(async () =>
        {
            await using var held = await RunLock.TryTakeAsync(new DatabaseOptions(wish.Database), "harvest", cancel);
            if (held is not null) return await HarvestCommand.RunAsync(wish, cancel);
            await Console.Error.WriteLineAsync("ITA761: another harvest is at work with this database. Wait for it; this one did nothing.");
            return ExitCodes.WithRejects;
        }, cancel);
    }

    /// <summary>Metrics go out by OTLP where the usual variable says whereto.</summary>
    private static MeterProvider? Metrics() => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 } ? null
        : Sdk.CreateMeterProviderBuilder().AddMeter(Harvest.Runs.Progress.MeterName).AddOtlpExporter().Build();
}
