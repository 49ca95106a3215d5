namespace ItaIngest.Harvest.Store;

/// <summary>Documents by content: the same bytes are stored once, whatever their addresses.</summary>
internal sealed class Archive(DataFolder data)
{
    public bool Has(string sha256) => File.Exists(data.ObjectOf(sha256));

    /// <summary>Moves a flushed file of these bytes into the archive; where they are there already, the file is removed.</summary>
    public void Take(string file, string sha256)
    {
        var place = data.ObjectOf(sha256);
        if (File.Exists(place))
        {
            File.Delete(file);
            return;
        }
        var folder = Path.GetDirectoryName(place)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            Disk.FlushFolder(data.Objects);
        }
        File.Move(file, place, overwrite: true);
        Disk.FlushFolder(folder);
    }
}
