using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>What is published about one code, and what a person should know about it.</summary>
internal sealed record Verdict(ScoreRecord? Record, ImmutableArray<Issue> Issues)
{
    /// <summary>A value is proved when all others together are less probable than this.</summary>
    public const double ProofLeaves = 5e-5;

    /// <summary>A proof needs identities that speak against every number one digit from the printed ones with at least these odds: none is refuted by its rarity alone.</summary>
    private const double RivalsLeft = 0.02;

    /// <summary>Of two printed values the identities settle for one only against these odds.</summary>
    private const double Settle = 1e-3;

    /// <summary>Rivals that identities favour this much over what the ink says put the printed value in doubt once they are as probable as that together.</summary>
    private const double Favoured = 3, Doubt = 0.1;

    /// <summary>Beside an identity that fails a printed value stands only if all other values of it together have less.</summary>
    private const double Contested = 0.05;

    /// <summary>Candidates less probable than this are not listed, unless they are printed.</summary>
    private const double Listed = 0.01;

    /// <summary>Another reading of the same ink that is at least this likely beside the one taken leaves the value open.</summary>
    private const double Unsure = 0.25;

    private const int MostCandidates = 8;

    /// <summary>Whether the value is withheld because the sheet's identities speak against what is printed.</summary>
    public bool Refuted => Record is { Status: ScoreStatus.Conflicting } && Issues.Any(i => i.Code is "ITA504" or "ITA506" or "ITA516");

    /// <param name="claim">All that is printed about the code.</param>
    /// <param name="solution">The probabilities.</param>
    /// <param name="evidence">The claims by code.</param>
    /// <param name="published">What is published of a code, or likeliest where it is withheld: what a proof counts with.</param>
    /// <param name="mayProve">False where the proof does not hold beside what is published.</param>
    public static Verdict On(Claim claim, Solution solution, Gathered evidence, Func<ItemCode, int> published, bool mayProve)
    {
        var ranked = solution.Of(claim.Code);
        var support = Support(claim, solution, ranked);
        var proven = mayProve && support.Length > 0 && solution.Doubt(claim.Code, ranked[0].Value) <= ProofLeaves && RivalsRefuted(claim, ranked[0].Value, solution);
        if (claim.TooMany) return Unresolved(claim, evidence);
        if (claim.Mentions.IsEmpty) return proven ? Unprinted(claim, ranked[0].Value, support, solution, published) : new(null, []);

        var table = Printed(claim, true);
        var prose = Printed(claim, false);
        var strong = table.Length > 0 ? table : prose;
        if (proven) return Proved(claim, ranked[0].Value, strong, support, solution, published);
        if (strong.Length == 0 || ranked.IsEmpty) return Unresolved(claim, evidence);

        double Of(int value) => solution.Of(claim.Code, value);
        var chosen = strong.OrderByDescending(Of).ThenBy(v => v).First();
        // Where no identity could be weighed to its end, what was seen of it settles nothing.
        var weighed = solution.About(claim.Code).Any();
        if (strong.Any(v => v != chosen && (Of(v) > Settle * Of(chosen) || (!weighed && solution.Ink(claim, v) > Settle * solution.Ink(claim, chosen))))) return Withheld(claim, ranked, strong, prose, Remark.Differ);
        // Prose that differs from the one table is likelier only by its own ink: where the rest of the sheet is silent, the table stands.
        var doubt = (Of(chosen) < ranked[0].Weight && table.Length != 1)
            || ranked.Where(o => o.Value != chosen && o.Weight > Doubt / 100 && o.Weight * solution.Ink(claim, chosen) > Favoured * Of(chosen) * solution.Ink(claim, o.Value)).Sum(o => o.Weight) > Doubt;
        if (doubt) return Withheld(claim, ranked, strong, prose, Impossible(claim, ranked) ? Remark.Impossible : Remark.Refuted);
        if (claim.Readings.Any(r => r.Number == chosen && r.Alternatives.Any(a => a.Odds > Unsure)))
            return Withheld(claim, ranked, strong, prose, Remark.Unsure);
        // Which of its members is wrong nothing tells: those that are hardly in doubt stand.
        if (1 - Of(chosen) > Contested && solution.Failing(claim.Code, code => code == claim.Code ? chosen : published(code)) is { } failing)
            return Withheld(claim, ranked, strong, prose, (c, _) => Remark.Contested(c, chosen, failing));
        var held = solution.About(claim.Code).Select(i => i.Words);
        return new(Make(claim, chosen, ScoreStatus.Printed, [], [.. held]), Remark.OtherMentions(claim, chosen));
    }

    // With odds: for each number of respondents, and whatever else the other values may be.
    private static bool RivalsRefuted(Claim claim, int value, Solution solution)
    {
        var (belief, ink) = (solution.Proves(claim.Code, value), solution.Ink(claim, value));
        foreach (var rival in Rivals(claim, value))
            if (solution.Proves(claim.Code, rival) is var left and > 0 && left * ink > RivalsLeft * belief * solution.Ink(claim, rival)) return false;
        return true;
    }

