using Quartz;

namespace ItaIngest.Cli.Commands;

/// <summary>When the next harvest is due: "0 1 * * *" as crontab writes it, always on Bangkok's clock.</summary>
internal sealed class HarvestTimer
{
    private readonly CronExpression cron;

    /// <exception cref="UsageException">Not a time table.</exception>
    public HarvestTimer(string text)
    {
        try
        {
            cron = CronExpression.Parse(text, CronFormat.Unix).WithTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Asia/Bangkok"));
        }
        catch (FormatException fault)
        {
            throw new UsageException("ITA763", $"\"{text}\" is no time table: {fault.Message}", "Write minute, hour, day, month and weekday, such as --every \"0 1 * * *\" for one o'clock each night in Bangkok.");
        }
    }

    /// <summary>Null where the table has no more times.</summary>
    public DateTimeOffset? After(DateTimeOffset moment) => cron.GetNextValidTimeAfter(moment);
}
