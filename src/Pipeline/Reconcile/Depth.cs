namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// How improbable an explanation is still looked at, as a part of the likeliest reading of every number taken for itself. Where the numbers
/// contradict each other even the best explanation is improbable, and the search goes deeper, as long as the effort allows.
/// </summary>
internal sealed class Depth(long most)
{
    /// <summary>From the first look to the deepest.</summary>
    public static readonly double[] Floors = [1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13];

    /// <summary>The least that is looked for at all.</summary>
    public static double Deepest => Floors[^1];

    /// <summary>Where too much is found at every depth, the look that must do ends here.</summary>
    public const double Shallowest = 0.01;

    /// <summary>An explanation counts as far as this part of the best that was found.</summary>
    public const double Enough = 1e-4;

    /// <summary>Combinations of items after which an indicator's search is given up: then its mean proves nothing.</summary>
    public const int MostVisits = 5_000;

    /// <summary>Sums of two numbers after which a look at the instruments is broken off.</summary>
    public const int MostSums = 120_000;

    /// <summary>Steps after which a look at the total is broken off.</summary>
    public const int MostTotals = 600_000;

    private long _steps;

    /// <summary>Whether the steps are used up: what was found is then incomplete.</summary>
    public bool Exhausted => _steps > most;

    /// <summary>Counts steps; false when they are used up.</summary>
    public bool Spend(int steps)
    {
        _steps += steps;
        return !Exhausted;
    }
}
