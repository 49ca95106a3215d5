using System.Diagnostics;
using System.Globalization;
using ItaIngest.Extractors;

// Reads the given documents with the page reader alone and prints what it did and cost: bench/speed/run compares that with
// pdftotext and with ./ita extract on the same files in the same run.
if (args is ["worker"]) return await Worker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
await using var reader = new PageReader();
foreach (var path in args)
{
    var clock = Stopwatch.StartNew();
    var read = await reader.ReadAsync(Intake.Open(path), new ReadOptions(), null, CancellationToken.None);
    var own = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{Path.GetFileName(path)}: {read.Pages.Length} pages, {read.Pages.Sum(p => p.Tokens.Length)} tokens, {read.Pages.Count(p => p.Rulings.Length > 0)} pages with {read.Pages.Sum(p => p.Rulings.Length)} rulings, {read.Issues.Length} issues; {clock.Elapsed.TotalSeconds:0.00} s, own CPU {own.TotalProcessorTime.TotalSeconds:0.00} s, peak {own.PeakWorkingSet64 >> 20} MiB"));
}
return 0;
