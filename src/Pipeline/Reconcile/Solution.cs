using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>An identity that was held against the sheet.</summary>
/// <param name="Rule">mean, respondents, total, instrument, reachable.</param>
/// <param name="Words">In words: "IND03 = mean(i7, i8, i9)".</param>
/// <param name="Codes">The codes it ties together.</param>
internal sealed record Identity(string Rule, string Words, ImmutableArray<ItemCode> Codes);

/// <summary>What all explanations of a sheet within the margin come to.</summary>
/// <param name="Costs">Per code and value the cheapest explanation, the cheapest of all being 0.</param>
/// <param name="Identities">What was checked.</param>
/// <param name="Respondents">The numbers of respondents within the margin, likeliest first; empty when undetermined.</param>
/// <param name="GaveUp">Identities that no explanation within reach satisfies, in words.</param>
internal sealed record Solution(
    Marginals Costs, ImmutableArray<Identity> Identities, ImmutableArray<int> Respondents, ImmutableArray<string> GaveUp)
{
    /// <summary>The value of the cheapest explanation; among equals the printed one.</summary>
    public int? BestOf(Claim claim)
    {
        var ranked = Costs.Ranked(claim.Code);
        if (ranked.Count == 0) return null;
        var equals = ranked.TakeWhile(o => o.Cost == ranked[0].Cost).ToList();
        return equals.Select(o => (int?)o.Value).FirstOrDefault(v => claim.Readings.Any(r => r.Number == v)) ?? equals[0].Value;
    }
}
