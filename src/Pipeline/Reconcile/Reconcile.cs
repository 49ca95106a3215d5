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
        var evidence = Gathered.From(book, observations, context);
        var claims = evidence.Claims();
        solution = new Explain(book, claims).Solve();
        var records = ImmutableArray.CreateBuilder<ScoreRecord>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        foreach (var claim in claims.Values.Concat(Unprinted(solution, claims)).OrderBy(c => c.Code))
        {
            var verdict = Verdict.On(claim, solution, evidence);
            if (verdict.Record is { } record) records.Add(record);
            issues.AddRange(verdict.Issues);
        }
        Remarks.On(book, evidence, records, solution, issues);
        return new(records.ToImmutable(), [.. issues.OrderBy(i => (i.Page ?? 0, i.Line ?? 0, i.Code, i.Message), IssueOrder)]);
    }

    private static readonly Comparer<(int, int, string, string)> IssueOrder = Comparer<(int, int, string, string)>.Create(static (a, b) =>
        (a.Item1, a.Item2).CompareTo((b.Item1, b.Item2)) is var place and not 0 ? place
        : string.CompareOrdinal(a.Item3, b.Item3) is var code and not 0 ? code : string.CompareOrdinal(a.Item4, b.Item4));

    private static IEnumerable<Claim> Unprinted(Solution solution, SortedDictionary<ItemCode, Claim> claims) =>
        solution.Beliefs.Keys.Where(c => !claims.ContainsKey(c)).Select(c => new Claim(c, [], new([], false)));
}
