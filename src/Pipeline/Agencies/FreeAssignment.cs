namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Posterior probabilities of naming rows without an order to hold on to: each row means one place or none, each place has one row or
/// none. Marginals over all such assignments by belief propagation on the bipartite graph (Vontobel, The Bethe permanent of a
/// nonnegative matrix, 2013), where a row's message to a place leaves out what that place itself said. Propagation is too sure where two
/// rows could change places, so the best place of each row is also weighed against every such exchange.
/// </summary>
internal static class FreeAssignment
{
    /// <summary>Log weight of a row that means none, and of a place without a row.</summary>
    private const double Strange = -5, Missing = -2;

    private const int Rounds = 25;

    /// <param name="likelihood">[i, j] in nats; see <see cref="RowLikelihood"/>.</param>
    /// <returns>[i, j]: probability that row i means place j.</returns>
    public static double[,] Posterior(double[,] likelihood)
    {
        int n = likelihood.GetLength(0), m = likelihood.GetLength(1);
        var weight = new double[n, m];
        var (fromRow, fromPlace) = (new double[n, m], new double[n, m]);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
            {
                weight[i, j] = Math.Exp(likelihood[i, j]);
                fromPlace[i, j] = 1;
            }
        var (strange, missing) = (Math.Exp(Strange), Math.Exp(Missing));
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < n; i++)
            {
                var sum = strange;
                for (var j = 0; j < m; j++) sum += weight[i, j] * fromPlace[i, j];
                for (var j = 0; j < m; j++) fromRow[i, j] = 1 / Math.Max(strange, sum - (weight[i, j] * fromPlace[i, j]));
            }
            for (var j = 0; j < m; j++)
            {
                var sum = missing;
                for (var i = 0; i < n; i++) sum += weight[i, j] * fromRow[i, j];
                for (var i = 0; i < n; i++) fromPlace[i, j] = 1 / Math.Max(missing, sum - (weight[i, j] * fromRow[i, j]));
            }
        }
        var posterior = new double[n, m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
            {
                var odds = weight[i, j] * fromRow[i, j] * fromPlace[i, j];
                posterior[i, j] = odds / (1 + odds);
            }
        WeighExchanges(likelihood, posterior);
        return posterior;
    }

    private static void WeighExchanges(double[,] likelihood, double[,] posterior)
    {
        int n = likelihood.GetLength(0), m = likelihood.GetLength(1);
        var best = new int[n];
        var claimed = new bool[m];
        for (var i = 0; i < n; i++)
        {
            for (var j = 1; j < m; j++)
                if (posterior[i, j] > posterior[i, best[i]]) best[i] = j;
            claimed[best[i]] = true;
        }
        for (var i = 0; i < n; i++)
        {
            var j = best[i];
            var rivals = Math.Exp(Strange + Missing - likelihood[i, j]);
            for (var other = 0; other < m; other++)
                if (!claimed[other]) rivals += Math.Exp(likelihood[i, other] - likelihood[i, j]);
            for (var k = 0; k < n; k++)
                if (best[k] != j) rivals += Math.Exp(likelihood[i, best[k]] + likelihood[k, j] - likelihood[i, j] - likelihood[k, best[k]]);
            posterior[i, j] = Math.Min(posterior[i, j], 1 / (1 + rivals));
        }
    }
}
