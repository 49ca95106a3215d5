namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Posterior probabilities of an alignment of printed rows (i) with registered ones (j), both in the same order: a pair hidden Markov model
/// with gaps on both sides, summed over all alignments by the forward-backward algorithm (Durbin, Eddy, Krogh, Mitchison: Biological
/// Sequence Analysis, chapter 4). All in natural logarithms.
/// </summary>
internal static class OrderedAlignment
{
    /// <summary>A registered agency without a row: the first of a run, each further one. Tables are cut at their ends far more often than inside.</summary>
    private const double MissingOpen = -3.5, MissingMore = -0.1, MissingAtEnd = -1.5;

    /// <summary>A printed row that is no registered agency.</summary>
    private const double StrangeOpen = -5, StrangeMore = -4;

    /// <summary>A row that is known to have been there (its serial number is skipped) and nothing else: it may stand for any agency or none.</summary>
    private const double Lost = -1;

    /// <param name="likelihood">[i, j] in nats; see <see cref="RowLikelihood"/>. Rows that are only a skipped serial number hold zeros.</param>
    /// <param name="lost">Which rows are only a skipped serial number.</param>
    /// <param name="free">Which registered places cost nothing to leave empty (another time's place of an agency).</param>
    /// <returns>[i, j]: probability that row i means place j. What is missing to 1 in a row: that it means none.</returns>
    public static double[,] Posterior(double[,] likelihood, bool[] lost, bool[] free)
    {
        int n = likelihood.GetLength(0), m = likelihood.GetLength(1);
        var forward = Forward(likelihood, lost, free, n, m);
        var backward = Backward(likelihood, lost, free, n, m);
        var all = Sum(forward.Match[n, m], forward.Missing[n, m], forward.Strange[n, m]);
        var posterior = new double[n, m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
                posterior[i, j] = Math.Exp(Math.Min(0, forward.Match[i + 1, j + 1] + backward.Match[i + 1, j + 1] - all));
        return posterior;
    }

    private static Lattice Forward(double[,] likelihood, bool[] lost, bool[] free, int n, int m)
    {
        var f = new Lattice(n, m);
        f.Match[0, 0] = 0;
        for (var i = 0; i <= n; i++)
            for (var j = 0; j <= m; j++)
            {
                if (i > 0 && j > 0)
                    f.Match[i, j] = likelihood[i - 1, j - 1] + Sum(f.Match[i - 1, j - 1], f.Missing[i - 1, j - 1], f.Strange[i - 1, j - 1]);
                if (j > 0)
                {
                    var (open, more) = MissingCost(i, n, free[j - 1]);
                    f.Missing[i, j] = Sum(f.Match[i, j - 1] + open, f.Missing[i, j - 1] + more, f.Strange[i, j - 1] + open);
                }
                if (i > 0)
                {
                    var (open, more) = StrangeCost(lost[i - 1]);
                    f.Strange[i, j] = Sum(f.Match[i - 1, j] + open, f.Missing[i - 1, j] + open, f.Strange[i - 1, j] + more);
                }
            }
        return f;
    }

    private static Lattice Backward(double[,] likelihood, bool[] lost, bool[] free, int n, int m)
    {
        var b = new Lattice(n, m);
        for (var i = n; i >= 0; i--)
            for (var j = m; j >= 0; j--)
            {
                if (i == n && j == m)
                {
                    b.Match[i, j] = b.Missing[i, j] = b.Strange[i, j] = 0;
                    continue;
                }
                var match = i < n && j < m ? likelihood[i, j] + b.Match[i + 1, j + 1] : double.NegativeInfinity;
                var (missing, missingMore) = j < m ? Both(MissingCost(i, n, free[j]), b.Missing[i, j + 1]) : Never;
                var (strange, strangeMore) = i < n ? Both(StrangeCost(lost[i]), b.Strange[i + 1, j]) : Never;
                b.Match[i, j] = Sum(match, missing, strange);
                b.Missing[i, j] = Sum(match, missingMore, strange);
                b.Strange[i, j] = Sum(match, missing, strangeMore);
            }
        return b;
    }

    private static (double, double) Never => (double.NegativeInfinity, double.NegativeInfinity);

    private static (double, double) Both((double Open, double More) cost, double rest) => (cost.Open + rest, cost.More + rest);

    /// <summary>Leaving a place empty, when i of n rows have been used.</summary>
    private static (double Open, double More) MissingCost(int i, int n, bool free) =>
        free ? (0, 0) : (i == 0 || i == n ? MissingAtEnd : MissingOpen, MissingMore);

    private static (double Open, double More) StrangeCost(bool lost) => lost ? (Lost, Lost) : (StrangeOpen, StrangeMore);

    private static double Sum(double a, double b, double c)
    {
        var most = Math.Max(a, Math.Max(b, c));
        if (double.IsNegativeInfinity(most)) return most;
        // Terms below e^-40 of the greatest cannot change a double's probability that anyone reads.
        var sum = 0.0;
        if (a - most > -40) sum += Math.Exp(a - most);
        if (b - most > -40) sum += Math.Exp(b - most);
        if (c - most > -40) sum += Math.Exp(c - most);
        return most + Math.Log(sum);
    }

    private sealed class Lattice
    {
        public Lattice(int n, int m)
        {
            Match = Empty(n, m);
            Missing = Empty(n, m);
            Strange = Empty(n, m);
        }

        public double[,] Match { get; }

        public double[,] Missing { get; }

        public double[,] Strange { get; }

        private static double[,] Empty(int n, int m)
        {
            var cells = new double[n + 1, m + 1];
            System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref cells[0, 0], cells.Length).Fill(double.NegativeInfinity);
            return cells;
        }
    }
}
