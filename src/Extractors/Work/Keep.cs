using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Work;

/// <summary>
/// Writes what was seen of a page: the picture as it was read, with a frame around each token and a second line under numerals
/// of low confidence, and beside it a table of frames and readings.
/// </summary>
internal static class Keep
{
    public static void Page(string folder, SourceDocument document, ScannedPage read, double dpi)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(document.FileName)}-{document.Id[..8]}-{read.Page.Number:0000}"));
        var image = read.Upright.Copy();
        using var table = new StreamWriter(name + ".tsv");
        table.WriteLine("x0\ty0\tx1\ty1\treader\tconfidence\ttext\talternatives");
        foreach (var token in read.Page.Tokens)
        {
            if (token.Box is not { } box) continue;
            Frame(image, box, dpi, token.Reader == ReaderKind.Digits ? (byte)0 : (byte)128);
            if (token.Confidence < Token.Sure) Frame(image, box with { X0 = box.X0 - 1.5, Y0 = box.Y0 - 1.5, X1 = box.X1 + 1.5, Y1 = box.Y1 + 1.5 }, dpi, 0);
            table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{box.X0:0.0}\t{box.Y0:0.0}\t{box.X1:0.0}\t{box.Y1:0.0}\t{token.Reader}\t{token.Confidence:0.0000}\t{token.Text}\t{string.Join(' ', token.Alternatives.Select(a => a.Text))}"));
        }
        Png(name + ".png", image);
    }

    private static void Frame(GreyImage image, Box box, double dpi, byte ink)
    {
        int Pixel(double points, int most) => Math.Clamp((int)(points * dpi / 72), 0, most - 1);
        var (x0, y0, x1, y1) = (Pixel(box.X0, image.Width), Pixel(box.Y0, image.Height), Pixel(box.X1, image.Width), Pixel(box.Y1, image.Height));
        for (var x = x0; x <= x1; x++) image.Pixels[(y0 * image.Width) + x] = image.Pixels[(y1 * image.Width) + x] = ink;
        for (var y = y0; y <= y1; y++) image.Pixels[(y * image.Width) + x0] = image.Pixels[(y * image.Width) + x1] = ink;
    }

    /// <summary>A grey PNG without filters (RFC 2083).</summary>
    internal static void Png(string path, GreyImage image)
    {
        using var file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), image.Height);
        head[8] = 8;
        Chunk(file, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < image.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(image.Row(y));
            }
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(Crc(0xFFFFFFFF, type), data) ^ 0xFFFFFFFF);
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return crc;
    }
}
