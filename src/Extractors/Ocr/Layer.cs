using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace ItaIngest.Extractors.Ocr;

/// <summary>Values in rows, columns and channels; a pixel's channels lie side by side.</summary>
internal sealed record Plane(int Height, int Width, int Channels, float[] Values);

/// <summary>
/// One convolution (batch normalisation already folded in), with what follows it: ReLU, the input added, the rows pooled in pairs.
/// Weights are packed in strips of two vectors of output channels so that the inner loop is loads and multiply-adds only.
/// </summary>
internal sealed class Layer
{
    private static readonly int Strip = 2 * Vector<float>.Count;
    private readonly int _out, _in, _height, _width, _stride, _padY, _padX, _dilation;
    private readonly bool _pool, _residual, _relu;
    private readonly float[] _packed;
    private readonly float[] _bias;

    public Layer(BinaryReader from)
    {
        (_out, _in, _height, _width) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
        (_stride, _padY, _padX, _dilation) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
        var flags = from.ReadInt32();
        if (_out is < 1 or > 4096 || _in is < 1 or > 4096 || _height is < 1 or > 16 || _width is < 1 or > 16) throw new InvalidDataException("not a layer");
        (_pool, _residual, _relu) = ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
        var k = _height * _width * _in;
        var strips = (_out + Strip - 1) / Strip;
        _packed = new float[strips * k * Strip];
        for (var i = 0; i < k; i++)
            for (var o = 0; o < _out; o++) _packed[(o / Strip * k + i) * Strip + o % Strip] = from.ReadSingle();
        _bias = new float[strips * Strip];
        for (var o = 0; o < _out; o++) _bias[o] = from.ReadSingle();
    }

    public int Inputs => _in;

    public int Outputs => _out;

    public Plane Apply(Plane x)
    {
        var height = (x.Height + 2 * _padY - _height) / _stride + 1;
        var width = (x.Width + 2 * _padX - (_width - 1) * _dilation - 1) / _stride + 1;
        var k = _height * _width * _in;
        var result = new float[height * width * _out];
        var patches = new float[width * k];
        for (var y = 0; y < height; y++)
        {
            Gather(x, y, width, patches);
            Multiply(patches, k, width, result.AsSpan(y * width * _out, width * _out));
        }
        if (_relu) TensorPrimitives.Max(result, 0f, result);
        if (_residual) TensorPrimitives.Add(result, x.Values, result);
        return _pool ? Pool(height, width, result) : new Plane(height, width, _out, result);
    }

    // One row of the output: for each of its pixels the inputs under the kernel, side by side. Columns that are neighbours in the kernel are so in the input, too.
    private void Gather(Plane x, int y, int width, float[] patches)
    {
        Array.Clear(patches);
        var k = _height * _width * _in;
        var (steps, together) = _dilation == 1 ? (1, _width) : (_width, 1);
        for (var i = 0; i < _height; i++)
        {
            var row = y * _stride + i - _padY;
            if (row < 0 || row >= x.Height) continue;
            var inputs = x.Values.AsSpan(row * x.Width * _in, x.Width * _in);
            for (var j = 0; j < steps; j++)
                for (var at = 0; at < width; at++)
                {
                    var column = at * _stride + j * _dilation - _padX;
                    int from = Math.Max(0, column), to = Math.Min(x.Width, column + together);
                    if (from >= to) continue;
                    inputs[(from * _in)..(to * _in)].CopyTo(patches.AsSpan(at * k + (i * _width + j + from - column) * _in));
                }
        }
    }

    // Six pixels at a time, for as many sums as the processor has registers; at the row's end the last pixel is computed again instead of a shorter loop.
    // Written with references, as checks of bounds took as long as the sums.
    private void Multiply(float[] patches, int k, int width, Span<float> result)
    {
        var n = Vector<float>.Count;
        Span<float> spill = stackalloc float[Strip];
        for (var o = 0; o < _out; o += Strip)
        {
            Vector<float> bias0 = new(_bias, o), bias1 = new(_bias, o + n);
            for (var p = 0; p < width; p += 6)
            {
                ref var weights = ref _packed[o * k];
                ref var a = ref patches[p * k];
                ref var b = ref patches[Math.Min(p + 1, width - 1) * k];
                ref var c = ref patches[Math.Min(p + 2, width - 1) * k];
                ref var d = ref patches[Math.Min(p + 3, width - 1) * k];
                ref var e = ref patches[Math.Min(p + 4, width - 1) * k];
                ref var f = ref patches[Math.Min(p + 5, width - 1) * k];
                Vector<float> a0 = bias0, a1 = bias1, b0 = bias0, b1 = bias1, c0 = bias0, c1 = bias1;
                Vector<float> d0 = bias0, d1 = bias1, e0 = bias0, e1 = bias1, f0 = bias0, f1 = bias1;
                for (nint i = 0; i < k; i++)
                {
                    Vector<float> w0 = Vector.LoadUnsafe(ref weights), w1 = Vector.LoadUnsafe(ref weights, (nuint)n);
                    weights = ref Unsafe.Add(ref weights, Strip);
                    Vector<float> v = new(Unsafe.Add(ref a, i));
                    (a0, a1) = (Vector.FusedMultiplyAdd(v, w0, a0), Vector.FusedMultiplyAdd(v, w1, a1));
                    v = new(Unsafe.Add(ref b, i));
                    (b0, b1) = (Vector.FusedMultiplyAdd(v, w0, b0), Vector.FusedMultiplyAdd(v, w1, b1));
                    v = new(Unsafe.Add(ref c, i));
                    (c0, c1) = (Vector.FusedMultiplyAdd(v, w0, c0), Vector.FusedMultiplyAdd(v, w1, c1));
                    v = new(Unsafe.Add(ref d, i));
                    (d0, d1) = (Vector.FusedMultiplyAdd(v, w0, d0), Vector.FusedMultiplyAdd(v, w1, d1));
                    v = new(Unsafe.Add(ref e, i));
                    (e0, e1) = (Vector.FusedMultiplyAdd(v, w0, e0), Vector.FusedMultiplyAdd(v, w1, e1));
                    v = new(Unsafe.Add(ref f, i));
                    (f0, f1) = (Vector.FusedMultiplyAdd(v, w0, f0), Vector.FusedMultiplyAdd(v, w1, f1));
                }
                Store(spill, a0, a1, result, p, o);
                Store(spill, b0, b1, result, Math.Min(p + 1, width - 1), o);
                Store(spill, c0, c1, result, Math.Min(p + 2, width - 1), o);
                Store(spill, d0, d1, result, Math.Min(p + 3, width - 1), o);
                Store(spill, e0, e1, result, Math.Min(p + 4, width - 1), o);
                Store(spill, f0, f1, result, Math.Min(p + 5, width - 1), o);
            }
        }
    }

    private void Store(Span<float> spill, Vector<float> low, Vector<float> high, Span<float> result, int pixel, int o)
    {
        low.CopyTo(spill);
        high.CopyTo(spill[Vector<float>.Count..]);
        spill[..Math.Min(Strip, _out - o)].CopyTo(result.Slice(pixel * _out + o));
    }

    private Plane Pool(int height, int width, float[] values)
    {
        var row = width * _out;
        var pooled = new float[height / 2 * row];
        for (var y = 0; y < height / 2; y++)
            TensorPrimitives.Max(values.AsSpan(2 * y * row, row), values.AsSpan((2 * y + 1) * row, row), pooled.AsSpan(y * row, row));
        return new Plane(height / 2, width, _out, pooled);
    }
}
