using ItaIngest.Harvest.Runs;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Tests;

/// <summary>The test program; with --harvest SOURCES DATA it is instead a harvest that a test may kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["--harvest", var sources, var data]) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        using var held = FolderLock.TryTake(new DataFolder(data));
        if (held is null) return 9;
        var folder = SourceFiles.Read(sources);
        await Harvester.Run(new HarvestOrder { Data = new DataFolder(data), Sources = folder.Sources, Patience = Quick }, CancellationToken.None);
        return 0;
    }

    /// <summary>The real waits, shortened.</summary>
    public static readonly Patience Quick = new() { FirstRetry = TimeSpan.FromMilliseconds(50), Headers = TimeSpan.FromSeconds(20), Silence = TimeSpan.FromSeconds(20), Break = TimeSpan.FromSeconds(1) };
}
