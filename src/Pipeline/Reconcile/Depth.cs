namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// How improbable an explanation is still looked at, as a part of the likeliest reading of every number taken for itself. Where the numbers
/// contradict each other even the best explanation is improbable, and the search goes deeper, as long as the effort allows.
/// </summary>
internal sealed class Depth(long most)
{
    /// <summary>From the first look to the deepest.</summary>
    private static readonly double[] Floors = [1e-5, 1e-7, 1e-9, 1e-11];

    /// <summary>The least that is looked for at all.</summary>
    public static double Deepest => Floors[^1];

    /// <summary>From the first look to the deepest, where the likeliest reading is already this many nats less probable than what is known.</summary>
    public static double[] FloorsBehind(double nats)
    {
        var behind = Math.Exp(Math.Clamp(nats, 0, 20));
        return [.. Floors.Select(f => Math.Min(Shallowest, f * behind)).Distinct()];
    }

    /// <summary>
    /// Whether what is rarer than the floor cannot matter, whatever was found: all of it is rarer than what counts beside another error rate's evidence, which
    /// is this many nats above the likeliest reading of every number.
    /// </summary>
    public static bool Passed(double floor, double nats) => Math.Log(floor / Enough) <= nats;

    /// <summary>Where another error rate explains the sheet far better, no explanation rarer than this is looked at.</summary>
    public const double Shallowest = 0.01;

    /// <summary>An explanation counts as far as this part of the best that was found.</summary>
    public const double Enough = 1e-4;

    /// <summary>Combinations of items after which an indicator's search is given up: then its mean proves nothing.</summary>
    public const int MostVisits = 12_000;

    /// <summary>Sums of two numbers after which a look at the instruments is broken off.</summary>
    public const int MostSums = 40_000;

    /// <summary>Steps after which a look at the total is broken off.</summary>
    public const int MostTotals = 200_000;

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
