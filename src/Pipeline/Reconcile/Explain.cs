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

    /// <summary>What less probable rates say is not looked at: it counts against every value.</summary>
    private const double Unseen = 1e-5;

    private readonly Dictionary<ItemCode, Claim> _absent = [];

    private Claim ClaimOf(ItemCode code) =>
        claims.TryGetValue(code, out var claim) ? claim : _absent.TryGetValue(code, out claim) ? claim : _absent[code] = new Claim(code, [], new([], false));

    public Solution Solve()
    {
        var sheet = Sheet.Of(codebook, ClaimOf, [.. claims.Keys]);
        sheet.LookAround();
        var respondents = Respondents.Of(sheet);
        var rates = new Flow?[Misreading.Rates.Count];
        var best = double.NegativeInfinity;
        // The evidence for a rate has one peak: from the usual one down and up, as long as it matters, and falls ever faster. What could not be weighed to
        // its end says nothing of that: then all rates are looked at.
        foreach (var way in new[] { new[] { 1, 0 }, new[] { 1, 2, 3 } })
        {
            var fall = 0.0;
            for (var i = 0; i < way.Length; i++)
            {
                var flow = rates[way[i]] ??= new Flow(sheet, Misreading.Rates[way[i]], respondents, best);
                best = Math.Max(best, flow.LogEvidence);
                if (i > 0) fall = Math.Max(0, rates[way[i - 1]]!.LogEvidence - flow.LogEvidence);
                if (rates.All(f => f is null or { Whole: true }) && flow.LogEvidence - fall < best + Math.Log(Negligible)) break;
            }
        }
        var weights = rates.Select(f => f is null ? 0 : Math.Exp(f.LogEvidence - best)).ToArray();
        var all = weights.Sum();
        var beliefs = new Beliefs();
        for (var r = 0; r < weights.Length; r++)
            if (weights[r] > all * Unseen) rates[r]!.Into(beliefs, weights[r] / all);
        var likeliest = rates[Array.IndexOf(weights, weights.Max())]!;
        var (held, silent) = sheet.Identities(likeliest);
        var solution = new Solution(beliefs.Sorted(claims), held, [.. likeliest.Respondents], silent, [.. weights.Select(w => w / all)]);
        foreach (var flow in rates) flow?.Dispose();
        return solution;
    }
}
