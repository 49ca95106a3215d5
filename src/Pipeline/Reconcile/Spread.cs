using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Weights by whole number: few of them are set. Dispose hands the paper back for another.</summary>
internal sealed class Spread : IDisposable
{
    // Enough for the sum of the hundredths of ten indicators, weighted.
    private const int Highest = 200_000;

    [ThreadStatic]
    private static Stack<Spread>? _used;

    private readonly Weights[] _weights = new Weights[Highest + 1];
    private int[] _touched = new int[1024];
    private int _count;

    private Spread()
    {
    }

    /// <summary>One on which nothing is set.</summary>
    public static Spread Blank() => _used is { Count: > 0 } used ? used.Pop() : new Spread();

    // Where weights are set, in the order in which they were.
    private ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    public Weights this[int at] => _weights[at];

    /// <summary>
    /// What a sum is worth by what each value makes of it; and adds to each value what it is worth with this sum. This is where most of the time
    /// goes: nothing is skipped, because asking whether something is there costs more than counting nothing.
    /// </summary>
    public Weights Meet(int sum, Weights weight, ReadOnlySpan<int> values, ReadOnlySpan<Weights> owns, Span<Weights> joint)
    {
        var says = Weights.Zero;
        var from = _weights.AsSpan(sum);
        owns = owns[..values.Length];
        joint = joint[..values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var rest = from[values[k]];
            says += rest * owns[k];
            joint[k] += rest * weight;
        }
        return says;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int at, Weights weight)
    {
        if (!weight.Any()) return;
        ref var sum = ref _weights[at];
        if (!sum.Any()) Touch(at);
        sum += weight;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Touch(int at)
    {
        if (_count == _touched.Length) Array.Resize(ref _touched, _count * 2);
        _touched[_count++] = at;
    }

    public void Clear()
    {
        foreach (var at in Touched) _weights[at] = Weights.Zero;
        _count = 0;
    }

    public void Dispose()
    {
        Clear();
        (_used ??= []).Push(this);
    }

    /// <summary>The greatest at each share of wrong digits.</summary>
    public Weights Most()
    {
        var most = Weights.Zero;
        foreach (var at in Touched) most = Vector256.Max(most, _weights[at]);
        return most;
    }

    /// <summary>All that is set, as it was touched.</summary>
    /// <param name="sheet">What each share of wrong digits is worth on the whole sheet.</param>
    public Likely[] Set(Weights sheet)
    {
        var values = new Likely[_count];
        for (var i = 0; i < values.Length; i++) values[i] = Likely.Of(_touched[i], _weights[_touched[i]], sheet);
        return values;
    }
}
