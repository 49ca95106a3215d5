namespace ItaIngest.Extractors.Tools;

/// <summary>qpdf: rebuilds a damaged file.</summary>
internal static class Qpdf
{
    public static readonly Tool Program = new("qpdf", "qpdf");

    /// <summary>Writes a rebuilt copy; false when there is nothing to rebuild from. Exit status 3 means done with warnings.</summary>
    public static async Task<bool> RepairAsync(string path, string into, ReadOptions options, CancellationToken cancel)
    {
        var (result, _) = await ToolRun.TextAsync(Program, ["--warning-exit-0", path, into], options, cancel);
        return result.Succeeded && File.Exists(into);
    }
}
