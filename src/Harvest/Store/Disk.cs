using System.Runtime.InteropServices;

namespace ItaIngest.Harvest.Store;

/// <summary>The few ways in which the harvest changes a disk: each leaves the old state or the new one, whenever the machine stops.</summary>
internal static partial class Disk
{
    /// <summary>The running start of this machine: what was not flushed before another start cannot be trusted.</summary>
    public static string BootId { get; } = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "unknown";

    /// <summary>Writes a whole file beside its place, flushes it, and puts it there in one step.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
        FlushFolder(folder);
    }

    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var copy = content.ToArray();
        Replace(path, stream => stream.Write(copy));
    }

    /// <summary>Makes a name that was created or moved into the folder outlive a power cut.</summary>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return;
        _ = Fsync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
