using System.Text.Json;

namespace ItaIngest.Harvest.Store;

/// <summary>Which documents have been handed to ingest. Written after the database has them: a kill in between costs a second, idempotent reading.</summary>
public static class Ingested
{
    /// <summary>Documents not handed over yet, oldest first, so that a correction comes after what it corrects.</summary>
    public static IReadOnlyList<Archived> Waiting(DataFolder data)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in JournalFile.Lines(data.Ingested))
            if (line.Json.TryGetProperty("sha256", out var sha)) done.Add(sha.GetString()!);
        return [.. Listing.Of(data).Where(a => !done.Contains(a.Sha256)).OrderBy(a => a.FirstSeen).ThenBy(a => a.Url, StringComparer.Ordinal)];
    }

    public static void Mark(DataFolder data, IEnumerable<Archived> documents, DateTimeOffset at)
    {
        // A torn last line of a kill is cut off before anything is added behind it.
        var sound = 0L;
        foreach (var line in JournalFile.Lines(data.Ingested)) sound = line.End;
        if (File.Exists(data.Ingested)) JournalFile.Cut(data.Ingested, sound);
        using var stream = new FileStream(data.Ingested, FileMode.Append, FileAccess.Write, FileShare.Read);
        foreach (var one in documents)
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(new { sha256 = one.Sha256, at }, Json.Options));
            stream.WriteByte((byte)'\n');
        }
        stream.Flush(flushToDisk: true);
    }
}
