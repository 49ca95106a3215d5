using System.Diagnostics;
using System.Globalization;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors;
using ItaIngest.Pipeline;
using ItaIngest.Reference;

// Reads the given documents with the page reader alone and prints what it did and cost: bench/speed/run compares that with
// pdftotext and with ./ita extract on the same files in the same run. "after REFERENCE FILE" times everything behind the reader.
if (args is ["worker"]) return await Worker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
await using var reader = new PageReader();
if (args is ["after", var folder, var file])
{
    var whole = await reader.ReadAsync(Intake.Open(file), new ReadOptions(), null, CancellationToken.None);
    var reference = ReferenceLoader.Load(folder);
    var document = new SourceDocument(new string('0', 64), file, Path.GetFileName(file), MediaKind.Pdf, 0);
    Console.WriteLine($"{"pages",8}{"ms CPU",10}{"ms a page",12}");
    for (var part = 8; part >= 1; part /= 2)
    {
        var pages = whole.Pages[..(whole.Pages.Length / part)];
        var least = double.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            Ingest.Document(document, pages, [], reference);
            least = Math.Min(least, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pages.Length,8}{least,10:0}{least / pages.Length,12:0.00}"));
    }
    return 0;
}
foreach (var path in args)
{
    var clock = Stopwatch.StartNew();
    var read = await reader.ReadAsync(Intake.Open(path), new ReadOptions(), null, CancellationToken.None);
    var own = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{Path.GetFileName(path)}: {read.Pages.Length} pages, {read.Pages.Sum(p => p.Tokens.Length)} tokens, {read.Pages.Count(p => p.Rulings.Length > 0)} pages with {read.Pages.Sum(p => p.Rulings.Length)} rulings, {read.Issues.Length} issues; {clock.Elapsed.TotalSeconds:0.00} s, own CPU {own.TotalProcessorTime.TotalSeconds:0.00} s, peak {own.PeakWorkingSet64 >> 20} MiB"));
}
return 0;