    /// <summary>
    /// Whether the identities hold for a proved value beside all that is published, and fail for each of its rivals: what a proof says, so that it can be
    /// replayed. A rival that the ink all but excludes may not have been looked at, and only this speaks against it.
    /// </summary>
    public static bool Stands(Claim claim, int value, Solution solution, Gathered evidence, Func<ItemCode, int> published)
    {
        var tried = value;
        Func<ItemCode, int> beside = code => code == claim.Code ? tried : published(code);
        if (!solution.Allows(claim.Code, beside)) return false;
        foreach (var rival in Rivals(claim, value))
        {
            tried = rival;
            if (Reach.Allows(evidence.Book, claim.Code, rival) && solution.Allows(claim.Code, beside)) return false;
        }
        return true;
    }

    // Of copied prose, too: a proof is replayed against all that is printed.
    private static IEnumerable<int> Rivals(Claim claim, int value) =>
        claim.Readings.Select(r => (r.Number, r.Width)).Append((Number: value, Width: Reading.Digits(value)))
            .Concat(claim.Mentions.Where(m => m.Doubt is null && m.Value.Succeeded).Select(m => (Number: m.Value.Value.Hundredths, Width: Reading.Digits(m.Value.Value.Hundredths))))
            .Distinct().SelectMany(r => Reading.OneDigit(r.Number, r.Width).Append(r.Number)).Where(r => r != value && r <= Score.MaxHundredths).Distinct();

    // What speaks for the likeliest value: identities that it takes part in, and documents that print it independently.
    private static ImmutableArray<string> Support(Claim claim, Solution solution, ImmutableArray<Belief> ranked)
    {
        if (ranked.Length == 0) return [];
        var words = solution.About(claim.Code).ToList();
        var documents = claim.Readings.Where(r => r.Number == ranked[0].Value).Select(r => r.Document).Distinct(StringComparer.Ordinal).Count();
        // The lattice alone says nothing of the tens; it supports together with a mean.
        if (words.All(i => i.Rule == "respondents") && documents < 2) return [];
        return [.. words.Select(i => i.Words), .. documents > 1 ? [$"{documents} documents print it"] : Array.Empty<string>()];
    }

    private static bool Impossible(Claim claim, ImmutableArray<Belief> ranked) => claim.Readings.All(r => ranked.All(o => o.Value != r.Number));

    private static int[] Printed(Claim claim, bool table)
    {
        var own = claim.Mentions.Select(m => m.Evidence.DocumentId).ToHashSet(StringComparer.Ordinal);
        return [.. claim.Readings.Where(r => r.Valid && r.Table == table && own.Contains(r.Document)).Select(r => r.Number).Distinct().Order()];
    }

    private static Verdict Unprinted(Claim claim, int value, ImmutableArray<string> support, Solution solution, Func<ItemCode, int> published) =>
        new(Make(claim, value, ScoreStatus.Derived, [], support, Proof.Of(claim, value, ScoreStatus.Derived, solution, published)), []);

    private static Verdict Proved(Claim claim, int value, int[] strong, ImmutableArray<string> support, Solution solution, Func<ItemCode, int> published)
    {
        var status = strong.Contains(value) || (strong.Length == 0 && claim.Mentions.Any(m => m.Value.Succeeded && m.Value.Value.Hundredths == value))
            ? ScoreStatus.Confirmed : ScoreStatus.Repaired;
        var record = Make(claim, value, status, [], support, Proof.Of(claim, value, status, solution, published));
        return new(record, status == ScoreStatus.Repaired ? [Remark.Repaired(claim, value, support)] : Remark.OtherMentions(claim, value));
    }

    private static Verdict Unresolved(Claim claim, Gathered evidence) =>
        new(Make(claim, null, ScoreStatus.Unresolved, [], []), [Remark.Unusable(claim, evidence)]);

    private static Verdict Withheld(Claim claim, ImmutableArray<Belief> ranked, int[] strong, int[] prose, Func<Claim, ImmutableArray<Candidate>, Issue> remark)
    {
        var weights = ranked.Where(o => o.Weight > Listed).ToDictionary(o => o.Value, o => o.Weight);
        foreach (var option in ranked.Where(o => claim.Readings.Any(r => r.Number == o.Value))) weights[option.Value] = option.Weight;
        if (weights.Count < 2) foreach (var value in strong.Concat(prose)) weights.TryAdd(value, 0);
        var listed = weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key).Take(MostCandidates).ToList();
        ImmutableArray<Candidate> candidates = [.. listed.Select(w => new Candidate(Score.FromHundredths(w.Key), Math.Round(w.Value, 4)))];
        return new(Make(claim, null, ScoreStatus.Conflicting, candidates, []), [remark(claim, candidates)]);
    }

    private static ScoreRecord Make(
        Claim claim, int? value, ScoreStatus status, ImmutableArray<Candidate> candidates, ImmutableArray<string> support, string? proof = null) =>
        new(claim.Code, value is { } v ? Score.FromHundredths(v) : null, status, candidates, claim.Mentions, support, proof);
}
