using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ItaIngest.Harvest.Tests.Site;

/// <summary>Bytes of documents and pages, made from a seed: the same every time.</summary>
internal static class Made
{
    public static byte[] Pdf(string what, int length = 20_000)
    {
        var bytes = Noise(what, length);
        Encoding.ASCII.GetBytes("%PDF-1.4\n").CopyTo(bytes, 0);
        Encoding.ASCII.GetBytes("\n%%EOF\n").CopyTo(bytes, bytes.Length - 7);
        return bytes;
    }

    public static byte[] Jpeg(string what)
    {
        var bytes = Noise(what, 8000);
        new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }.CopyTo(bytes, 0);
        return bytes;
    }

    public static byte[] Text(string what) => Encoding.UTF8.GetBytes($"ประกาศผลการประเมิน ITA {what}\nคะแนน ๘๕.๘๓\n");

    public static byte[] Docx(string what) => Zip(("[Content_Types].xml", Encoding.UTF8.GetBytes("<Types/>")), ("word/document.xml", Encoding.UTF8.GetBytes($"<w>{what}</w>")));

    public static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip(null, entries);

    public static byte[] Zip(Encoding? names, params (string Name, byte[] Content)[] entries)
    {
        using var into = new MemoryStream();
        using (var zip = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true, names))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        return into.ToArray();
    }

    public static byte[] Bomb()
    {
        var zeros = new byte[48 << 20];
        Encoding.ASCII.GetBytes("%PDF-1.4\n").CopyTo(zeros, 0);
        return Zip(("เอกสาร.pdf", Pdf("in the bomb, before it goes off")), ("bomb.pdf", zeros));
    }

    public static byte[] Html(string title, params (string Href, string Text)[] links) => Encoding.UTF8.GetBytes(
        $"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><ul>{string.Concat(links.Select(l => $"<li><a href=\"{l.Href}\">{l.Text}</a></li>"))}</ul><p>{new string('x', 600)}</p></body></html>");

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Noise(string seed, int length)
    {
        var bytes = new byte[length];
        var block = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        for (var at = 0; at < length; at += block.Length)
        {
            block = SHA256.HashData(block);
            block.AsSpan(0, Math.Min(block.Length, length - at)).CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }

    public static string Escape(string thai) => string.Join('/', thai.Split('/').Select(Uri.EscapeDataString));

    public static string N(int n) => n.ToString(CultureInfo.InvariantCulture);
}
