using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>What holds for one number of respondents: the items by themselves, summed up to their indicators.</summary>
internal sealed class Level
{
    private readonly Sheet _sheet;
    private readonly Misreading _misreading;
    private readonly double[] _floors;
    private readonly Dictionary<ItemCode, Mean> _means = [];
    private readonly List<Claim> _lonely = [];

    /// <param name="sheet">The sheet.</param>
    /// <param name="misreading">How often digits are wrong.</param>
    /// <param name="n">Respondents; 0 where there are no items.</param>
    /// <param name="log">Logarithm of what the number is worth before anything is read.</param>
    /// <param name="floors">From the first look to the deepest.</param>
    /// <param name="behind">Of the likeliest reading of every number, behind what is known: see <see cref="Depth.Passed"/>.</param>
    public Level(Sheet sheet, Misreading misreading, int n, double log, double[] floors, double behind)
    {
        (_sheet, _misreading, N, Log, _floors) = (sheet, misreading, n, log, floors);
        foreach (var mean in sheet.Means)
        {
            var tried = new Mean(mean.Parent, mean.Children, n, misreading);
            if (mean.Checks && tried.Up(floors, behind) is { } message)
            {
                _means[mean.Parent.Code] = tried;
                Messages[mean.Parent.Code] = message;
                continue;
            }
            if (tried.TooMany)
            {
                Crowded.Add(mean.Parent.Code);
                Log += Math.Log(tried.Glimpse(floors[0]));
            }
            // A mean that nothing explains is worth what the least probable explanation would be.
            else if (mean.Checks) Log += Math.Log(floors[^1]);
            _lonely.AddRange(mean.Children.Where(c => !c.Blank));
        }
        foreach (var item in _lonely) Log += Math.Log(OnLattice(item).Sum(v => v.Weight));
    }

    public int N { get; }

    /// <summary>Logarithm of the weight of what does not reach the top.</summary>
    public double Log { get; }

    /// <summary>Per indicator its values with the weight of all that is printed about it and its items.</summary>
    public Dictionary<ItemCode, Likely[]> Messages { get; } = [];

    /// <summary>Indicators whose items can be explained in more ways than can be weighed.</summary>
    public HashSet<ItemCode> Crowded { get; } = [];

    /// <summary>Sums of one, two ... indicators of the first instrument.</summary>
    public Likely[][] Built { get; set; } = [];

    /// <summary>Sums of all of them, as far as what is printed about the instrument leaves them.</summary>
    public Likely[] Sums { get; set; } = [];

    /// <summary>The weight of what reaches the top if the instruments and the total had nothing to do with each other.</summary>
    public double Apart { get; set; }

    /// <summary>The weight of what reaches the top.</summary>
    public double Evidence { get; set; }

    /// <summary>Hands the indicators' probabilities down to the items.</summary>
    public void Down(Beliefs beliefs)
    {
        foreach (var (code, mean) in _means)
        {
            var message = Messages[code].ToDictionary(m => m.Value, m => m.Weight);
            var children = _sheet.Means.First(m => m.Parent.Code == code).Children;
            var outside = beliefs.Of(code).Select(v => new Likely(v.Key, v.Value / message[v.Key])).ToList();
            mean.Down(outside, (i, value, weight) => beliefs.Add(children[i].Code, value, weight));
        }
        foreach (var item in _lonely)
            foreach (var (value, weight) in OnLattice(item)) beliefs.Add(item.Code, value, weight);
    }

    private IEnumerable<Likely> OnLattice(Claim claim)
    {
        foreach (var floor in _floors)
        {
            var found = Mean.OnLattice(claim, N, _misreading, floor);
            if (found.Length > 0) return found.Select(f => new Likely(f.Value, f.Weight));
        }
        // No misreading leads to the lattice: then the item is worth what a gross error is.
        return [new Likely(claim.Printed, Misreading.Gross)];
    }
}
