namespace ItaIngest.Extractors.Ocr;

/// <summary>A grey picture: one byte a pixel, row after row, 0 black, 255 white.</summary>
public sealed class GreyImage
{
    public GreyImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (pixels.Length != width * height) throw new ArgumentException($"{width} x {height} pixels need {width * height} bytes, not {pixels.Length}.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    public int Width { get; }

    public int Height { get; }

#pragma warning disable CA1819 // pixels are worked on in place by the page's cleaning; copying 8 MB for each step would be the cost of the page
    public byte[] Pixels { get; }
#pragma warning restore CA1819

    public byte this[int x, int y] => Pixels[y * Width + x];

    internal ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(y * Width, Width);

    internal GreyImage Copy() => new(Width, Height, (byte[])Pixels.Clone());

    /// <summary>The part inside both the picture and the asked rectangle; null when they do not meet.</summary>
    internal GreyImage? Part(int x0, int y0, int x1, int y1)
    {
        (x0, y0, x1, y1) = (Math.Max(0, x0), Math.Max(0, y0), Math.Min(Width, x1), Math.Min(Height, y1));
        if (x1 <= x0 || y1 <= y0) return null;
        var part = new byte[(x1 - x0) * (y1 - y0)];
        for (var y = y0; y < y1; y++) Pixels.AsSpan(y * Width + x0, x1 - x0).CopyTo(part.AsSpan((y - y0) * (x1 - x0)));
        return new GreyImage(x1 - x0, y1 - y0, part);
    }

    /// <summary>Turned clockwise by a number of quarter turns.</summary>
    internal GreyImage Turned(int quarters)
    {
        quarters = ((quarters % 4) + 4) % 4;
        if (quarters == 0) return this;
        var (w, h) = quarters == 2 ? (Width, Height) : (Height, Width);
        var turned = new byte[Pixels.Length];
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var (tx, ty) = quarters switch
                {
                    1 => (Height - 1 - y, x),
                    2 => (Width - 1 - x, Height - 1 - y),
                    _ => (y, Width - 1 - x),
                };
                turned[ty * w + tx] = row[x];
            }
        }
        return new GreyImage(w, h, turned);
    }
}
