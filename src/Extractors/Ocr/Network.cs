using System.Numerics.Tensors;

namespace ItaIngest.Extractors.Ocr;

/// <summary>The trained network: a crop in, for each frame (two columns of the crop) the log-probability of each class out.</summary>
internal sealed class Network
{
    private const int Version = 1;
    private readonly Layer[] _layers;

    private Network(string classes, Layer[] layers) => (Classes, _layers) = (classes, layers);

    /// <summary>Class 0 is the blank of CTC; the others are the characters themselves, '?' being any print that is no numeral.</summary>
    public string Classes { get; }

    /// <summary>Reads the layout that training/digits/export.py writes; InvalidDataException when it is another.</summary>
    public static Network Load(Stream stream)
    {
        using var from = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (!from.ReadBytes(8).AsSpan().SequenceEqual("ITADIGIT"u8) || from.ReadInt32() != Version) throw new InvalidDataException("not a digit model of version 1");
            var count = from.ReadInt32();
            if (count is < 2 or > 1000) throw new InvalidDataException("not a digit model: number of classes");
            var classes = new char[count];
            for (var i = 0; i < count; i++) classes[i] = (char)from.ReadUInt16();
            var layers = new Layer[from.ReadInt32()];
            for (var i = 0; i < layers.Length; i++) layers[i] = new Layer(from);
            if (layers.Length == 0 || layers[0].Inputs != 1 || layers[^1].Outputs != count) throw new InvalidDataException("not a digit model: layers do not fit");
            return new Network(new string(classes), layers);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("the digit model ends too early");
        }
    }

    /// <summary>Log-probabilities, one row of classes a frame.</summary>
    public float[][] Run(GreyImage fitted)
    {
        var plane = new Plane(fitted.Height, fitted.Width, 1, Crop.Normalise(fitted));
        foreach (var layer in _layers) plane = layer.Apply(plane);
        var frames = new float[plane.Width][];
        for (var t = 0; t < frames.Length; t++)
        {
            var row = plane.Values.AsSpan(t * plane.Channels, plane.Channels).ToArray();
            var top = TensorPrimitives.Max<float>(row);
            var sum = 0.0;
            foreach (var v in row) sum += Math.Exp(v - top);
            TensorPrimitives.Subtract(row, top + (float)Math.Log(sum), row);
            frames[t] = row;
        }
        return frames;
    }
}
