using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>An identity that was held against the sheet.</summary>
/// <param name="Rule">mean, respondents, total, instrument, disclosed.</param>
/// <param name="Words">In words: "IND03 = mean(i7, i8, i9)".</param>
/// <param name="Codes">The codes it ties together.</param>
/// <param name="Holds">Whether it holds on rounding intervals for the value of a code, given all values.</param>
internal sealed record Identity(string Rule, string Words, ImmutableArray<ItemCode> Codes, Func<ItemCode, Func<ItemCode, int>, bool> Holds);

/// <summary>An identity that could not be held against the sheet.</summary>
/// <param name="Identity">It.</param>
/// <param name="TooMany">Whether there are more explanations than can be weighed; otherwise there is none within reach.</param>
/// <param name="Printed">Whether all that it ties together is printed: then it can be told whether it fails.</param>
internal sealed record Silent(Identity Identity, bool TooMany, bool Printed)
{
    /// <summary>In words, as <see cref="Identity.Words"/>.</summary>
    public string Words => Identity.Words;
}

/// <summary>What all explanations of a sheet come to.</summary>
/// <param name="Beliefs">Per code the values and their probabilities, likeliest first; what is missing to 1 was not looked at.</param>
/// <param name="Proving">The same without what was seen of the top of the sheet where that is not all: only this proves.</param>
/// <param name="Identities">What was checked.</param>
/// <param name="Respondents">The numbers of respondents that count, likeliest first; empty when undetermined.</param>
/// <param name="Silent">Identities that decided nothing.</param>
/// <param name="Rates">How probable each of <see cref="Misreading.Rates"/> is.</param>
internal sealed record Solution(
    Dictionary<ItemCode, ImmutableArray<Belief>> Beliefs, Dictionary<ItemCode, ImmutableArray<Belief>> Proving, ImmutableArray<Identity> Identities, ImmutableArray<int> Respondents,
    ImmutableArray<Silent> Silent, Weights Rates)
{
    /// <summary>Values of a code, likeliest first; among equals the printed one.</summary>
    public ImmutableArray<Belief> Of(ItemCode code) => Beliefs.TryGetValue(code, out var found) ? found : [];

    public double Of(ItemCode code, int value) => In(Of(code), value);

    /// <summary>The probability of a value as far as it proves anything.</summary>
    public double Proves(ItemCode code, int value) => Proving.TryGetValue(code, out var found) ? In(found, value) : 0;

    /// <summary>What all other values of a code have together, by what was seen and by what proves.</summary>
    public double Doubt(ItemCode code, int value) => Math.Max(0, 1 - Math.Min(Of(code, value), Proves(code, value)));

    private static double In(ImmutableArray<Belief> beliefs, int value)
    {
        foreach (var belief in beliefs.AsSpan()) if (belief.Value == value) return belief.Weight;
        return 0;
    }

    private readonly Lazy<ILookup<ItemCode, Identity>> _about = new(() => Identities.SelectMany(i => i.Codes.Select(c => (Code: c, Identity: i))).ToLookup(p => p.Code, p => p.Identity));

    /// <summary>The identities that a code takes part in.</summary>
    public IEnumerable<Identity> About(ItemCode code) => _about.Value[code];

    /// <summary>What the ink alone says of a value, at the error rates that the sheet shows.</summary>
    public double Ink(Claim claim, int value) => claim.Blank ? 1 : Vector256.Sum(Rates * claim.Weight(value));

    /// <summary>Whether every identity of a code allows the given values.</summary>
    public bool Allows(ItemCode code, Func<ItemCode, int> values)
    {
        foreach (var identity in About(code))
            if (!identity.Holds(code, values)) return false;
        return true;
    }

    /// <summary>The first identity of a code that fails for the given values, weighed or not; null where none does.</summary>
    public Identity? Failing(ItemCode code, Func<ItemCode, int> values) =>
        About(code).Concat(Silent.Where(s => s.Printed && s.Identity.Codes.Contains(code)).Select(s => s.Identity))
            .FirstOrDefault(i => i.Codes.All(c => values(c) >= 0) && !i.Holds(code, values));

    /// <summary>Of all printed digits, the share that is wrong, as the sheet itself shows it.</summary>
    public double Rate => Vector256.Sum(Rates * Vector256.Create<double>(Misreading.Rates));
}
