using System.CommandLine;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Cli.Commands;

/// <summary>ita archive list|verify: what the harvest keeps.</summary>
internal static class ArchiveCommand
{
    public static Command Create() => new("archive", "List or verify the archive of harvested documents.") { List(), Check() };

    private static Command List()
    {
        var data = HarvestPlaces.Data();
        var command = new Command("list", "Print one JSON object per archived document.") { data };
        command.SetAction(parsed =>
        {
            foreach (var one in Listing.Of(HarvestPlaces.DataFolder(parsed.GetValue(data)))) Console.Out.WriteLine(one.ToJson());
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Command Check()
    {
        var data = HarvestPlaces.Data();
        var command = new Command("verify", "Hash every document again, look for missing ones, and read the whole log of fetches.") { data };
        command.SetAction((parsed, cancel) => HarvestPlaces.Guard(() =>
        {
            var found = Verify.All(HarvestPlaces.DataFolder(parsed.GetValue(data)), cancel);
            foreach (var problem in found.Problems) Console.Error.WriteLine(problem);
            Console.Out.WriteLine($"{found.Objects} documents, {found.Bytes} bytes, {found.WarcRecords} WARC records: {(found.Problems.Count == 0 ? "all sound" : $"{found.Problems.Count} problems")}.");
            return Task.FromResult(found.Problems.Count == 0 ? ExitCodes.Fine : ExitCodes.WithRejects);
        }));
        return command;
    }
}
