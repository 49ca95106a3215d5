using System.Globalization;
using ItaIngest.Harvest.Reports;

namespace ItaIngest.Cli.Output;

/// <summary>The last lines of a night: what a person has to look at, most pressing first, each with the command that shows more; or that there is nothing.</summary>
internal static class NightSummary
{
    public static void Print(TextWriter output, RunReport report, bool rejected)
    {
        var wishes = Wishes(report, rejected).ToList();
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"In short: sources {report.Sources.Count}, documents {report.Sources.Sum(s => s.Documents)}; addresses with a new one {report.Sources.Sum(s => s.New.Count)}, a changed one {report.Sources.Sum(s => s.Changed.Count)}, one gone {report.Sources.Sum(s => s.Gone.Count)}."));
        output.WriteLine(wishes.Count == 0 ? "Nothing needs to be looked at." : "To look at:");
        foreach (var wish in wishes) output.WriteLine("  " + wish);
    }

    private static IEnumerable<string> Wishes(RunReport report, bool rejected)
    {
        foreach (var source in report.Sources)
            foreach (var alarm in source.Alarms) yield return $"{source.Name}: {alarm}";
        foreach (var source in report.Sources.Where(s => s.Stopped is not null))
            yield return string.Create(CultureInfo.InvariantCulture, $"{source.Name}: not everything was visited ({source.Stopped}, {source.LeftOver} addresses left).");
        foreach (var source in report.Sources.Where(s => s.Failed.Count > 0))
            yield return string.Create(CultureInfo.InvariantCulture, $"{source.Name}: {source.Failed.Count} addresses failed, e.g. {source.Failed.First().Url} ({source.Failed.First().Code} {source.Failed.First().Reason}): ./ita harvest report");
        foreach (var source in report.Sources.Where(s => s.NotFetchable.Count > 0))
            yield return string.Create(CultureInfo.InvariantCulture, $"{source.Name}: {source.NotFetchable.Count} share links to download by hand, e.g. {source.NotFetchable.First().Url}");
        if (rejected) yield return "documents that could not be read: ./ita query \"select document, code, message from issues where severity = 'error'\"";
    }
}
