namespace ItaIngest.Storage;

/// <summary>
/// What a killed server leaves: a lock file with the number of a process that is dead but not yet collected by its parent (in a container perhaps never),
/// or that another program has by now. PostgreSQL cannot tell and refuses to start. The lock is removed only when nothing works in the data folder any more:
/// backends of the killed server may still be ending.
/// </summary>
internal static class Remains
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), Pause = TimeSpan.FromMilliseconds(100);

    public static async Task ClearAsync(string data, string socketLock, CancellationToken ct)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!Directory.Exists("/proc/self") || !File.Exists(file)) return;
        if (!int.TryParse((await File.ReadAllLinesAsync(file, ct)).FirstOrDefault(), out var pid) || !Directory.Exists($"/proc/{pid}") || IsServer(pid)) return;
        for (var waited = TimeSpan.Zero; WorksIn(data); waited += Pause)
        {
            if (waited > Patience) return; // PostgreSQL will say what it finds.
            await Task.Delay(Pause, ct);
        }
        if (!Directory.Exists($"/proc/{pid}") || IsServer(pid)) return;
        File.Delete(file);
        File.Delete(socketLock);
    }

    /// <summary>A live process that runs postgres.</summary>
    private static bool IsServer(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var state = stat[stat.LastIndexOf(')') + 2];
            return state is not ('Z' or 'X') && File.ReadAllText($"/proc/{pid}/cmdline").Contains("postgres", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // Gone while we looked.
        }
    }

    /// <summary>Every process of a server has the data folder as its working folder.</summary>
    private static bool WorksIn(string data)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                if (string.Equals(new FileInfo(Path.Combine(process, "cwd")).LinkTarget, data, StringComparison.Ordinal)) return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's process, or one that has just ended.
            }
        }
        return false;
    }
}
