using ItaIngest.Harvest.Reports;
using ItaIngest.Harvest.Runs;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Tests;

/// <summary>A folder of sources and a data folder for one test.</summary>
internal sealed class Desk : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("ita-harvest-");

    public string Sources => Path.Combine(root.FullName, "sources");

    public DataFolder Data => new(Path.Combine(root.FullName, "data"));

    public void Write(string file, string yaml)
    {
        Directory.CreateDirectory(Sources);
        File.WriteAllText(Path.Combine(Sources, file), yaml);
    }

    public async Task<RunReport> Harvest(Patience? patience = null, bool dryRun = false, CancellationToken stop = default)
    {
        var folder = SourceFiles.Read(Sources);
        folder.Problems.ShouldBeEmpty();
        var run = await Harvester.Run(new HarvestOrder { Data = Data, Sources = folder.Sources, Settings = folder.Settings, Patience = patience ?? Program.Quick, DryRun = dryRun }, stop);
        return RunReport.Read(Data, run)!;
    }

    public IReadOnlyList<Archived> List() => Listing.Of(Data);

    /// <summary>Every file of the archive by name and length.</summary>
    public IReadOnlyList<string> Objects() => !Directory.Exists(Data.Objects) ? [] : [.. Directory.EnumerateFiles(Data.Objects, "*", SearchOption.AllDirectories).Select(f => $"{Path.GetFileName(f)} {new FileInfo(f).Length}").Order(StringComparer.Ordinal)];

    public void Dispose() => root.Delete(recursive: true);
}
