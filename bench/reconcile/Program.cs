using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Bench.Reconcile;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;
using ItaIngest.Reference;
using ItaIngest.Replaying;
using ItaIngest.TestSupport;

// bench/reconcile: sheets of known truth, digits misread at several rates. Usage: reconcile [sheets per rate, 4200] [seed, 1] [one rate only] [one year only, or 0] [uniform: errors other than the reconciler assumes] [times each sheet is reconciled, 1: the quickest counts] [last: last year's score and the printed change are known]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var sheets = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4_200;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
double[] rates = args.Length > 2 ? [double.Parse(args[2], CultureInfo.InvariantCulture)] : [0.0, 0.01, 0.02, 0.05, 0.10];
var uniform = args.Length > 4 && args[4] == "uniform";
var times = args.Length > 5 ? int.Parse(args[5], CultureInfo.InvariantCulture) : 1;
var beside = args.Length > 6 && args[6] == "last";
var years = args.Length > 3 && args[3] != "0" ? [FiscalYear.Of(int.Parse(args[3], CultureInfo.InvariantCulture))] : Enumerable.Range(2563, 6).Select(FiscalYear.Of).ToArray();
var books = ReferenceLoader.Load(Places.Reference).Codebooks;
Console.WriteLine($"{sheets} sheets a rate, seed {seed}\n");

// The runtime compiles during the first sheets of each rate: they are not timed or counted.
const int Warm = 100;
foreach (var rate in rates)
{
    var tally = new Tally();
    var random = new Random(seed + (int)(rate * 1000));
    Truth? last = null;
    for (var i = 0; i < sheets + Warm; i++)
    {
        var book = books[years[i % years.Length]];
        var truth = Truth.Draw(book, random);
        var print = new Print(random, rate, random.Next(10) < 6, i % 4 >= 2, uniform);
        var observations = print.Of(truth, last ?? truth);
        last = truth;
        var context = beside ? new Print(new Random(i), rate, false, false, uniform).Beside(truth) : SheetContext.None;
        // Processor time, not wall time: the machine may be shared.
        var (spent, records, solution) = (double.MaxValue, default(ImmutableArray<ScoreRecord>), default(Solution)!);
        for (var time = 0; time < times; time++)
        {
            var before = Environment.CpuUsage.TotalTime;
            records = Reconcile.Sheet(book.Year, book, observations, context, out solution).Value;
            spent = Math.Min(spent, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }
        if (i < Warm) continue;
        tally.Sheets++;
        tally.Milliseconds.Add(spent);
        tally.Sign(records);
        Judge(tally, truth, print, observations, records, solution);
    }
    foreach (var line in tally.Report(rate.ToString("0 %", CultureInfo.InvariantCulture))) Console.WriteLine(line);
}

void Judge(Tally tally, Truth truth, Print print, ImmutableArray<Observation> observations, IReadOnlyList<ScoreRecord> records, Solution solution)
{
    var byCode = records.ToDictionary(r => r.Code);
    var replay = Replay.Sheet(truth.Book, [.. records.Select(r => PublishedScore.Stored("", truth.Book.Year, r.Code, r.Value?.Hundredths, r.Status.ToString().ToLowerInvariant(),
        [.. r.Mentions.Where(m => m.Value.Succeeded).Select(m => new PrintedValue(m.Value.Value.Hundredths, m.Evidence.Where == Where.Table))], r.Proof))]);
    foreach (var record in records.Where(r => r.Proof is not null && truth.Values.ContainsKey(r.Code)))
        tally.Doubt(solution.Doubt(record.Code, record.Value!.Value.Hundredths), record.Value.Value.Hundredths != truth.Values[record.Code]);
    tally.Replayed += replay.Replayed;
    tally.ReplayFailed += replay.Failed.Length;
    foreach (var failed in replay.Failed) Console.Error.WriteLine($"not replayed: {failed.Message}");
    var mentions = observations.Where(o => o.Value.Succeeded).GroupBy(o => o.Code).ToDictionary(g => g.Key, g => g.ToList());
    truth.Present = [.. observations.Select(o => o.Code)];
    foreach (var (code, value) in truth.Values)
    {
        int? table = print.Table.TryGetValue(code, out var printed) ? printed : null;
        var (touched, determined) = (false, false);
        if (table is { } wrong && wrong != value)
        {
            touched = wrong >= 0 && truth.Refutes(code, wrong);
            determined = touched && !truth.Blamed(code, wrong) && OneDigit(wrong).All(v => v == value || truth.Refutes(code, v));
        }
        if (touched) tally.AtBest(1 - (solution.Of(code) is [var likeliest, ..] ? likeliest.Weight : 0));
        if (touched) tally.Hindsight(solution.Of(code, value), $"{(code.Level == CodeLevel.Item ? code.Instrument + " item" : code.Level)}");
        if (touched && byCode.GetValueOrDefault(code)?.Value?.Hundredths != value) tally.NotRepaired(Why(code, value, table!.Value, solution), solution.About(code).Count(i => i.Rule != "respondents") == 1);
        int? majority = mentions.TryGetValue(code, out var said)
            ? said.GroupBy(o => o.Value.Value.Hundredths).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Any(o => o.Evidence.Where == Where.Table)).ThenBy(g => g.Key).First().Key : null;
        tally.Add(byCode.GetValueOrDefault(code), value, table, touched, determined, majority, solution.Of(code) is [var first, ..] ? first.Value : null);
    }
    foreach (var record in records.Where(r => r.Proof is not null && truth.Values.TryGetValue(r.Code, out var true1) && r.Value?.Hundredths != true1))
        Console.Error.WriteLine($"wrong: {truth.Book.Year} n={truth.Respondents} {record.Code} {record.Value} ({record.Status}), true {truth.Values[record.Code]}, printed {string.Join(" ", record.Mentions.Select(m => $"{ThaiDigits.ToArabic(m.Evidence.AsPrinted)}@{m.Evidence.Confidence}"))} {record.Proof}");
    // A value that is published and that the true sheet does not have at all.
    foreach (var record in records.Where(r => r.Value is not null && !truth.Values.ContainsKey(r.Code)))
    {
        tally.Proved++;
        tally.ProvedWrong++;
        tally.WrongBy[$"invented {record.Code.Level}"] = tally.WrongBy.GetValueOrDefault($"invented {record.Code.Level}") + 1;
    }
}

