namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// The respondents' lattice: an IIT item is a mean over n respondents of marks in whole tenths of the scale, so its inner value is a
/// multiple of 10/n and its printed value that multiple rounded half up. All items of a sheet share n.
/// </summary>
internal static class Lattice
{
    /// <summary>
    /// Fewer respondents need not be tried: the lattice of 7 is part of that of 14. More make so fine a lattice that it proves nothing.
    /// </summary>
    public const int Fewest = 8, Most = 400;

    /// <summary>Stands for more respondents than that, or items that do not share them: every hundredth is a point.</summary>
    public const int Any = 1000;

    private static readonly ulong[][] Points = [.. Enumerable.Range(0, Most + 1).Select(MakePoints)];

    /// <summary>The printed value, in hundredths, of the k-th point: 0..10 n.</summary>
    public static int Printed(int n, int k) => ((2000 * k) + n) / (2 * n);

    /// <summary>Whether a mean over n respondents can be printed so.</summary>
    public static bool Holds(int n, int value) => value is >= 0 and <= 10_000 && (n == Any || (Points[n][value >> 6] >> (value & 63) & 1) != 0);

    /// <summary>The point that is printed as this value, which must hold.</summary>
    public static int Point(int n, int value) => Math.Max(0, (((2 * value) - 1) * n + 1999) / 2000);

    /// <summary>The printed value of the mean of m items whose points add up to sum.</summary>
    public static int PrintedMean(int n, int m, int sum) => (int)(((2000L * sum) + ((long)m * n)) / (2L * m * n));

    private static ulong[] MakePoints(int n)
    {
        var bits = new ulong[(10_000 >> 6) + 1];
        if (n == 0) return bits;
        for (var k = 0; k <= 10 * n; k++)
        {
            var value = Printed(n, k);
            bits[value >> 6] |= 1UL << (value & 63);
        }
        return bits;
    }
}
