using ItaIngest.Domain.Paper;

namespace ItaIngest.Domain.Reference;

/// <summary>
/// Which digits are taken for which: data, per reader, Thai and Arabic numerals apart. Text comes from general recognisers and typists: the pairs
/// are those seen in published ITA documents (Thai) and the look-alikes of common print (Arabic), every other pair at <see cref="Unlisted"/>.
/// For the project's own reader of numerals the Thai confusions are counted (bench/results/2026-11-21-accuracy.md).
/// </summary>
public static class DigitConfusions
{
    /// <summary>Share, per mille, of a digit's errors that go to each digit that is no look-alike of it.</summary>
    public const int Unlisted = 20;

    private static readonly int[,] Thai = Spread((4, 5), (5, 8), (3, 8), (6, 9), (7, 9), (8, 9), (2, 6));

    private static readonly int[,] Arabic =
        Spread((0, 6), (0, 8), (1, 4), (1, 7), (2, 7), (3, 5), (3, 8), (4, 9), (5, 6), (5, 8), (6, 8), (8, 9));

    private static readonly int[,] Counted = Count(
        (0, 1, 9), (0, 5, 1), (0, 8, 1), (1, 2, 1), (1, 4, 1), (3, 0, 5), (3, 1, 37), (3, 6, 7), (3, 7, 3), (4, 5, 8), (4, 8, 1),
        (5, 4, 3), (5, 6, 1), (6, 0, 1), (6, 2, 1), (8, 3, 1), (9, 0, 1));

    /// <summary>
    /// How often this digit is read for the printed one, per mille of an average digit's errors: over all printed digits alike the sum is 1000 a digit,
    /// but one digit may be misread far more often than another. 0 when they are the same.
    /// </summary>
    /// <param name="reader">Who read it.</param>
    /// <param name="thai">Thai numerals, else Arabic.</param>
    /// <param name="printed">0..9.</param>
    /// <param name="read">0..9.</param>
    public static int PerMille(ReaderKind reader, bool thai, int printed, int read) =>
        (!thai ? Arabic : reader == ReaderKind.Digits ? Counted : Thai)[printed, read];

    // What was never counted is as if seen a quarter of once.
    private static int[,] Count(params (int Printed, int Read, int Times)[] seen)
    {
        const int Quarters = 4, Pairs = 90;
        var shares = new int[10, 10];
        var all = (Quarters * seen.Sum(s => s.Times)) + Pairs;
        for (var printed = 0; printed < 10; printed++)
            for (var read = 0; read < 10; read++)
                if (read != printed) shares[printed, read] = 10_000 * ((Quarters * seen.Where(s => s.Printed == printed && s.Read == read).Sum(s => s.Times)) + 1) / all;
        return shares;
    }

    private static int[,] Spread(params (int, int)[] pairs)
    {
        var shares = new int[10, 10];
        for (var printed = 0; printed < 10; printed++)
        {
            var alike = pairs.Where(p => p.Item1 == printed || p.Item2 == printed)
                .Select(p => p.Item1 == printed ? p.Item2 : p.Item1).ToHashSet();
            var rest = 1000 - (Unlisted * (9 - alike.Count));
            for (var read = 0; read < 10; read++)
            {
                if (read == printed) continue;
                shares[printed, read] = alike.Count == 0 ? 1000 / 9 : alike.Contains(read) ? rest / alike.Count : Unlisted;
            }
        }
        return shares;
    }
}