static string Why(ItemCode code, int truth, int printed, Solution solution)
{
    if (!solution.About(code).Any(i => i.Rule != "respondents"))
        return solution.Silent.Any(s => s.Words.Split(' ', ',', '(', ')').Contains(code.ToString()) || (s.Words.Contains("TOTAL", StringComparison.Ordinal) && code.Level != CodeLevel.Item))
            ? "its identity has more explanations than can be weighed" : "too little is printed for an identity";
    var (likeliest, belief) = (solution.Of(code)[0].Value, solution.Of(code, truth));
    if (belief >= 1 - Verdict.ProofLeaves) return "likely enough, but a number one digit away fits, or it does not hold beside what is published";
    var elsewhere = printed >= 0 && solution.Of(code, printed) > (1 - belief) / 2;
    if (likeliest == truth) return $"likeliest, not likely enough: {(elsewhere ? "another code may be the wrong one" : "another value of it fits, too")} (doubt {(1 - belief < 1e-3 ? "below 0.1 %" : 1 - belief < 0.1 ? "0.1 to 10 %" : "above 10 %")})";
    return likeliest == printed ? "another code is rather the wrong one" : "another value of it is likelier";
}

static IEnumerable<int> OneDigit(int value)
{
    for (var place = 1; place <= 1000; place *= 10)
        for (var digit = 0; digit < 10; digit++)
            if (digit != value / place % 10 && value + ((digit - (value / place % 10)) * place) is >= 0 and < 10_000 and var other) yield return other;
}
