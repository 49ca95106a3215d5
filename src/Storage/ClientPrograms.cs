namespace ItaIngest.Storage;

/// <summary>PostgreSQL's client programs for people: psql.</summary>
public static class ClientPrograms
{
    /// <summary>The path of psql, pg_dump or pg_restore.</summary>
    /// <exception cref="StorageException">ITA601 when it is not installed.</exception>
    public static string Find(string name) => Programs.Client(name);
}
