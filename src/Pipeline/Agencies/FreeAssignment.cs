namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Posterior probabilities of naming rows without an order to hold on to: each row means one place or none, each place has one row or
/// none. The likelihoods are scaled until rows and places add up to one (Sinkhorn and Knopp's iteration with slack), which approximates
/// the sum over all one-to-one assignments.
/// </summary>
internal static class FreeAssignment
{
    /// <summary>Prior of one place among all, of a row that means none, and of a place without a row.</summary>
    private const double Strange = -5, Missing = -2;

    private const int Rounds = 40;

    /// <param name="likelihood">[i, j] in nats; see <see cref="RowLikelihood"/>.</param>
    /// <returns>[i, j]: probability that row i means place j.</returns>
    public static double[,] Posterior(double[,] likelihood)
    {
        int n = likelihood.GetLength(0), m = likelihood.GetLength(1);
        var weight = new double[n, m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) weight[i, j] = Math.Exp(likelihood[i, j]);
        var strange = Math.Exp(Strange);
        var missing = Math.Exp(Missing);
        var row = Ones(n);
        var place = Ones(m);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < n; i++)
            {
                var sum = strange;
                for (var j = 0; j < m; j++) sum += weight[i, j] * place[j];
                row[i] = 1 / sum;
            }
            for (var j = 0; j < m; j++)
            {
                var sum = missing;
                for (var i = 0; i < n; i++) sum += weight[i, j] * row[i];
                place[j] = 1 / sum;
            }
        }
        var posterior = new double[n, m];
        for (var i = 0; i < n; i++)
        {
            var sum = strange;
            for (var j = 0; j < m; j++) sum += weight[i, j] * place[j];
            for (var j = 0; j < m; j++) posterior[i, j] = weight[i, j] * place[j] / sum;
        }
        return posterior;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
