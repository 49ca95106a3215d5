using ItaIngest.Domain.Reference;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// What each kind of error costs: the negative logarithm of its probability in thousandths of a nat, as a whole number, relative to
/// reading right. Costs add up where probabilities multiply.
/// </summary>
internal sealed class Prices
{
    /// <summary>A table says something that has nothing to do with the truth (another agency's row, a typed-over cell).</summary>
    public const int Gross = 16_000;

    /// <summary>A sentence says something that has nothing to do with the truth: narratives are often copied from elsewhere.</summary>
    public const int Copied = 7_000;

    /// <summary>A computed second value (last year's score and the printed difference) is off.</summary>
    public const int Computed = 7_000;

    /// <summary>The printed grade or verdict is wrong.</summary>
    public const int Grade = 7_000;

    /// <summary>An item of the public-disclosure check was exempt, so its group is smaller.</summary>
    public const int Exempt = 4_000;

    /// <summary>A mean that no reading shows is rounded in a way that no published sheet shows.</summary>
    public const int Rounding = 9_200;

    /// <summary>
    /// A proved value must beat every rival by at least this much: odds of about 1,800 to 1 for the nearest single rival; most values
    /// have none near. Measured in bench/reconcile.
    /// </summary>
    public const int LeastProof = 7_500;

    /// <summary>Where more digits than this are wrong, per mille, nothing is proved: rivals with several misreadings are too likely.</summary>
    public const int TooBad = 60;

    /// <summary>Where the evidence itself speaks for a rival within these odds (100 to 1), the printed value is in doubt.</summary>
    public const int Doubt = 4_600;

    private readonly int[] _thai = new int[100], _arabic = new int[100];

    /// <param name="errorsPerMille">Of 1000 printed digits, how many are read or typed wrongly: 1..300.</param>
    public Prices(int errorsPerMille)
    {
        ErrorsPerMille = errorsPerMille;
        Cheapest = int.MaxValue;
        for (var printed = 0; printed < 10; printed++)
        {
            for (var read = 0; read < 10; read++)
            {
                if (printed == read) continue;
                _thai[(printed * 10) + read] = Price(DigitConfusions.PerMille(true, printed, read));
                _arabic[(printed * 10) + read] = Price(DigitConfusions.PerMille(false, printed, read));
                Rarest = Math.Max(Rarest, Math.Max(_thai[(printed * 10) + read], _arabic[(printed * 10) + read]));
                Cheapest = Math.Min(Cheapest, Math.Min(_thai[(printed * 10) + read], _arabic[(printed * 10) + read]));
            }
        }
    }

    public int ErrorsPerMille { get; }

    /// <summary>
    /// What a proved value must beat its rivals by: more, the worse the copy, for the estimate of the error rate is unsure too; and never so
    /// little that a rival one digit away could be refuted by its rarity alone, with no identity against it.
    /// </summary>
    public int Proof => Math.Max(Rarest + 1, LeastProof + (Math.Clamp(ErrorsPerMille - 25, 0, 35) * 100));

    /// <summary>Whether anything can be proved from so bad a copy.</summary>
    public bool Proves => ErrorsPerMille <= TooBad;

    /// <summary>The price of the rarest confusion of one digit.</summary>
    public int Rarest { get; }

    /// <summary>The price of the likeliest confusion of one digit.</summary>
    public int Cheapest { get; }

    /// <summary>What it costs that this digit is printed and that one read.</summary>
    public int Digit(bool thai, int printed, int read) => (thai ? _thai : _arabic)[(printed * 10) + read];

    /// <summary>-1000 ln(probability), for a probability in millionths.</summary>
    public static int OfMillionths(int millionths) => (int)Math.Round(-1000 * Math.Log(Math.Clamp(millionths, 1, 1_000_000) / 1e6));

    private int Price(int share) => Math.Max(1, OfMillionths(ErrorsPerMille * share) - OfMillionths(1_000_000 - (ErrorsPerMille * 1000)));
}
