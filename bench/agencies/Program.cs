using System.Diagnostics;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Pipeline.Agencies;
using ItaIngest.Pipeline.Tests.Agencies;
using ItaIngest.Reference;

// dotnet run -c Release --project bench/agencies [-- TABLES [FIRST-SEED]]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var tables = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var firstSeed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var folder = ReferenceFolder.Find();

var watch = Stopwatch.StartNew();
var gazetteer = ReferenceLoader.Load(folder).Gazetteer;
Console.WriteLine($"reference data, first load: {watch.Elapsed.TotalMilliseconds:0} ms");
watch.Restart();
ReferenceLoader.Load(folder);
Console.WriteLine($"reference data, second load: {watch.Elapsed.TotalMilliseconds:0} ms");

foreach (var shuffled in new[] { false, true })
{
    int rows = 0, right = 0, wrong = 0, withheld = 0, garbled = 0, garbledRight = 0;
    var worst = 1.0;
    for (var seed = firstSeed; seed < firstSeed + tables; seed++)
    {
        var table = GarbledTable.Make(gazetteer, seed, 100, shuffled: shuffled);
        var found = AlignAnnouncement.Align(table.Rows, table.Province, gazetteer).Value;
        var here = 0;
        for (var i = 0; i < table.Rows.Length; i++)
        {
            rows++;
            if (table.Garbled[i]) garbled++;
            if (found.Rows[i].Agency is not { } agency) withheld++;
            else if (agency.Code == table.Truth[i].Code)
            {
                here++;
                if (table.Garbled[i]) garbledRight++;
            }
            else
            {
                wrong++;
                Console.WriteLine($"  wrong (seed {seed}): {table.Rows[i].Name} / {table.Rows[i].District} -> {agency.Name} {found.Rows[i].Probability:0.0000}, truth {table.Truth[i].Name}");
            }
        }
        right += here;
        worst = Math.Min(worst, (double)here / table.Rows.Length);
    }
    Console.WriteLine($"{(shuffled ? "shuffled" : "in order")}: {tables} tables, {rows} rows ({garbled} garbled, {garbledRight} of them right): right {100.0 * right / rows:0.00} % (worst table {100 * worst:0.0} %), wrong {wrong}, withheld {withheld}");
}

var all = Enumerable.Range(1, 80).Select(s => GarbledTable.Make(gazetteer, 1000 + s, 100)).ToList();
var process = Process.GetCurrentProcess();
var before = process.TotalProcessorTime;
watch.Restart();
foreach (var table in all) AlignAnnouncement.Align(table.Rows, table.Province, gazetteer);
process.Refresh();
Console.WriteLine($"speed: {all.Sum(t => t.Rows.Length)} rows in {watch.Elapsed.TotalSeconds:0.00} s, {(process.TotalProcessorTime - before).TotalSeconds:0.00} CPU s");
