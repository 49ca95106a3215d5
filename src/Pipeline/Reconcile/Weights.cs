global using Weights = System.Runtime.Intrinsics.Vector256<double>;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// Probabilities of one thing at each of the shares of wrong digits (<see cref="Misreading.Rates"/>), counted together: an explanation is found once and weighed at all shares.
/// </summary>
internal static class WeightsOf
{
    /// <summary>The greatest of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Most(this Weights weights)
    {
        var two = Vector128.Max(weights.GetLower(), weights.GetUpper());
        return Math.Max(two.ToScalar(), two.GetElement(1));
    }

    /// <summary>Whether anything is counted; what has a weight at one share has one at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(this Weights weights) => weights.ToScalar() > 0;

    /// <summary>Each by its like; nothing of nothing is nothing.</summary>
    public static Weights Per(this Weights weights, Weights others) => Vector256.ConditionalSelect(Vector256.GreaterThan(others, Weights.Zero), weights / others, Weights.Zero);
}
