namespace ItaIngest.Reference;

/// <summary>Where the reference data lies.</summary>
public static class ReferenceFolder
{
    /// <summary>The folder beside the program, or the nearest one above it that holds agencies.csv.</summary>
    /// <exception cref="ReferenceException">ITA490: there is none.</exception>
    public static string Find() => Find(AppContext.BaseDirectory);

    internal static string Find(string from)
    {
        for (var at = new DirectoryInfo(from); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "reference");
            if (File.Exists(Path.Combine(folder, "agencies.csv"))) return folder;
        }
        throw new ReferenceException("ITA490", Path.Combine(from, "reference"), 0,
            "There is no folder \"reference\" with agencies.csv beside the program or above it.", "Restore it from the repository.");
    }
}
