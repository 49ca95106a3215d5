using System.CommandLine;
using System.Globalization;
using ItaIngest.Cli.Commands;

namespace ItaIngest.Cli;

/// <summary>The program's front door: one verb, one file in Commands.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

        var root = new RootCommand("Reads Thailand's published ITA results and makes them a database people can trust.");
        root.Subcommands.Add(DbCommand.Create());
        return await root.Parse(args).InvokeAsync();
    }
}
