namespace ItaIngest.Typeset;

/// <summary>Chance from a seed: the same seed gives the same documents on every machine.</summary>
public sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From low to high, both included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public T[] Shuffled<T>(IEnumerable<T> from)
    {
        var all = from.ToArray();
        for (var i = all.Length - 1; i > 0; i--)
        {
            var j = _random.Next(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }
        return all;
    }

    /// <summary>A bell around a middle: the mean of three throws.</summary>
    public int Around(int middle, int spread) => middle + ((Between(-spread, spread) + Between(-spread, spread) + Between(-spread, spread)) / 3);
}
