using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>What is published about one code, and what a person should know about it.</summary>
internal sealed record Verdict(ScoreRecord? Record, ImmutableArray<Issue> Issues)
{
    /// <summary>Of two printed values the identities settle for one only against these odds (1000 to 1).</summary>
    private const int Settle = 6_900;

    /// <summary>Another reading of the same ink that is at least a quarter as likely leaves the value open.</summary>
    private const int Unsure = 1_400;

    private const int MostCandidates = 8;

    public static Verdict On(Claim claim, Solution solution, Prices prices, Gathered evidence)
    {
        var ranked = solution.Costs.Ranked(claim.Code);
        var support = Support(claim, solution, ranked);
        var proven = prices.Proves && ranked.Count > 0 && ranked.Skip(1).All(o => o.Cost - ranked[0].Cost >= prices.Proof) && support.Length > 0;
        if (claim.Mentions.IsEmpty) return proven ? Unprinted(claim, ranked[0].Value, support, solution, prices) : new(null, []);

        var table = Printed(claim, true);
        var prose = Printed(claim, false);
        var strong = table.Length > 0 ? table : prose;
        if (proven) return Proved(claim, ranked[0].Value, strong, support, solution, prices);
        if (strong.Length == 0) return Unresolved(claim, evidence);

        int Cost(int value) => ranked.Where(o => o.Value == value).Select(o => o.Cost).FirstOrDefault(prices.Proof);
        var chosen = strong.OrderBy(Cost).ThenBy(v => v).First();
        if (strong.Any(v => v != chosen && Cost(v) - Cost(chosen) < Settle)) return Withheld(claim, ranked, strong, prose, prices, Remark.Differ);
        // Prose that differs from the one table is cheaper only by its own ink: where the rest of the sheet is silent, the table stands.
        var doubt = (Cost(chosen) > 0 && table.Length != 1)
            || ranked.Any(o => o.Value != chosen && o.Cost < Prices.Doubt && o.Cost - Cost(chosen) < claim.Cost(o.Value) - claim.Cost(chosen));
        if (doubt) return Withheld(claim, ranked, strong, prose, prices, Impossible(claim, ranked) ? Remark.Impossible : Remark.Refuted);
        if (claim.Readings.Any(r => r.Number == chosen && r.Alternatives.Any(a => a.Cost < Unsure)) && !proven)
            return Withheld(claim, ranked, strong, prose, prices, Remark.Unsure);
        var held = solution.Identities.Where(i => i.Codes.Contains(claim.Code)).Select(i => i.Words);
        return new(Make(claim, chosen, ScoreStatus.Printed, [], [.. held]), Remark.OtherMentions(claim, chosen));
    }

    // What speaks for the cheapest value: identities that it takes part in, and documents that print it independently.
    private static ImmutableArray<string> Support(Claim claim, Solution solution, List<Option> ranked)
    {
        if (ranked.Count == 0) return [];
        var words = solution.Identities.Where(i => i.Codes.Contains(claim.Code)).ToList();
        var documents = claim.Readings.Where(r => r.Number == ranked[0].Value).Select(r => r.Document).Distinct(StringComparer.Ordinal).Count();
        // The lattice alone says nothing of the tens; it supports together with a mean.
        if (words.All(i => i.Rule == "respondents") && documents < 2) return [];
        return [.. words.Select(i => i.Words), .. documents > 1 ? [$"{documents} documents print it"] : Array.Empty<string>()];
    }

    private static bool Impossible(Claim claim, List<Option> ranked) => claim.Readings.All(r => ranked.All(o => o.Value != r.Number));

    private static int[] Printed(Claim claim, bool table)
    {
        var own = claim.Mentions.Select(m => m.Evidence.DocumentId).ToHashSet(StringComparer.Ordinal);
        return [.. claim.Readings.Where(r => r.Valid && r.Table == table && own.Contains(r.Document)).Select(r => r.Number).Distinct().Order()];
    }

    private static Verdict Unprinted(Claim claim, int value, ImmutableArray<string> support, Solution solution, Prices prices) =>
        new(Make(claim, value, ScoreStatus.Derived, [], support, Proof.Of(claim, value, ScoreStatus.Derived, solution, prices)), []);

    private static Verdict Proved(Claim claim, int value, int[] strong, ImmutableArray<string> support, Solution solution, Prices prices)
    {
        var status = strong.Contains(value) || (strong.Length == 0 && claim.Mentions.Any(m => m.Value.Succeeded && m.Value.Value.Hundredths == value))
            ? ScoreStatus.Confirmed : ScoreStatus.Repaired;
        var record = Make(claim, value, status, [], support, Proof.Of(claim, value, status, solution, prices));
        return new(record, status == ScoreStatus.Repaired ? [Remark.Repaired(claim, value, support)] : Remark.OtherMentions(claim, value));
    }

    private static Verdict Unresolved(Claim claim, Gathered evidence) =>
        new(Make(claim, null, ScoreStatus.Unresolved, [], []), [Remark.Unusable(claim, evidence)]);

    private static Verdict Withheld(Claim claim, List<Option> ranked, int[] strong, int[] prose, Prices prices, Func<Claim, ImmutableArray<Candidate>, Issue> remark)
    {
        var costs = new SortedDictionary<int, int>();
        foreach (var option in ranked.Where(o => o.Cost <= Prices.Doubt)) costs[option.Value] = option.Cost;
        var known = ranked.ToDictionary(o => o.Value, o => o.Cost);
        var possible = claim.Readings.Where(r => known.ContainsKey(r.Number)).Select(r => r.Number);
        foreach (var value in possible) costs[value] = known[value];
        if (costs.Count < 2) foreach (var value in strong.Concat(prose)) costs.TryAdd(value, known.GetValueOrDefault(value, prices.Proof));
        var listed = costs.OrderBy(c => c.Value).ThenBy(c => c.Key).Take(MostCandidates).ToList();
        var sum = listed.Sum(c => Math.Exp(-c.Value / 1000.0));
        ImmutableArray<Candidate> candidates = [.. listed.Select(c => new Candidate(Score.FromHundredths(c.Key), Math.Round(Math.Exp(-c.Value / 1000.0) / sum, 4)))];
        return new(Make(claim, null, ScoreStatus.Conflicting, candidates, []), [remark(claim, candidates)]);
    }

    private static ScoreRecord Make(
        Claim claim, int? value, ScoreStatus status, ImmutableArray<Candidate> candidates, ImmutableArray<string> support, string? proof = null) =>
        new(claim.Code, value is { } v ? Score.FromHundredths(v) : null, status, candidates, claim.Mentions, support, proof);
}
