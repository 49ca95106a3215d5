using System.Runtime.Intrinsics;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// How probable every value of a sheet is, over all explanations of what is printed. The sheet is a tree of means with two shared unknowns, the
/// share of wrong digits and the number of respondents: for each number, and for all shares together, probabilities flow from the items up to the total and back.
/// </summary>
internal sealed class Explain(Codebook? codebook, IReadOnlyDictionary<ItemCode, Claim> claims)
{
    private readonly Dictionary<ItemCode, Claim> _absent = [];

    private Claim ClaimOf(ItemCode code) =>
        claims.TryGetValue(code, out var claim) ? claim : _absent.TryGetValue(code, out claim) ? claim : _absent[code] = new Claim(code, [], new([], false));

    public Solution Solve()
    {
        var sheet = Sheet.Of(codebook, ClaimOf, [.. claims.Keys]);
        sheet.LookAround();
        using var flow = new Flow(sheet, Respondents.Of(sheet));
        var (held, silent) = sheet.Identities(flow);
        var beliefs = flow.Down().Sorted(claims);
        var proving = flow.TopHolds || flow.Apart ? beliefs : flow.Down(apart: true).Sorted(claims);
        return new Solution(beliefs, proving, held, [.. flow.Respondents], silent, flow.Evidence / Vector256.Sum(flow.Evidence));
    }
}
