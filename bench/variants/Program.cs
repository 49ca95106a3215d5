using System.Diagnostics;
using System.Globalization;
using System.Text;
using ItaIngest.Reference;
using ItaIngest.TestSupport;

namespace ItaIngest.Variants;

/// <summary>
/// variants run [--seed N] [--times N] [--only FAULT,FAULT] [--formats txt,html,...] [--keep DIR] [--result FILE] [--misses FILE] [--ita PATH] [--save OUT.jsonl]: makes documents, runs `ita extract` over them and judges;
/// variants fixtures: the same over fixtures/; variants judge DIR --output OUT.jsonl: judges an output already there;
/// variants kinds [--seed N]: what tables are for, by the program's rules and by a learned model;
/// variants same TEXT... [--fonts A,B]: typesets texts as PDF in Thai and Arabic digits and compares what extract says of each with what it says of the text.
/// Exit code 1 when anything false is published.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (args)
        {
            case ["run", ..]:
                var folder = Option(args, "--keep") ?? Directory.CreateTempSubdirectory("variants-").FullName;
                string[] order = ["variants", folder, "--seed", Option(args, "--seed") ?? "1", "--times", Option(args, "--times") ?? "3", "--formats", Option(args, "--formats") ?? "txt", "--only", Option(args, "--only") ?? ""];
                await Typeset.Program.Main(order);
                return await JudgeAsync(folder, null, args);
            case ["fixtures", ..]:
                return await JudgeAsync(Places.Fixtures, null, args);
            case ["judge", var given, ..]:
                return await JudgeAsync(given, Option(args, "--output"), args);
            case ["kinds", ..]:
                await Console.Out.WriteAsync(Kinds.Compare(int.Parse(Option(args, "--seed") ?? "1", CultureInfo.InvariantCulture)));
                return 0;
            case ["same", ..]:
                var texts = args[1..].TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
                return await Same.RunAsync(texts, (Option(args, "--fonts") ?? "Laksaman,Norasi").Split(','), files => ExtractAsync(files, args));
            default:
                await Console.Error.WriteLineAsync("variants run | variants fixtures | variants judge DIR --output OUT.jsonl | variants kinds | variants same TEXT...");
                return 2;
        }
    }

    private static async Task<int> JudgeAsync(string folder, string? output, string[] args)
    {
        var truths = Truths.Read(folder);
        var watch = Stopwatch.StartNew();
        var lines = output is not null ? await File.ReadAllLinesAsync(output)
            : await ExtractAsync(truths.Select(t => Directory.EnumerateFiles(folder, t.File, SearchOption.AllDirectories).First()), args);
        var seconds = watch.Elapsed.TotalSeconds;
        var claims = Claims.Read(lines);
        var gazetteer = ReferenceLoader.Load(Places.Reference).Gazetteer;
        var judge = new Judge(code => gazetteer.ByCode.TryGetValue(code, out var agency) ? agency.Name : null);
        var judged = truths.Select(t => (Truth: t, Tally: judge.One(t, claims.GetValueOrDefault(t.File)))).ToArray();
        var report = Report.Write(judged, seconds, output is null);
        await Console.Out.WriteAsync(report);
        if (Option(args, "--misses") is { } misses) await File.WriteAllLinesAsync(misses, judge.Misses);
        else foreach (var miss in judge.Misses.Take(60)) await Console.Out.WriteLineAsync(miss);
        if (Option(args, "--result") is { } result) await File.WriteAllTextAsync(result, report);
        return judged.All(j => j.Tally.Clean) ? 0 : 1;
    }

    /// <summary>Runs the built program as a user would.</summary>
    private static async Task<string[]> ExtractAsync(IEnumerable<string> files, string[] args)
    {
        var program = Option(args, "--ita") ?? Path.Combine(Places.Root, "src", "Cli", "bin", "Release", "net10.0", "ita.dll");
        if (!File.Exists(program)) throw new FileNotFoundException($"{program} is not built. Run ./ita --version once.", program);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in (string[])["exec", program, "extract", "--quiet", .. files]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode > 1) await Console.Error.WriteLineAsync($"ita extract ended with {process.ExitCode}: {(await errors).Trim()}");
        if (Option(args, "--save") is { } save) await File.WriteAllTextAsync(save, text);
        return text.Split('\n');
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
