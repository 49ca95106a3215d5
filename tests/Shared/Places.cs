namespace ItaIngest.TestSupport;

/// <summary>Where things lie on this machine, found from the test program upwards.</summary>
public static class Places
{
    /// <summary>The repository's root: the folder that holds ItaIngest.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Fixtures { get; } = Path.Combine(Root, "fixtures");

    public static string Reference { get; } = Path.Combine(Root, "reference");

    /// <summary>Material beside the repository that a clone need not have; null where it is absent.</summary>
    public static string? Shared { get; } = Directory.Exists(Path.Combine(Root, "..", "shared"))
        ? Path.GetFullPath(Path.Combine(Root, "..", "shared")) : null;

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "ItaIngest.sln"))) return at.FullName;
        throw new InvalidOperationException($"No ItaIngest.sln above {AppContext.BaseDirectory}.");
    }
}
