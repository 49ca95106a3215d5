using System.Globalization;
using ItaIngest.Bench.Storage;
using ItaIngest.Reference;
using ItaIngest.Storage;

// bench/storage: load | ask | both | crowd | kill; see README.md. Options: --database URL, --home FOLDER, --years N, --agencies N (per province), --keep FILE --heading TEXT
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

var database = new DatabaseOptions(Option("--database"), Option("--home"));
var reference = ReferenceLoader.Load(ReferenceFolder.Find());
var report = new Report();
var years = Number("--years", 10);
var agencies = Number("--agencies", int.MaxValue);
switch (args.FirstOrDefault())
{
    case "load": await Load.RunAsync(reference, database, years, agencies, report); break;
    case "ask": await Ask.RunAsync(database, report); break;
    case "both":
        await Load.RunAsync(reference, database, years, agencies, report);
        await Ask.RunAsync(database, report);
        break;
    case "crowd": await Crowd.RunAsync(reference, database, years, report); break;
    case "write": await Kill.WriteAsync(reference, database, years, agencies); break;
    case "kill": await Kill.RunAsync(reference, years, agencies, Number("--writer", 50), Number("--server", 10), Option("--home") ?? "/tmp/ita-bench-kill", report); break;
    default:
        Console.Error.WriteLine("bench/storage load|ask|both|crowd|kill; see bench/storage/README.md");
        return 2;
}
if (Option("--keep") is { } file) report.Keep(file, Option("--heading") ?? "storage");
return 0;
