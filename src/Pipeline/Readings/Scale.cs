using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// Whether the numbers of a table are on the sheet's scale of a hundred. Offices also print weighted points (27.65 of 30), a scale of five, and marks
/// (1 and 0); read as scores each would be a wrong number that looks right.
/// </summary>
internal static partial class Scale
{
    /// <summary>A label that gives an instrument its weight: "OIT (40 คะแนน)".</summary>
    [GeneratedRegex(@"(\(\s*(ร้อยละ\s*)?|เต็ม\s*|น้ำหนัก\s*(ร้อยละ)?\s*)(30|40|๓๐|๔๐)(?![0-9๐-๙.])")]
    private static partial Regex OfWeight();

    /// <summary>No agency scores so little in everything.</summary>
    private const int Low = 1_000;

    /// <summary>Fewer numbers may well all be low.</summary>
    private const int Fewest = 3;

    /// <param name="claims">What one table says.</param>
    /// <param name="names">The year's names.</param>
    public static IEnumerable<Claim> Judge(ImmutableArray<Claim> claims, SheetNames names)
    {
        var doubts = Doubts(claims, names).ToDictionary(d => d.Level, d => d.Why);
        return claims.Select(c => Sheet.Doubted(c, doubts.GetValueOrDefault(LevelOf(c))));
    }

    private static IEnumerable<((FiscalYear? Year, string? Row, CodeLevel Level, bool Oit) Level, string Why)> Doubts(ImmutableArray<Claim> claims, SheetNames names)
    {
        foreach (var level in claims.Where(c => c.Observation.Value.Succeeded).GroupBy(LevelOf))
        {
            int[] values = [.. level.Select(c => c.Observation.Value.Value.Hundredths)];
            if (level.Key.Level == CodeLevel.Instrument && (level.Select(c => c.Observation.Code).Distinct().Count() > 1 || level.Any(c => OfWeight().IsMatch(c.Observation.Evidence.Label))) && level.All(c => names.MaybePoints(c.Observation.Code, c.Observation.Value.Value) is not null))
                yield return (level.Key, "instruments are within their weights: these are weighted points");
            else if (level.Key is { Level: CodeLevel.Item, Oit: true } && Array.TrueForAll(values, v => v is 0 or 100) && values.Contains(100))
                yield return (level.Key, "ones and noughts are marks, no scores");
            else if (level.Key is not { Level: CodeLevel.Item, Oit: true } && values.Length >= Fewest && Array.TrueForAll(values, v => v <= Low) && Array.Exists(values, v => v > 0))
                yield return (level.Key, "all numbers of the table are ten or less: they are on another scale");
        }
    }

    private static (FiscalYear? Year, string? Row, CodeLevel Level, bool Oit) LevelOf(Claim claim) =>
        (claim.Year, claim.Row, claim.Observation.Code.Level, claim.Observation.Code.Instrument == Instrument.OIT && claim.Observation.Code.Level == CodeLevel.Item);
}
