using System.Collections.Concurrent;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// How probable it is that a weighted mean prints a number, when its parts are themselves rounded: the inner value of each part lies anywhere
/// within half a unit of the printed one. Beyond the sum of the half units it is impossible; where the intervals just meet it is rare.
/// </summary>
internal sealed class Noise
{
    private const int Grid = 12;

    /// <summary>Where the rounding intervals meet at all, it is not counted as rarer than this: no value is refuted by rounding errors alone.</summary>
    private const double Rarest = 0.05;

    private static readonly ConcurrentDictionary<string, Noise> Known = new(StringComparer.Ordinal);

    private readonly double[] _weights;

    /// <param name="parts">Weight of each part, in whole units; the mean is their sum divided by the sum of the weights.</param>
    public static Noise Of(int[] parts) => Known.GetOrAdd(string.Join(' ', parts), _ => new Noise(parts));

    private Noise(int[] parts)
    {
        foreach (var part in parts) Unit += part;
        // The density of the sum of rounding errors, and of the mean's own rounding, over -Unit..Unit.
        var density = new double[(2 * Unit * Grid) + 1];
        density[Unit * Grid] = 1;
        foreach (var part in parts) density = Blur(density, part * Grid);
        density = Blur(density, Unit * Grid);
        _weights = new double[(2 * Unit) + 1];
        var middle = density[Unit * Grid];
        for (var i = 1; i < _weights.Length - 1; i++) _weights[i] = Math.Max(Rarest, density[i * Grid] / middle);
    }

    /// <summary>The sum of the weights.</summary>
    public int Unit { get; }

    /// <param name="apart">The weighted sum of the printed parts less Unit times the printed mean.</param>
    public double Of(long apart) => apart <= -Unit || apart >= Unit ? 0 : _weights[apart + Unit];

    // Each cell becomes the mean of those within half a width.
    private static double[] Blur(double[] density, int width)
    {
        var sums = new double[density.Length + 1];
        for (var i = 0; i < density.Length; i++) sums[i + 1] = sums[i] + density[i];
        var blurred = new double[density.Length];
        for (var i = 0; i < density.Length; i++)
            blurred[i] = (sums[Math.Min(density.Length, i + (width / 2) + 1)] - sums[Math.Max(0, i - (width / 2))]) / (width + 1);
        return blurred;
    }
}
