using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// From the claims about one agency and year to its score sheet: each value printed, confirmed, repaired or derived with its proof,
/// or withheld with its candidates. Method: the probability of each value over all explanations of the printed numbers (the sum-product
/// algorithm on the tree of means), where Fellegi and Holt (1976) and R's deductive::correct_typos look for the cheapest; identities hold on
/// rounding intervals, and only what nearly all of the probability shares is published as proved. Pure, and blind to the order of its observations.
/// </summary>
public static class Reconcile
{
    /// <param name="year">The year of the results; null when unknown: then nothing is checked.</param>
    /// <param name="codebook">That year's codebook; null when there is none.</param>
    /// <param name="observations">Every claim about the sheet.</param>
    /// <param name="context">What else is known.</param>
    public static Staged<ImmutableArray<ScoreRecord>> Sheet(
        FiscalYear? year, Codebook? codebook, ImmutableArray<Observation> observations, SheetContext context) =>
        Sheet(year, codebook, observations, context, out _);

    /// <summary>The same, with the probabilities it rests on.</summary>
    internal static Staged<ImmutableArray<ScoreRecord>> Sheet(
        FiscalYear? year, Codebook? codebook, ImmutableArray<Observation> observations, SheetContext context, out Solution solution)
    {
        var book = year is not null && codebook is not null && codebook.Year == year ? codebook : null;
        var verdicts = Verdicts(book, observations, context, out var evidence, out solution);
        ImmutableArray<ScoreRecord> records = [.. verdicts.Select(v => v.Record).OfType<ScoreRecord>()];
        var issues = ImmutableArray.CreateBuilder<Issue>();
        issues.AddRange(verdicts.SelectMany(v => v.Issues));
        Remarks.On(book, evidence, records, solution, issues);
        return new(records, [.. issues.OrderBy(i => (i.Page ?? 0, i.Line ?? 0, i.Code, i.Message), IssueOrder)]);
    }

    /// <summary>What is to be said of each code, in sheet order.</summary>
    /// <param name="book">The codebook of the sheet's year; null where there is none.</param>
    /// <param name="observations">Every claim about the sheet.</param>
    /// <param name="context">What else is known.</param>
    /// <param name="evidence">The claims by code.</param>
    /// <param name="solution">The probabilities that the verdicts rest on.</param>
    internal static ImmutableArray<Verdict> Verdicts(Codebook? book, ImmutableArray<Observation> observations, SheetContext context, out Gathered evidence, out Solution solution)
    {
        evidence = Gathered.From(book, observations, context);
        var claims = evidence.Claims();
        solution = new Explain(book, claims).Solve();
        return Settled([.. claims.Values.Concat(Unprinted(solution, claims)).OrderBy(c => c.Code)], solution, evidence);
    }

    // A proof counts with what is published of the other codes, which may not be the likeliest: what then does not hold is no proof, and what is published instead may undo others.
    private static ImmutableArray<Verdict> Settled(ImmutableArray<Claim> claims, Solution solution, Gathered evidence)
    {
        var unproved = new HashSet<ItemCode>();
        var values = claims.Where(c => solution.Of(c.Code).Length > 0).ToDictionary(c => c.Code, c => solution.Of(c.Code)[0].Value);
        while (true)
        {
            ImmutableArray<Verdict> verdicts = [.. claims.Select(c => Verdict.On(c, solution, evidence, Published, !unproved.Contains(c.Code)))];
            foreach (var record in verdicts.Select(v => v.Record).Where(r => r?.Value is not null)) values[record!.Code] = record.Value!.Value.Hundredths;
            var fallen = claims.Zip(verdicts).Where(p => p.Second.Record is { Proof: not null } proved && !Verdict.Stands(p.First, proved.Value!.Value.Hundredths, solution, evidence, Published)).Select(p => p.First.Code).ToList();
            if (fallen.Count == 0) return values.Any(v => solution.Of(v.Key) is [var first, ..] && first.Value != v.Value)
                ? [.. claims.Select(c => Verdict.On(c, solution, evidence, Published, !unproved.Contains(c.Code)))] : verdicts;
            unproved.UnionWith(fallen);
        }

        int Published(ItemCode code) => values.GetValueOrDefault(code, -1);
    }

    private static readonly Comparer<(int, int, string, string)> IssueOrder = Comparer<(int, int, string, string)>.Create(static (a, b) =>
        (a.Item1, a.Item2).CompareTo((b.Item1, b.Item2)) is var place and not 0 ? place
        : string.CompareOrdinal(a.Item3, b.Item3) is var code and not 0 ? code : string.CompareOrdinal(a.Item4, b.Item4));

    private static IEnumerable<Claim> Unprinted(Solution solution, SortedDictionary<ItemCode, Claim> claims) =>
        solution.Beliefs.Keys.Where(c => !claims.ContainsKey(c)).Select(c => new Claim(c, [], new([], false)));
}
