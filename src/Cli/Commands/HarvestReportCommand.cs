using System.CommandLine;
using ItaIngest.Harvest.Reports;

namespace ItaIngest.Cli.Commands;

/// <summary>ita harvest report: what a run found, expected and missed.</summary>
internal static class HarvestReportCommand
{
    public static Command Create()
    {
        var data = HarvestPlaces.Data();
        var run = new Option<int?>("--run") { Description = "The run's number. Default: the latest." };
        var format = new Option<string>("--format") { Description = "text, html or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "html", "json");
        var command = new Command("report", "Show what a run found, expected and missed.") { data, run, format };
        command.SetAction(parsed =>
        {
            var report = RunReport.Read(HarvestPlaces.DataFolder(parsed.GetValue(data)), parsed.GetValue(run));
            if (report is null)
            {
                Console.Error.WriteLine(parsed.GetValue(run) is { } number ? $"ITA762: there is no run {number}." : "ITA762: nothing was harvested yet.");
                return ExitCodes.Usage;
            }
            switch (parsed.GetValue(format))
            {
                case "html": TextReport.WriteHtml(report, Console.Out); break;
                case "json": Console.Out.WriteLine(report.ToJson()); break;
                default: TextReport.WriteText(report, Console.Out); break;
            }
            return report.HasAlarms ? ExitCodes.WithRejects : ExitCodes.Fine;
        });
        return command;
    }
}
