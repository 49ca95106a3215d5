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

var cold = Process.GetCurrentProcess().TotalProcessorTime;
var watch = Stopwatch.StartNew();
var gazetteer = ReferenceLoader.Load(folder).Gazetteer;
Console.WriteLine($"reference data, first load: {watch.Elapsed.TotalMilliseconds:0} ms, {(Process.GetCurrentProcess().TotalProcessorTime - cold).TotalMilliseconds:0} CPU ms");
for (var turn = 2; turn <= 4; turn++)
{
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    watch.Restart();
    ReferenceLoader.Load(folder);
    Console.WriteLine($"reference data, load {turn}: {watch.Elapsed.TotalMilliseconds:0} ms, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds:0} CPU ms");
}

if (tables == 0) return;

foreach (var kind in new[] { "in order", "irregular", "shuffled" })
{
    int rows = 0, right = 0, wrong = 0, withheld = 0, garbled = 0, garbledRight = 0, missingFalse = 0;
    var worst = 1.0;
    for (var seed = firstSeed; seed < firstSeed + tables; seed++)
    {
        var table = kind == "irregular" ? GarbledTable.MakeIrregular(gazetteer, seed) : GarbledTable.Make(gazetteer, seed, 100, shuffled: kind == "shuffled");
        var found = AlignAnnouncement.Align(table.Rows, table.Province, gazetteer).Value;
        var printed = table.Truth.Select(a => a.Code).ToHashSet(StringComparer.Ordinal);
        missingFalse += found.Missing.Count(a => printed.Contains(a.Code));
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
    Console.WriteLine($"{kind}: {tables} tables, {rows} rows ({garbled} garbled, {garbledRight} of them right): right {100.0 * right / rows:0.00} % (worst table {100 * worst:0.0} %), wrong {wrong}, withheld {withheld}, falsely missing {missingFalse}");
}

var all = Enumerable.Range(1, 80).Select(s => GarbledTable.Make(gazetteer, 1000 + s, 100)).ToList();
var process = Process.GetCurrentProcess();
var before = process.TotalProcessorTime;
watch.Restart();
foreach (var table in all) AlignAnnouncement.Align(table.Rows, table.Province, gazetteer);
process.Refresh();
Console.WriteLine($"speed: {all.Sum(t => t.Rows.Length)} rows in {watch.Elapsed.TotalSeconds:0.00} s, {(process.TotalProcessorTime - before).TotalSeconds:0.00} CPU s");

int told = 0, mistaken = 0, untold = 0, foreignThere = 0, foreignTold = 0, falselyForeign = 0, lineCount = 0;
process.Refresh();
before = process.TotalProcessorTime;
for (var seed = firstSeed; seed < firstSeed + (25 * tables); seed++)
{
    var document = GarbledDocument.Make(gazetteer, seed);
    var found = ResolveDocumentAgency.Resolve(document.Lines, gazetteer).Value;
    lineCount += document.Lines.Length;
    if (found.Match.Agency is not { } agency) untold++;
    else if (agency.Code == document.Truth.Code) told++;
    else
    {
        mistaken++;
        Console.WriteLine($"  wrong (seed {seed}): {agency.Name} {found.Match.Probability:0.0000}, truth {document.Truth.Name} {document.Truth.District?.Name} {document.Truth.Province?.Name}: {string.Join(" / ", document.Lines.Select(l => l.Text))}");
    }
    if (found.Match.Agency is null) continue;
    if (document.Foreign is { } foreign)
    {
        foreignThere++;
        if (found.Foreign.Any(f => f.Candidates.Contains(foreign))) foreignTold++;
    }
    falselyForeign += found.Foreign.Count(f => document.Foreign is null || !f.Candidates.Contains(document.Foreign));
}
process.Refresh();
Console.WriteLine($"documents: {25 * tables} ({lineCount} lines): right {told}, wrong {mistaken}, withheld {untold}; copied narratives named {foreignTold} of {foreignThere}, misreadings taken for another agency {falselyForeign}; {(process.TotalProcessorTime - before).TotalMilliseconds / (25 * tables):0.0} CPU ms a document");
