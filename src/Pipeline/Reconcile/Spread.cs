namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Weights by whole number: few of them are set. Dispose hands the paper back for another.</summary>
internal sealed class Spread : IDisposable
{
    // Enough for the sum of the hundredths of ten indicators, weighted.
    private const int Highest = 200_000;

    [ThreadStatic]
    private static Stack<Spread>? _used;

    private readonly double[] _weights = new double[Highest + 1];
    private readonly List<int> _touched = [];

    private Spread()
    {
    }

    /// <summary>One on which nothing is set.</summary>
    public static Spread Blank() => _used is { Count: > 0 } used ? used.Pop() : new Spread();

    public List<int> Touched => _touched;

    public double this[int at] => _weights[at];

    public void Add(int at, double weight)
    {
        if (weight <= 0) return;
        if (_weights[at] == 0) _touched.Add(at);
        _weights[at] += weight;
    }

    public void Clear()
    {
        foreach (var at in _touched) _weights[at] = 0;
        _touched.Clear();
    }

    public void Dispose()
    {
        Clear();
        (_used ??= []).Push(this);
    }

    public double Most()
    {
        var most = 0.0;
        foreach (var at in _touched) most = Math.Max(most, _weights[at]);
        return most;
    }

    /// <summary>What is at least this part of the greatest, likeliest first.</summary>
    public Likely[] Likeliest(double floor)
    {
        var values = new Likely[_touched.Count];
        for (var i = 0; i < values.Length; i++) values[i] = new Likely(_touched[i], _weights[_touched[i]]);
        return Likely.Sorted(values, floor);
    }
}
