namespace ItaIngest.Harvest.Store;

/// <summary>One harvest at a time in a data folder, over processes: held while this object lives, and let go by the system when the process dies.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <summary>Null where another process holds it.</summary>
    public static FolderLock? TryTake(DataFolder data)
    {
        Directory.CreateDirectory(data.Root);
        try
        {
            var file = new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new FolderLock(file);
        }
        catch (IOException) when (File.Exists(data.LockFile))
        {
            return null;
        }
    }

    public void Dispose() => held.Dispose();
}
