using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Web;

/// <summary>A download that was cut off: its bytes so far, and what must still be true for the rest to fit.</summary>
/// <param name="Validator">A strong ETag or a Last-Modified date, for If-Range (RFC 9110 13.1.5).</param>
/// <param name="Boot">The machine's start in which it was written: bytes not flushed before a power cut are not trusted.</param>
internal sealed record Part(string Url, string Validator, long Total, string? FileName, string? ContentType, string Boot);

internal sealed class Parts(DataFolder data)
{
    public string FileFor(string source, Uri address) => Path.Combine(data.Parts, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{address.AbsoluteUri}")).AsSpan(0, 16)));

    /// <summary>What there is to go on from, or null.</summary>
    public static (Part Part, long Length)? Find(string file, Uri address)
    {
        var note = file + ".json";
        if (!File.Exists(note) || !File.Exists(file)) return null;
        try
        {
            var part = JsonSerializer.Deserialize<Part>(File.ReadAllBytes(note), Json.Options);
            var length = new FileInfo(file).Length;
            if (part is not null && part.Url == address.AbsoluteUri && part.Boot == Disk.BootId && length > 0 && (part.Total == 0 || length <= part.Total)) return (part, length);
        }
        catch (JsonException)
        {
            // A note torn by a kill: the download starts over.
        }
        Drop(file);
        return null;
    }

    public static void Note(string file, Part part) => File.WriteAllBytes(file + ".json", JsonSerializer.SerializeToUtf8Bytes(part, Json.Options));

    public static void Drop(string file)
    {
        File.Delete(file + ".json");
        File.Delete(file);
    }
}
