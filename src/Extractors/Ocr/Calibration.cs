namespace ItaIngest.Extractors.Ocr;

/// <summary>
/// From the network's own probability to the share of such readings that are right, measured on fonts the network never saw
/// (training/digits/calibrate.py, the threshold split): a rising broken line over the log-odds of the raw probability.
/// </summary>
internal sealed class Calibration
{
    private readonly double[] _odds;
    private readonly double[] _right;

    public Calibration(double[] odds, double[] right)
    {
        if (odds.Length != right.Length || odds.Length < 2) throw new InvalidDataException("a calibration needs two points or more");
        for (var i = 1; i < odds.Length; i++)
            if (odds[i] <= odds[i - 1] || right[i] < right[i - 1]) throw new InvalidDataException("a calibration rises");
        (_odds, _right) = (odds, right);
    }

    /// <summary>Two numbers a line, log-odds and share right; '#' opens a remark.</summary>
    public static Calibration Load(TextReader from)
    {
        List<double> odds = [], right = [];
        while (from.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            odds.Add(double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture));
            right.Add(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        }
        return new Calibration([.. odds], [.. right]);
    }

    /// <summary>Log-odds of a probability, cut off where double precision and the measurement end.</summary>
    public static double Odds(double probability)
    {
        var p = Math.Clamp(probability, 1e-9, 1 - 1e-9);
        return Math.Log(p / (1 - p));
    }

    public double Of(double probability)
    {
        var x = Odds(probability);
        if (x <= _odds[0]) return _right[0];
        for (var i = 1; i < _odds.Length; i++)
            if (x <= _odds[i]) return _right[i - 1] + (_right[i] - _right[i - 1]) * (x - _odds[i - 1]) / (_odds[i] - _odds[i - 1]);
        return _right[^1];
    }
}
