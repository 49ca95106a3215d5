namespace ItaIngest.Domain.Reference;

/// <summary>
/// Which digits are taken for which, by readers and by typists: data, Thai and Arabic numerals apart.
/// The pairs are those seen in published ITA documents (Thai) and the look-alikes of common print (Arabic);
/// a pair that is not listed stays possible at <see cref="Unlisted"/>.
/// </summary>
public static class DigitConfusions
{
    /// <summary>Share, per mille, of a digit's errors that go to each digit that is no look-alike of it.</summary>
    public const int Unlisted = 20;

    private static readonly int[,] Thai = Spread((4, 5), (5, 8), (3, 8), (6, 9), (7, 9), (8, 9), (2, 6));

    private static readonly int[,] Arabic =
        Spread((0, 6), (0, 8), (1, 4), (1, 7), (2, 7), (3, 5), (3, 8), (4, 9), (5, 6), (5, 8), (6, 8), (8, 9));

    /// <summary>Of 1000 errors made on the printed digit, how many read this other digit; 0 when they are the same.</summary>
    /// <param name="thai">Thai numerals, else Arabic.</param>
    /// <param name="printed">0..9.</param>
    /// <param name="read">0..9.</param>
    public static int PerMille(bool thai, int printed, int read) => (thai ? Thai : Arabic)[printed, read];

    /// <summary>True when the two are look-alikes in the script.</summary>
    public static bool Alike(bool thai, int one, int other) => one != other && PerMille(thai, one, other) > 1000 / 9 - 1;

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
