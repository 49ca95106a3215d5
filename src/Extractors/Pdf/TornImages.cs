using System.Globalization;
using System.Text;

namespace ItaIngest.Extractors.Pdf;

/// <summary>
/// JPEG images of a PDF that break off. poppler draws the missing part as white paper and says nothing, so a table that lost its lower half
/// would look like a short table. A whole JPEG ends in its end marker, FFD9.
/// </summary>
internal static class TornImages
{
    private const int Block = 1 << 20, Tail = 64, Head = 24;

    /// <summary>Numbers of the objects whose JPEG has no end; none for an encrypted file, whose streams cannot be looked into.</summary>
    public static HashSet<int> Find(string path)
    {
        using var file = File.OpenHandle(path);
        var found = Positions(file, "/DCTDecode"u8.ToArray(), "endstream"u8.ToArray(), " obj"u8.ToArray(), "/Encrypt"u8.ToArray(), "FlateDecode"u8.ToArray());
        var (images, ends, starts, flat) = (found[0], found[1], found[2], found[4]);
        if (found[3].Count > 0) return [];
        var torn = new HashSet<int>();
        foreach (var at in images)
        {
            var (from, to) = (Last(starts, at), First(ends, at));
            // Packed a second time: its bytes are not those of the JPEG.
            if (from is not { } start || to is not { } end || First(flat, start) < at + Tail) continue;
            if (Bytes(file, end - Tail, Tail).AsSpan().LastIndexOf([(byte)0xFF, (byte)0xD9]) >= 0) continue;
            // "12 0 obj": the number stands before the generation.
            var words = Encoding.Latin1.GetString(Bytes(file, start - Head, Head)).Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && int.TryParse(words[^2], CultureInfo.InvariantCulture, out var number)) torn.Add(number);
        }
        return torn;
    }

    private static long? Last(List<long> sorted, long before) => sorted.BinarySearch(before) is var i && ~i > 0 ? sorted[~i - 1] : null;

    private static long? First(List<long> sorted, long after) => sorted.BinarySearch(after) is var i && ~i < sorted.Count ? sorted[~i] : null;

    private static byte[] Bytes(Microsoft.Win32.SafeHandles.SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        var skip = (int)Math.Max(0, -at);
        _ = RandomAccess.Read(file, bytes.AsSpan(skip), at + skip);
        return bytes;
    }

    // Where each of the words stands in the file, in ascending order.
    private static List<long>[] Positions(Microsoft.Win32.SafeHandles.SafeFileHandle file, params byte[][] words)
    {
        var found = words.Select(_ => new List<long>()).ToArray();
        var overlap = words.Max(w => w.Length) - 1;
        var block = new byte[Block];
        for (long at = 0; ; at += Block - overlap)
        {
            var n = RandomAccess.Read(file, block, at);
            for (var k = 0; k < words.Length; k++)
                for (int i = 0, hit; i < n && (hit = block.AsSpan(i, n - i).IndexOf(words[k])) >= 0; i += hit + 1)
                    if (found[k].Count == 0 || found[k][^1] < at + i + hit) found[k].Add(at + i + hit);
            if (n < Block) return found;
        }
    }
}
