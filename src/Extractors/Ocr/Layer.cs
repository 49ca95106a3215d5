using System.Numerics;
using System.Numerics.Tensors;

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

    // One row of the output: for each of its pixels the inputs under the kernel, side by side.
    private void Gather(Plane x, int y, int width, float[] patches)
    {
        Array.Clear(patches);
        var k = _height * _width * _in;
        for (var i = 0; i < _height; i++)
        {
            var row = y * _stride + i - _padY;
            if (row < 0 || row >= x.Height) continue;
            for (var j = 0; j < _width; j++)
            {
                var to = (i * _width + j) * _in;
                for (var at = 0; at < width; at++)
                {
                    var column = at * _stride + j * _dilation - _padX;
                    if (column < 0 || column >= x.Width) continue;
                    x.Values.AsSpan((row * x.Width + column) * _in, _in).CopyTo(patches.AsSpan(at * k + to, _in));
                }
            }
        }
    }

    private void Multiply(float[] patches, int k, int width, Span<float> result)
    {
        var n = Vector<float>.Count;
        Span<float> spill = stackalloc float[Strip];
        for (var o = 0; o < _out; o += Strip)
        {
            var weights = _packed.AsSpan(o * k, k * Strip);
            Vector<float> bias0 = new(_bias, o), bias1 = new(_bias, o + n);
            for (var p = 0; p < width; p += 4)
            {
                // Four pixels at a time; at the row's end the last pixel is computed again instead of a shorter loop.
                int pb = Math.Min(p + 1, width - 1), pc = Math.Min(p + 2, width - 1), pd = Math.Min(p + 3, width - 1);
                ReadOnlySpan<float> a = patches.AsSpan(p * k, k), b = patches.AsSpan(pb * k, k), c = patches.AsSpan(pc * k, k), d = patches.AsSpan(pd * k, k);
                Vector<float> a0 = bias0, a1 = bias1, b0 = bias0, b1 = bias1, c0 = bias0, c1 = bias1, d0 = bias0, d1 = bias1;
                for (var i = 0; i < k; i++)
                {
                    var w = weights.Slice(i * Strip, Strip);
                    Vector<float> w0 = new(w), w1 = new(w[n..]);
                    Vector<float> va = new(a[i]), vb = new(b[i]), vc = new(c[i]), vd = new(d[i]);
                    (a0, a1) = (Vector.FusedMultiplyAdd(va, w0, a0), Vector.FusedMultiplyAdd(va, w1, a1));
                    (b0, b1) = (Vector.FusedMultiplyAdd(vb, w0, b0), Vector.FusedMultiplyAdd(vb, w1, b1));
                    (c0, c1) = (Vector.FusedMultiplyAdd(vc, w0, c0), Vector.FusedMultiplyAdd(vc, w1, c1));
                    (d0, d1) = (Vector.FusedMultiplyAdd(vd, w0, d0), Vector.FusedMultiplyAdd(vd, w1, d1));
                }
                Store(spill, a0, a1, result, p, o);
                Store(spill, b0, b1, result, pb, o);
                Store(spill, c0, c1, result, pc, o);
                Store(spill, d0, d1, result, pd, o);
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
