using System.Diagnostics;
using System.Text;
using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Bench;

/// <summary>Reads fitted crops (training/digits/bins.py) with the reader that ships, and prints what it makes of each: for calibration and for the tables.</summary>
internal static class Crops
{
    public static void Read(string[] files)
    {
        var reader = DigitReader.Load();
        if (files is ["--model", var weights, .. var rest])
        {
            // Networks under trial: raw probabilities only, their calibration is what they are for.
            var second = DigitReader.Carried("second.bin");
            if (rest is ["--second", var other, .. var others]) (second, rest) = (Load(other), others);
            (reader, files) = (new DigitReader(Load(weights), second, new Calibration([-20, 20], [0, 1])), rest);
        }
        Console.WriteLine("file\tfamily\tlabel\ttext\traw\tnumeral\tconfidence\tsecond\tsecondp");
        foreach (var file in files)
        {
            using var from = new BinaryReader(File.OpenRead(file));
            var clock = Stopwatch.StartNew();
            var n = from.ReadInt32();
            for (var i = 0; i < n; i++)
            {
                var (family, label) = (Text(from), Text(from));
                var width = from.ReadInt32();
                var crop = new GreyImage(width, Crop.NetworkHeight, from.ReadBytes(width * Crop.NetworkHeight));
                var r = reader.ReadTight(crop);
                var second = r.Alternatives.Length > 0 ? r.Alternatives[0] : default;
                Console.WriteLine(FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(file)}\t{family}\t{label}\t{r.Text}\t{r.Raw:R}\t{r.Numeral:R}\t{r.Confidence:R}\t{second.Text}\t{second.Probability:R}"));
            }
            Console.Error.WriteLine(FormattableString.Invariant($"{file}: {n} crops, {clock.Elapsed.TotalMilliseconds / n:0.00} ms each"));
        }
    }

    private static Network Load(string file)
    {
        using var weights = File.OpenRead(file);
        return Network.Load(weights);
    }

    private static string Text(BinaryReader from) => Encoding.Unicode.GetString(from.ReadBytes(2 * from.ReadInt32()));
}
