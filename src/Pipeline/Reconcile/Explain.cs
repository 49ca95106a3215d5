using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// How probable every value of a sheet is, over all explanations of what is printed. The sheet is a tree of means with two shared unknowns, the
/// share of wrong digits and the number of respondents: for each pair of them probabilities flow from the items up to the total and back.
/// </summary>
internal sealed class Explain(Codebook? codebook, IReadOnlyDictionary<ItemCode, Claim> claims)
{
    /// <summary>Once an error rate is less probable than this beside the likeliest, those further away are left out.</summary>
    private const double Negligible = 3e-3;

    private readonly Dictionary<ItemCode, Claim> _absent = [];

    private Claim ClaimOf(ItemCode code) =>
        claims.TryGetValue(code, out var claim) ? claim : _absent.TryGetValue(code, out claim) ? claim : _absent[code] = new Claim(code, [], []);

    public Solution Solve()
    {
        var sheet = Sheet.Of(codebook, ClaimOf, [.. claims.Keys]);
        sheet.LookAround();
        var respondents = Respondents.Of(sheet);
        var rates = new Flow?[Misreading.Rates.Count];
        var best = double.NegativeInfinity;
        // The evidence for a rate has one peak: from the usual one down and up, as long as it matters.
        foreach (var way in new[] { new[] { 1, 0 }, new[] { 2, 3 } })
        {
            foreach (var r in way)
            {
                rates[r] = new Flow(sheet, Misreading.Rates[r], respondents, best);
                best = Math.Max(best, rates[r]!.LogEvidence);
                if (rates[r]!.LogEvidence < best + Math.Log(Negligible)) break;
            }
        }
        var weights = rates.Select(f => f is null ? 0 : Math.Exp(f.LogEvidence - best)).ToArray();
        var all = weights.Sum();
        var beliefs = new Beliefs();
        for (var r = 0; r < weights.Length; r++)
            if (weights[r] > 0) rates[r]!.Into(beliefs, weights[r] / all);
        var likeliest = rates[Array.IndexOf(weights, weights.Max())]!;
        return new Solution(beliefs.Sorted(claims), sheet.Identities(likeliest), [.. likeliest.Respondents], likeliest.GaveUp ? [Sheet.TotalInWords] : [], [.. weights.Select(w => w / all)]);
    }
}
