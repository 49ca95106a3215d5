using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ItaIngest.TestSupport;

namespace ItaIngest.Cli.Tests;

/// <summary>The built program, run as its users run it.</summary>
internal static class Ita
{
    private static string Dll { get; } = Path.Combine(Places.Root, "src", "Cli", "bin", "Release", "net10.0", "ita.dll");

    public sealed record Outcome(int Exit, string Output, string Errors)
    {
        public IEnumerable<JsonElement> Records => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement);
    }

    public static async Task<Outcome> RunAsync(string? home, params string[] arguments)
    {
        using var process = Start(home, new Dictionary<string, string>(), arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts the program; the caller waits for it, or ends it.</summary>
    public static Process Start(string? home, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8, WorkingDirectory = Places.Root };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Dll);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("ITA_DATABASE");
        if (home is not null) start.Environment["ITA_HOME"] = home;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
