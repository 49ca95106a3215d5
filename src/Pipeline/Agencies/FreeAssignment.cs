namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Posterior probabilities of naming rows without an order to hold on to: each row means one place or none, each place has one row or
/// none. Marginals over all such assignments by belief propagation on the bipartite graph (Vontobel, The Bethe permanent of a
/// nonnegative matrix, 2013), where a row's message to a place leaves out what that place itself said.
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
        return posterior;
    }
}
