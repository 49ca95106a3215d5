using System.Globalization;
using ItaIngest.Bench.Reconcile;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;
using ItaIngest.Reference;
using ItaIngest.TestSupport;

// bench/reconcile: sheets of known truth, digits misread at several rates. Usage: reconcile [sheets per rate, 4200] [seed, 1]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var sheets = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4_200;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var books = ReferenceLoader.Load(Places.Reference).Codebooks;
var years = Enumerable.Range(2563, 6).Select(FiscalYear.Of).ToArray();
Console.WriteLine($"{sheets} sheets a rate, seed {seed}\n");

double[] rates = args.Length > 3 ? [double.Parse(args[3], CultureInfo.InvariantCulture)] : [0.0, 0.01, 0.02, 0.05, 0.10];
foreach (var rate in rates)
{
    var tally = new Tally();
    var random = new Random(seed + (int)(rate * 1000));
    Truth? last = null;
    for (var i = 0; i < sheets + 50; i++)
    {
        var book = books[years[i % years.Length]];
        var truth = Truth.Draw(book, random);
        var print = new Print(random, rate, random.Next(10) < 6);
        var observations = print.Of(truth, last ?? truth);
        last = truth;
        var only = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : -1;
        if (only >= 0 && i != only) continue;
        if (only >= 0) Debug(book, truth, observations);
        // Processor time, not wall time: the machine may be shared.
        var before = Environment.CpuUsage.TotalTime;
        var records = Reconcile.Sheet(book.Year, book, observations, SheetContext.None).Value;
        var spent = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        if (spent > 150) Console.Error.WriteLine($"slow {rate} #{i} {book.Year} n={truth.Respondents} {spent} ms, {observations.Length} observations");
        if (i < 50) continue; // the runtime is still compiling
        tally.Sheets++;
        tally.Milliseconds.Add(spent);
        if (only >= 0) foreach (var r in records) Console.Error.WriteLine($"{r.Code} {r.Value} {r.Status} [{string.Join(" ", r.Candidates.Select(c => $"{c.Value}:{c.Probability}"))}]");
        if (only == -2 && records.Length > 20 && truth.Book.Year.BuddhistEra >= 2567) { var e = Gathered.From(book, observations, SheetContext.None); var rate2 = ErrorRate.Of(book, e); var pr = new Prices(rate2); var so = new Explain(book, e.Claims(pr), pr).Within(pr.Proof); Console.Error.WriteLine($"#{i} true n {truth.Respondents}, found {string.Join(",", so.Respondents)}, rate {rate2}, gave up {so.GaveUp.Length}"); }
        Judge(tally, truth, print, observations, records);
    }
    foreach (var line in tally.Report(rate.ToString("0 %", CultureInfo.InvariantCulture))) Console.WriteLine(line);
}

void Judge(Tally tally, Truth truth, Print print, System.Collections.Immutable.ImmutableArray<Observation> observations, IReadOnlyList<ScoreRecord> records)
{
    var byCode = records.ToDictionary(r => r.Code);
    var mentions = observations.Where(o => o.Value.Succeeded).GroupBy(o => o.Code).ToDictionary(g => g.Key, g => g.ToList());
    var evidence = Gathered.From(truth.Book, observations, SheetContext.None);
    var prices = new Prices(ErrorRate.Of(truth.Book, evidence));
    var claims = evidence.Claims(prices);
    var cheapest = new Explain(truth.Book, claims, prices).Within(0);
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
        int? majority = mentions.TryGetValue(code, out var said)
            ? said.GroupBy(o => o.Value.Value.Hundredths).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Any(o => o.Evidence.Where == Where.Table)).ThenBy(g => g.Key).First().Key : null;
        tally.Add(byCode.GetValueOrDefault(code), value, table, touched, determined, majority, claims.TryGetValue(code, out var claim) ? cheapest.BestOf(claim) : null);
    }
    // A value that is published and that the true sheet does not have at all.
    foreach (var record in records.Where(r => r.Value is not null && !truth.Values.ContainsKey(r.Code)))
    {
        tally.Proved++;
        tally.ProvedWrong++;
        tally.WrongBy[$"invented {record.Code.Level}"] = tally.WrongBy.GetValueOrDefault($"invented {record.Code.Level}") + 1;
    }
}

static IEnumerable<int> OneDigit(int value)
{
    for (var place = 1; place <= 1000; place *= 10)
        for (var digit = 0; digit < 10; digit++)
            if (digit != value / place % 10 && value + ((digit - (value / place % 10)) * place) is >= 0 and < 10_000 and var other) yield return other;
}

static void Debug(ItaIngest.Domain.Reference.Codebook book, Truth truth, System.Collections.Immutable.ImmutableArray<Observation> observations)
{
    foreach (var code in observations.GroupBy(o => o.Code).OrderBy(g => g.Key))
        Console.Error.WriteLine($"{code.Key} {truth.Values[code.Key]}: {string.Join(" ", code.Select(o => $"{o.Evidence.Where} {ThaiDigits.ToArabic(o.Evidence.AsPrinted)}"))}");
    foreach (var code in truth.Values.Keys.Where(c => observations.All(o => o.Code != c))) Console.Error.WriteLine($"{code} {truth.Values[code]}: absent");
    var evidence = Gathered.From(book, observations, SheetContext.None);
    Console.Error.WriteLine($"copies {evidence.Copies.Count}");
}
