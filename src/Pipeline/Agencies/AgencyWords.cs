using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>A printed agency name taken apart.</summary>
/// <param name="Type">What its first words say; null when they say none or only "municipality".</param>
/// <param name="Known">Whether words of a kind of local administrative organisation stand at its beginning.</param>
/// <param name="Name">The rest as a comparable form (<see cref="ThaiText.Key"/>).</param>
/// <param name="Exact">Whether the words of the kind were printed without fault.</param>
internal readonly record struct NamedAgency(AgencyType? Type, bool Known, string Name, bool Exact);

/// <summary>The words for kinds of local administrative organisations, as offices print and readers misread them.</summary>
internal static class AgencyWords
{
    private static readonly (string Words, AgencyType? Type)[] Kinds =
    [
        ("องค์การบริหารส่วนตำบล", AgencyType.TAO), ("องค์กรบริหารส่วนตำบล", AgencyType.TAO), ("อบต.", AgencyType.TAO), ("อบต", AgencyType.TAO), ("อ.บ.ต.", AgencyType.TAO),
        ("องค์การบริหารส่วนจังหวัด", AgencyType.PAO), ("องค์กรบริหารส่วนจังหวัด", AgencyType.PAO), ("อบจ.", AgencyType.PAO), ("อบจ", AgencyType.PAO), ("อ.บ.จ.", AgencyType.PAO),
        ("เทศบาลตำบล", AgencyType.TT), ("ทต.", AgencyType.TT), ("เทศบาลเมือง", AgencyType.TM), ("ทม.", AgencyType.TM),
        ("เทศบาลนคร", AgencyType.TN), ("ทน.", AgencyType.TN), ("เทศบาล", null),
    ];

    private static readonly NameIndex Index = new(Kinds.Select(k => ThaiText.Key(k.Words)));
    private static readonly AgencyType?[] TypeAt =
        [.. Index.Names.Select(key => Kinds.First(k => string.Equals(ThaiText.Key(k.Words), key, StringComparison.Ordinal)).Type)];

    /// <summary>Takes a printed name apart; the words of the kind may be misread in about a quarter of their letters.</summary>
    public static NamedAgency Split(string printed)
    {
        var key = ThaiText.Key(printed);
        if (KindAt(key) is not { } kind) return new NamedAgency(null, false, key, false);
        return new NamedAgency(kind.Type, true, key[kind.Length..], kind.Cost == 0);
    }

    /// <summary>The kind whose words a comparable form begins with: cheapest, of equals the longest; null when there is none.</summary>
    public static (AgencyType? Type, int Cost, int Length)? KindAt(ReadOnlySpan<char> key)
    {
        NameHit? best = null;
        foreach (var hit in Index.AtStart(key, 250))
        {
            // Abbreviations and the bare word have no letters to spare; the long words are recognised with a quarter of them wrong.
            var words = Index.Names[hit.Name];
            if (hit.Cost > (words.Length < 9 ? 0 : ConfusionDistance.WeightOf(words) / 5)) continue;
            if (best is not { } b || Better(hit, b)) best = hit;
        }
        return best is { } found ? (TypeAt[found.Name], found.Cost, found.Length) : null;
    }

    // "เทศบาล" costs nothing inside a misread "เทศบาลตาบส": a longer kind with small cost is the better reading.
    private static bool Better(NameHit hit, NameHit than) =>
        hit.Cost - (20 * hit.Length) < than.Cost - (20 * than.Length);
}
