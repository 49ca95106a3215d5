using System.Runtime.Intrinsics;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>What holds for one number of respondents: the items by themselves, summed up to their indicators.</summary>
internal sealed class Level
{
    private readonly Sheet _sheet;
    private readonly Dictionary<ItemCode, Mean> _means = [];
    private readonly List<Claim> _lonely = [];

    /// <param name="sheet">The sheet.</param>
    /// <param name="n">Respondents; 0 where there are no items.</param>
    /// <param name="prior">What the number is worth before anything is read.</param>
    public Level(Sheet sheet, int n, double prior)
    {
        (_sheet, N, Below) = (sheet, n, Vector256.Create(prior));
        foreach (var mean in sheet.Means)
        {
            var tried = new Mean(mean.Parent, mean.Children, n, sheet.Shares);
            if (mean.Checks && tried.Up() is { } message)
            {
                _means[mean.Parent.Code] = tried;
                Messages[mean.Parent.Code] = message;
                continue;
            }
            if (tried.TooMany)
            {
                Crowded.Add(mean.Parent.Code);
                Below *= tried.Glimpse();
            }
            // A mean that nothing explains is worth what the least probable explanation would be.
            else if (mean.Checks) Below *= Depth.Deepest;
            _lonely.AddRange(mean.Children.Where(c => !c.Blank));
        }
        foreach (var item in _lonely) Below *= Likely.Sum(OnLattice(item));
    }

    public int N { get; }

    /// <summary>The weight of items that their indicator does not speak for, with what the number is worth.</summary>
    public Weights Below { get; }

    /// <summary>Per indicator its values with the weight of all that is printed about it and its items.</summary>
    public Dictionary<ItemCode, Likely[]> Messages { get; } = [];

    /// <summary>Indicators whose items can be explained in more ways than can be weighed.</summary>
    public HashSet<ItemCode> Crowded { get; } = [];

    /// <summary>Sums of one, two ... indicators of the first instrument.</summary>
    public Likely[][] Built { get; set; } = [];

    /// <summary>Sums of all of them, as far as what is printed about the instrument leaves them.</summary>
    public Likely[] Sums { get; set; } = [];

    /// <summary>The weight of all that reaches neither instrument nor total.</summary>
    public Weights Beside { get; set; }

    /// <summary>The weight of all that is printed if the instruments and the total had nothing to do with each other.</summary>
    public Weights Apart { get; set; }

    /// <summary>The weight of all that is printed.</summary>
    public Weights Evidence { get; set; }

    /// <summary>Hands the indicators' probabilities down to the items.</summary>
    public void Down(Beliefs beliefs)
    {
        foreach (var (code, mean) in _means)
        {
            var message = Messages[code].ToDictionary(m => m.Value, m => m.Weight);
            var children = _sheet.Means.First(m => m.Parent.Code == code).Children;
            mean.Down(beliefs.Of(code).Select(v => (v.Key, v.Value.Per(message[v.Key]))), (i, value, weight) => beliefs.Add(children[i].Code, value, weight));
        }
        foreach (var item in _lonely) beliefs.Add(item.Code, OnLattice(item));
    }

    private Likely[] OnLattice(Claim claim)
    {
        foreach (var floor in Depth.Floors)
        {
            var found = Mean.OnLattice(claim, N, _sheet.Shares, floor);
            if (found.Length > 0) return found;
        }
        // No misreading leads to the lattice: then the item is worth what a gross error is.
        return [Likely.Of(claim.Printed, Vector256.Create(Misreading.Gross), _sheet.Shares)];
    }
}
