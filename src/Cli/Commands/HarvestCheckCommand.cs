using System.CommandLine;
using ItaIngest.Harvest.Sources;

namespace ItaIngest.Cli.Commands;

/// <summary>ita harvest check: are the source files right? Faults with file and line.</summary>
internal static class HarvestCheckCommand
{
    public static Command Create()
    {
        var sources = HarvestPlaces.Sources();
        var command = new Command("check", "Check the source files; faults are shown with file and line.") { sources };
        command.SetAction(parsed =>
        {
            var folder = SourceFiles.Read(HarvestPlaces.SourcesFolder(parsed.GetValue(sources)));
            HarvestPlaces.Tell(folder.Problems);
            Console.Out.WriteLine($"{folder.Sources.Length} sources are sound, {folder.Problems.Count(p => p.IsError)} faults, {folder.Problems.Count(p => !p.IsError)} warnings.");
            if (folder.Settings.Contact is null) Console.Out.WriteLine($"No contact is set: write \"contact: MAILBOX\" into {SourceFiles.SettingsFile}, so that a site's owner can reach you.");
            return folder.IsSound ? ExitCodes.Fine : ExitCodes.Usage;
        });
        return command;
    }
}
