using System.Collections.Immutable;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Districts are misread in whole blocks: a table prints another word beside every row of one district. Which, is learned from the rows
/// whose names stand clear, and then holds for the rows between them.
/// </summary>
internal static class MisreadDistricts
{
    private const double Clear = 0.99;

    /// <summary>So many clear rows of a district, and at least half of them, must print the same other word.</summary>
    private const int EnoughRows = 3;

    public static HashSet<(string Printed, string Meant)> Learn(
        ImmutableArray<ComparableRow> printed, double[,] posterior, int[] at, ImmutableArray<RegisteredRow> places)
    {
        var seen = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < printed.Length; i++)
        {
            if (printed[i].District is not { } district) continue;
            for (var j = 0; j < places.Length; j++)
                if (posterior[at[i], j] >= Clear && places[j].District.Length > 0 && !RowLikelihood.BeyondRecognition(printed[i], places[j]))
                {
                    if (!seen.TryGetValue(places[j].District, out var words)) seen[places[j].District] = words = [];
                    words.Add(district);
                }
        }
        var learned = new HashSet<(string, string)>();
        foreach (var (meant, words) in seen)
            foreach (var word in words.GroupBy(w => w, StringComparer.Ordinal))
                if (word.Count() >= EnoughRows && 2 * word.Count() >= words.Count && !string.Equals(word.Key, meant, StringComparison.Ordinal)) learned.Add((word.Key, meant));
        return learned;
    }
}
