using System.Text;
using ItaIngest.Extractors.Ocr;
using ItaIngest.TestSupport;

namespace ItaIngest.Extractors.Tests.Ocr;

/// <summary>One crop of crops.bin, written by training/digits/check.py: the picture, its text, and what training makes of it.</summary>
internal sealed record Sample(string Text, GreyImage Grey, GreyImage? Fitted, byte[] Best, float[] LogProbability)
{
    public static IReadOnlyList<Sample> All { get; } = Read();

    private static List<Sample> Read()
    {
        using var from = new BinaryReader(File.OpenRead(Path.Combine(Places.Root, "tests", "Extractors.Tests", "Ocr", "crops.bin")));
        var all = new List<Sample>();
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var text = Encoding.Unicode.GetString(from.ReadBytes(2 * from.ReadInt32()));
            var (w, h) = (from.ReadInt32(), from.ReadInt32());
            var grey = new GreyImage(w, h, from.ReadBytes(w * h));
            var fitted = from.ReadInt32();
            if (fitted == 0)
            {
                all.Add(new Sample(text, grey, null, [], []));
                continue;
            }
            var image = new GreyImage(fitted, Crop.NetworkHeight, from.ReadBytes(fitted * Crop.NetworkHeight));
            var best = from.ReadBytes(from.ReadInt32());
            var p = new float[best.Length];
            for (var i = 0; i < p.Length; i++) p[i] = from.ReadSingle();
            all.Add(new Sample(text, grey, image, best, p));
        }
        return all;
    }
}
