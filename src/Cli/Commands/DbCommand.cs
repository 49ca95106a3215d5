using System.CommandLine;
using System.Diagnostics;
using ItaIngest.Storage;

namespace ItaIngest.Cli.Commands;

/// <summary>ita db: the database that the program uses.</summary>
internal static class DbCommand
{
    /// <summary>The option that every command with a database has.</summary>
    public static Option<string?> DatabaseOption() => new("--database")
    {
        Description = "A PostgreSQL 14 or newer to use instead of the private one: a URL or \"host=... dbname=...\" (default: ITA_DATABASE)",
    };

    public static Command Create()
    {
        var db = new Command("db", "Start, stop, look at, save and check the database");
        db.Subcommands.Add(Verb("start", "Start the private PostgreSQL and bring the schema up to date", StartAsync));
        db.Subcommands.Add(Verb("stop", "Stop the private PostgreSQL; its data stay", (_, ct) => StopAsync(ct)));
        db.Subcommands.Add(Verb("status", "Say which database is used and whether it runs", StatusAsync));
        db.Subcommands.Add(Verb("url", "Print the database's address for other programs", UrlAsync));
        db.Subcommands.Add(Psql());
        foreach (var command in DbKeepCommands.Create()) db.Subcommands.Add(command);
        return db;
    }

    internal static Command Verb(string name, string description, Func<DatabaseOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        var address = DatabaseOption();
        command.Options.Add(address);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(() => run(new DatabaseOptions(parsed.GetValue(address)), ct), ct));
        return command;
    }

    private static async Task<int> StartAsync(DatabaseOptions options, CancellationToken ct)
    {
        await using var database = await Database.OpenAsync(options, ct);
        var applied = await Migrator.ApplyAsync(database, TimeProvider.System, ct);
        Console.WriteLine($"The database runs: {database.Where}.");
        Console.WriteLine(applied.IsEmpty ? "Its schema is up to date." : $"Its schema was brought up to date: {string.Join(", ", applied.Select(m => m.Name))}.");
        return ExitCodes.Fine;
    }

    private static async Task<int> StopAsync(CancellationToken ct)
    {
        var cluster = await LocalCluster.AtAsync(LocalCluster.DefaultHome(), durable: true, ct);
        Console.WriteLine(await cluster.StopAsync(ct) ? "The private PostgreSQL has stopped; its data stay." : "The private PostgreSQL was not running.");
        return ExitCodes.Fine;
    }

    private static async Task<int> StatusAsync(DatabaseOptions options, CancellationToken ct)
    {
        if (options.Named is null)
        {
            var cluster = await (await LocalCluster.AtAsync(LocalCluster.DefaultHome(), durable: true, ct)).StatusAsync(ct);
            Console.WriteLine("database:  private (no --database, no ITA_DATABASE)");
            Console.WriteLine($"state:     {(cluster.Running ? "running" : cluster.Exists ? "stopped" : "not made yet")}{(cluster.Version is { } v ? $", PostgreSQL {v}" : "")}");
            Console.WriteLine($"data:      {cluster.DataFolder}");
            Console.WriteLine($"socket:    {cluster.SocketFolder}");
            Console.WriteLine($"log:       {cluster.LogFile}");
            if (!cluster.Running) return ExitCodes.Fine;
        }
        await using var database = await Database.OpenAsync(options, ct);
        if (options.Named is not null) Console.WriteLine($"database:  {database.Where}");
        var pending = await Migrator.PendingAsync(database, ct);
        Console.WriteLine($"schema:    {(pending.IsEmpty ? $"up to date (step {Migrator.All.Length})" : $"{pending.Length} steps behind; \"./ita db start\" applies them")}");
        return ExitCodes.Fine;
    }

    private static async Task<int> UrlAsync(DatabaseOptions options, CancellationToken ct)
    {
        await using var database = await Database.OpenAsync(options, ct);
        Console.WriteLine(database.Url(withPassword: true));
        return ExitCodes.Fine;
    }

    private static Command Psql()
    {
        var command = Verb("psql", "Open psql on the database; arguments after -- go to psql", (_, _) => Task.FromResult(ExitCodes.Fine));
        var arguments = new Argument<string[]>("arguments") { Description = "Passed on to psql", Arity = ArgumentArity.ZeroOrMore };
        command.Arguments.Add(arguments);
        var address = (Option<string?>)command.Options.First(o => o.Name == "--database");
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(async () =>
        {
            await using var database = await Database.OpenAsync(new DatabaseOptions(parsed.GetValue(address)), ct);
            await Migrator.ApplyAsync(database, TimeProvider.System, ct);
            var start = new ProcessStartInfo(ClientPrograms.Find("psql"));
            start.ArgumentList.Add(database.Url());
            foreach (var argument in parsed.GetValue(arguments) ?? []) start.ArgumentList.Add(argument);
            if (database.Password is { } password) start.Environment["PGPASSWORD"] = password;
            using var psql = Process.Start(start)!;
            await psql.WaitForExitAsync(CancellationToken.None); // Ctrl-C there breaks off a query, not psql.
            return psql.ExitCode;
        }, ct));
        return command;
    }
}
