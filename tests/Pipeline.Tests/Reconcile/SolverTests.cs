using System.Runtime.Intrinsics;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;

namespace ItaIngest.Pipeline.Tests.Reconciling;

/// <summary>
/// The cheapest explanation of small sheets by GLPK, a solver of whole-number programs that shares nothing with the search: one binary for each value that
/// a number of the sheet may be, at the cost of its misreading, and the total's rounding interval as the only constraint.
/// </summary>
public sealed class SolverTests
{
    private const string Program = "/usr/bin/glpsol";

    private static readonly int[] Weights = [6, 6, 6, 6, 6, 10, 10, 10, 20, 20];

    // The solver knows one share of wrong digits, the usual one.
    private static readonly Vector256<double> Usual = Vector256<double>.Zero.WithElement(1, 1);

    private static readonly ItemCode[] Codes = [.. Enumerable.Range(1, 10).Select(ItemCode.Indicator), ItemCode.Total];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_cheapest_explanation_by_a_general_solver_is_among_ours(int seed)
    {
        Assert.SkipWhen(!File.Exists(Program) && Environment.GetEnvironmentVariable("CI") is null, "glpsol is missing: apt-get install glpk-utils");
        var random = new Random(seed);
        var sheet = Enumerable.Range(0, 10).Select(_ => random.Next(7_000, 9_900)).ToArray();
        var total = (int)((sheet.Select((v, i) => (long)v * Weights[i]).Sum() + 50) / 100);
        int[] printed = [.. sheet, total];
        var (at, place) = (random.Next(11), random.Next(2) == 0 ? 100 : 1000);
        var digit = printed[at] / place % 10;
        printed[at] += ((place == 1000 ? 1 + ((digit + random.Next(7)) % 9) : random.Next(10)) - digit) * place;

        var written = Written.In(2566).Table(string.Join(' ', printed.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{Codes[i]} {v / 100}.{v % 100:00}"))));
        var claims = Gathered.From(written.Book, written.Observations, written.Context).Claims();
        var options = Codes.Select(c => claims[c].Around(1e-7, Usual).OrderByDescending(v => v.Rank).ToArray()).ToArray();
        var cheapest = Solve(options);

        var solution = new Explain(written.Book, claims).Solve();
        if (solution.Identities.IsEmpty) return; // too many explanations to weigh: it proves nothing, as it must
        // It is among ours, and only several explanations together may outweigh it.
        for (var i = 0; i < Codes.Length; i++)
        {
            var sheetAt = $"{Codes[i]} of {string.Join(' ', printed)}";
            solution.Of(Codes[i], cheapest[i]).ShouldBeGreaterThan(0.02, sheetAt);
            if (solution.Of(Codes[i])[0] is { Weight: > 0.9 } likeliest) likeliest.Value.ShouldBe(cheapest[i], sheetAt);
        }
    }

    private static int[] Solve(Likely[][] options)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Model(options), new UTF8Encoding(false));
            using var process = Process.Start(new ProcessStartInfo(Program) { ArgumentList = { "--lp", file, "--tmlim", "60", "-w", file + ".sol" }, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return Read(File.ReadAllLines(file + ".sol"), options);
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".sol");
        }
    }

    // In CPLEX's format: least cost, one value for each code, and the weighted sum less than half a unit of each part from the total.
    private static string Model(Likely[][] options)
    {
        var text = new StringBuilder("Minimize\n cost:");
        Each((i, k) => text.Append(CultureInfo.InvariantCulture, $" + {(long)(1000 * Math.Log(options[i][0].Rank / options[i][k].Rank))} x{i}_{k}\n"));
        text.Append("Subject To\n");
        for (var i = 0; i < options.Length; i++) text.Append(CultureInfo.InvariantCulture, $" one{i}: {string.Join(" + ", options[i].Select((_, k) => $"x{i}_{k}"))} = 1\n");
        foreach (var bound in new[] { "<= 99", ">= -99" })
        {
            text.Append(bound[0] == '<' ? " above:" : " below:");
            Each((i, k) => text.Append(CultureInfo.InvariantCulture, $" {(i < 10 ? '+' : '-')} {(i < 10 ? Weights[i] : 100L) * options[i][k].Value} x{i}_{k}\n"));
            text.Append(' ').Append(bound).Append('\n');
        }
        text.Append("Binary\n");
        Each((i, k) => text.Append(CultureInfo.InvariantCulture, $" x{i}_{k}\n"));
        return text.Append("End\n").ToString();

        void Each(Action<int, int> visit)
        {
            for (var i = 0; i < options.Length; i++)
                for (var k = 0; k < options[i].Length; k++) visit(i, k);
        }
    }

    // Columns in the order in which the objective names them: lines "j NUMBER VALUE".
    private static int[] Read(string[] lines, Likely[][] options)
    {
        var chosen = lines.Where(l => l.StartsWith("j ", StringComparison.Ordinal)).Select(l => l.Split(' ')).Where(p => p[^1] == "1").Select(p => int.Parse(p[1], CultureInfo.InvariantCulture) - 1).ToList();
        var found = new List<int>();
        var first = 0;
        foreach (var values in options)
        {
            found.Add(values[chosen.Single(c => c >= first && c < first + values.Length) - first].Value);
            first += values.Length;
        }
        return [.. found];
    }
}
