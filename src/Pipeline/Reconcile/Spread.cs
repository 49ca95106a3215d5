namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Weights by whole number, from 0 to a highest one: few of them are set.</summary>
internal sealed class Spread(int highest)
{
    private readonly double[] _weights = new double[highest + 1];
    private readonly List<int> _touched = [];

    public IReadOnlyList<int> Touched => _touched;

    public double this[int at] => at < _weights.Length ? _weights[at] : 0;

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

    public double Sum()
    {
        var sum = 0.0;
        foreach (var at in _touched) sum += _weights[at];
        return sum;
    }

    /// <summary>What is at least this part of the greatest, likeliest first.</summary>
    public Likely[] Likeliest(double floor)
    {
        var values = new Likely[_touched.Count];
        for (var i = 0; i < values.Length; i++) values[i] = new Likely(_touched[i], _weights[_touched[i]]);
        return Likely.Sorted(values, floor);
    }
}
