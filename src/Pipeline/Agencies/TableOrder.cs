using System.Collections.Immutable;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// The orders in which announcements are known or likely to list their rows. Which one a table follows is read off the rows whose
/// names stand clear: the order in which most of them rise (longest increasing subsequence).
/// </summary>
internal static class TableOrder
{
    /// <summary>At least this share of the clear rows must rise; the rest may be misread as another's name.</summary>
    private const double EnoughRise = 0.85;

    private const int EnoughAnchors = 3;

    private static readonly Comparison<RegisteredRow>[] Known =
    [
        (a, b) => First(a.ListedAs.CompareTo(b.ListedAs), Text(a.DistrictOrder, b.DistrictOrder), Text(a.NameOrder, b.NameOrder)),
        (a, b) => First(a.ListedAs.CompareTo(b.ListedAs), b.Capital.CompareTo(a.Capital), Text(a.DistrictOrder, b.DistrictOrder), Text(a.NameOrder, b.NameOrder)),
        (a, b) => First(Text(a.DistrictOrder, b.DistrictOrder), a.ListedAs.CompareTo(b.ListedAs), Text(a.NameOrder, b.NameOrder)),
        (a, b) => First(b.Capital.CompareTo(a.Capital), Text(a.DistrictOrder, b.DistrictOrder), a.ListedAs.CompareTo(b.ListedAs), Text(a.NameOrder, b.NameOrder)),
        (a, b) => First(a.ListedAs.CompareTo(b.ListedAs), Text(a.NameOrder, b.NameOrder), Text(a.DistrictOrder, b.DistrictOrder)),
        (a, b) => First(Text(a.DistrictOrder, b.DistrictOrder), Text(a.NameOrder, b.NameOrder), a.ListedAs.CompareTo(b.ListedAs)),
        (a, b) => First(Text(a.NameOrder, b.NameOrder), Text(a.DistrictOrder, b.DistrictOrder), a.ListedAs.CompareTo(b.ListedAs)),
        (a, b) => First(a.ListedAs.CompareTo(b.ListedAs), Text(a.Agency.District?.Code ?? "", b.Agency.District?.Code ?? ""), Text(a.Agency.Code, b.Agency.Code)),
        (a, b) => First(Text(a.Agency.District?.Code ?? "", b.Agency.District?.Code ?? ""), a.ListedAs.CompareTo(b.ListedAs), Text(a.Agency.Code, b.Agency.Code)),
    ];

    /// <summary>The registered rows in the order that the printed ones follow, or null when they follow none that is known.</summary>
    public static ImmutableArray<RegisteredRow>? Of(ImmutableArray<ComparableRow> printed, ImmutableArray<RegisteredRow> registered)
    {
        var anchors = Anchors(printed, registered);
        if (anchors.Count < EnoughAnchors) return null;
        ImmutableArray<RegisteredRow>? best = null;
        var most = 0;
        foreach (var order in Known)
        {
            var sorted = registered.ToArray();
            Array.Sort(sorted, order);
            var place = new Dictionary<RegisteredRow, int>(ReferenceEqualityComparer.Instance);
            for (var i = 0; i < sorted.Length; i++) place[sorted[i]] = i;
            var rise = LongestRise([.. anchors.Select(a => place[a])]);
            if (rise <= most) continue;
            most = rise;
            best = [.. sorted];
        }
        return most >= EnoughRise * anchors.Count ? best : null;
    }

    /// <summary>Registered rows that a printed row names letter by letter and no other row could mean, in printed order.</summary>
    private static List<RegisteredRow> Anchors(ImmutableArray<ComparableRow> printed, ImmutableArray<RegisteredRow> registered)
    {
        var byName = registered.ToLookup(r => (r.ListedAs, r.Name));
        var anchors = new List<RegisteredRow>();
        foreach (var row in printed)
        {
            if (row.Agency.Type is not { } type) continue;
            var meant = byName[(type, row.Agency.Name)].ToList();
            if (meant.Count > 1) meant.RemoveAll(r => !string.Equals(r.District, row.District, StringComparison.Ordinal));
            if (meant is [var only]) anchors.Add(only);
        }
        return anchors;
    }

    /// <summary>Length of the longest strictly increasing subsequence (patience sorting).</summary>
    internal static int LongestRise(ReadOnlySpan<int> places)
    {
        var tails = new List<int>();
        foreach (var place in places)
        {
            var at = tails.BinarySearch(place);
            if (at >= 0) continue;
            if (~at == tails.Count) tails.Add(place);
            else tails[~at] = place;
        }
        return tails.Count;
    }

    private static int Text(string a, string b) => string.CompareOrdinal(a, b);

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var c in comparisons)
            if (c != 0) return c;
        return 0;
    }
}
