using ItaIngest.Domain.Reference;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// How often digits are wrong on this sheet, judged by what its own identities show, with an upper allowance: a bad copy makes
/// every rival cheaper, so that less is published from it.
/// </summary>
internal static class ErrorRate
{
    /// <summary>Per mille, for the first look.</summary>
    private const int Usual = 30;

    private const int Least = 10, Most = 250;

    /// <summary>Errors per mille of printed digits.</summary>
    public static int Of(Codebook? codebook, Gathered evidence)
    {
        var prices = new Prices(Usual);
        var claims = evidence.Claims(prices);
        var solution = new Explain(codebook, claims, prices).Within(0);
        var (wrong, digits) = (0, 0);
        foreach (var claim in claims.Values)
        {
            var tied = solution.Identities.Where(i => i.Codes.Contains(claim.Code)).Select(i => i.Rule).ToHashSet(StringComparer.Ordinal);
            if (tied.Count == 0 || solution.BestOf(claim) is not { } best) continue;
            // On the lattice every digit counts; the top of the tree sees the first two or three.
            var seen = tied.Contains("respondents") || tied.Contains("mean") ? 4 : 2;
            digits += seen * claim.Numbers().Count();
            // The same wrong number in several places is one error that was copied.
            foreach (var reading in claim.Readings)
                if (Changed(best, reading.Number) is var changed and <= 2) wrong += changed;
        }
        // In tenths: what was seen, its standard deviation and one more, as if forty more digits had been looked at.
        var tenths = (10 * wrong) + (int)(10 * Math.Sqrt(wrong)) + 10;
        return Math.Clamp(100 * tenths / (digits + 40), Least, Most);
    }

    private static int Changed(int a, int b)
    {
        if (Reading.Digits(a) != Reading.Digits(b)) return 9;
        var different = 0;
        for (; a > 0 || b > 0; a /= 10, b /= 10) if (a % 10 != b % 10) different++;
        return different;
    }
}
