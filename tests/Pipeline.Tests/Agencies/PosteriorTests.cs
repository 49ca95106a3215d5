using ItaIngest.Pipeline.Agencies;

namespace ItaIngest.Pipeline.Tests.Agencies;

/// <summary>The two ways to a posterior, held against counting every possibility.</summary>
public sealed class PosteriorTests
{
    [Fact]
    public void Rows_and_places_of_an_ordered_alignment_never_add_up_to_more_than_one()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            int n = random.Next(1, 8), m = random.Next(1, 8);
            var posterior = OrderedAlignment.Posterior(Likelihood(random, n, m), Flags(random, n), Flags(random, m));
            for (var i = 0; i < n; i++) Enumerable.Range(0, m).Sum(j => posterior[i, j]).ShouldBeLessThanOrEqualTo(1 + 1e-9);
            for (var j = 0; j < m; j++) Enumerable.Range(0, n).Sum(i => posterior[i, j]).ShouldBeLessThanOrEqualTo(1 + 1e-9);
        }
    }

    [Fact]
    public void An_ordered_alignment_agrees_with_counting_every_alignment()
    {
        var random = new Random(12);
        for (var round = 0; round < 200; round++)
        {
            int n = random.Next(1, 5), m = random.Next(1, 5);
            var likelihood = Likelihood(random, n, m);
            var posterior = OrderedAlignment.Posterior(likelihood, new bool[n], new bool[m]);
            var counted = new double[n, m];
            var all = Walk(likelihood, n, m, 0, 0, 'M', 0, [], counted);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < m; j++) posterior[i, j].ShouldBe(counted[i, j] / all, 1e-9);
        }
    }

    [Fact]
    public void A_free_assignment_is_hardly_ever_surer_than_counting_every_assignment_allows()
    {
        var random = new Random(13);
        for (var round = 0; round < 200; round++)
        {
            const int n = 4;
            var likelihood = Likelihood(random, n, n);
            // As in a table: most rows fit one place clearly.
            for (var i = 0; i < n; i++) likelihood[i, i] += 8;
            // Exchanges of three rows at once are not weighed: what they could add is small.
            var posterior = FreeAssignment.Posterior(likelihood);
            var counted = new double[n, n];
            var all = Assign(likelihood, 0, new bool[n], [], 0, counted);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    if (posterior[i, j] > 0.5) posterior[i, j].ShouldBeLessThanOrEqualTo((counted[i, j] / all) + 0.005);
        }
    }

    /// <summary>Sums the weights of all ways on from here, and adds each whole way to the cells it matches. Costs as the alignment's documentation gives them.</summary>
    private static double Walk(double[,] likelihood, int n, int m, int i, int j, char state, double soFar, List<(int, int)> matched, double[,] counted)
    {
        if (i == n && j == m)
        {
            var weight = Math.Exp(soFar);
            foreach (var (a, b) in matched) counted[a, b] += weight;
            return weight;
        }
        var sum = 0.0;
        if (i < n && j < m)
        {
            matched.Add((i, j));
            sum += Walk(likelihood, n, m, i + 1, j + 1, 'M', soFar + likelihood[i, j], matched, counted);
            matched.RemoveAt(matched.Count - 1);
        }
        if (j < m) sum += Walk(likelihood, n, m, i, j + 1, 'D', soFar + (state == 'D' ? -0.1 : i == 0 || i == n ? -1.5 : -3.5), matched, counted);
        if (i < n) sum += Walk(likelihood, n, m, i + 1, j, 'S', soFar + (state == 'S' ? -4 : -5), matched, counted);
        return sum;
    }

    private static double Assign(double[,] likelihood, int row, bool[] taken, List<(int, int)> matched, double soFar, double[,] counted)
    {
        var n = taken.Length;
        if (row == n)
        {
            var weight = Math.Exp(soFar - (2 * taken.Count(t => !t)));
            foreach (var (a, b) in matched) counted[a, b] += weight;
            return weight;
        }
        var sum = Assign(likelihood, row + 1, taken, matched, soFar - 5, counted);
        for (var j = 0; j < n; j++)
        {
            if (taken[j]) continue;
            taken[j] = true;
            matched.Add((row, j));
            sum += Assign(likelihood, row + 1, taken, matched, soFar + likelihood[row, j], counted);
            matched.RemoveAt(matched.Count - 1);
            taken[j] = false;
        }
        return sum;
    }

    private static double[,] Likelihood(Random random, int n, int m)
    {
        var likelihood = new double[n, m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) likelihood[i, j] = (random.NextDouble() * 8) - 4;
        return likelihood;
    }

    private static bool[] Flags(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(4) == 0)];
}
