using System.CommandLine;
using ItaIngest.Storage;
using ItaIngest.Storage.Keep;

namespace ItaIngest.Cli.Commands;

/// <summary>ita db backup, restore, check, migrate, grant-reader, grant-writer, describe.</summary>
internal static class DbKeepCommands
{
    public static IEnumerable<Command> Create()
    {
        yield return WithArgument("backup", "Save the whole database as one file", "file", "File to write", async (options, file, ct) =>
        {
            await using var database = await OpenAsync(options, ct);
            await Backup.SaveAsync(database, file, ct);
            Console.WriteLine($"Saved to {file} ({new FileInfo(file).Length / 1024.0 / 1024.0:0.0} MiB).");
            return ExitCodes.Fine;
        });
        yield return WithArgument("restore", "Fill an empty database from a backup", "file", "A file that db backup wrote", async (options, file, ct) =>
        {
            await using var database = await Database.OpenAsync(options, ct);
            await Backup.RestoreAsync(database, file, ct);
            await Migrator.ApplyAsync(database, TimeProvider.System, ct);
            Console.WriteLine($"Restored from {file} into {database.Where}.");
            return ExitCodes.Fine;
        });
        yield return CheckVerb();
        yield return Migrate();
        yield return WithArgument("grant-reader", "Create an analyst's user: the views only, no writing, a time limit", "name", "The user's name", (options, name, ct) => GrantAsync(options, name, Roles.GrantReaderAsync, ct));
        yield return WithArgument("grant-writer", "Create a user for ingest: no deleting, no changes of the schema", "name", "The user's name", (options, name, ct) => GrantAsync(options, name, Roles.GrantWriterAsync, ct));
        yield return DbCommand.Verb("describe", "Print docs/schema.md from the database's own comments", async (options, ct) =>
        {
            await using var database = await OpenAsync(options, ct);
            Console.Write(await Description.WriteAsync(database, ct));
            return ExitCodes.Fine;
        });
    }

    private static async Task<Database> OpenAsync(DatabaseOptions options, CancellationToken ct)
    {
        var database = await Database.OpenAsync(options, ct);
        await Migrator.ApplyAsync(database, TimeProvider.System, ct);
        return database;
    }

    private static Command WithArgument(string name, string description, string argument, string about, Func<DatabaseOptions, string, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        var value = new Argument<string>(argument) { Description = about };
        var address = DbCommand.DatabaseOption();
        command.Arguments.Add(value);
        command.Options.Add(address);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(() => run(new DatabaseOptions(parsed.GetValue(address)), parsed.GetValue(value)!, ct), ct));
        return command;
    }

    private static Command Migrate()
    {
        var command = new Command("migrate", "Bring the schema up to date (other commands do so by themselves)");
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var address = DbCommand.DatabaseOption();
        command.Options.Add(dry);
        command.Options.Add(address);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(async () =>
        {
            await using var database = await Database.OpenAsync(new DatabaseOptions(parsed.GetValue(address)), ct);
            var only = parsed.GetValue(dry);
            var steps = only ? await Migrator.PendingAsync(database, ct) : await Migrator.ApplyAsync(database, TimeProvider.System, ct);
            foreach (var step in steps) Console.WriteLine($"{(only ? "would apply" : "applied")} {step.Name}");
            if (steps.IsEmpty) Console.WriteLine("The schema is up to date.");
            return ExitCodes.Fine;
        }, ct));
        return command;
    }

    private static Command CheckVerb()
    {
        var data = HarvestPlaces.Data();
        var address = DbCommand.DatabaseOption();
        var command = new Command("check", "Look for scores without evidence, evidence without bytes, orphans, and standings, ranks and sums that differ from their documents") { data, address };
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(() => CheckAsync(new DatabaseOptions(parsed.GetValue(address)), parsed.GetValue(data), ct), ct));
        return command;
    }

    private static async Task<int> CheckAsync(DatabaseOptions options, string? data, CancellationToken ct)
    {
        await using var database = await OpenAsync(options, ct);
        var archive = HarvestPlaces.DataFolder(data);
        List<Fault> faults = [.. await Check.RunAsync(database, ct)];
        if (data is not null || Directory.Exists(archive.Objects)) faults.AddRange(ArchiveCheck.Of(await Check.DocumentsAsync(database, ct), archive, ct));
        else Console.WriteLine($"There is no archive in {archive.Root}; --data names another.");
        foreach (var fault in faults) Console.WriteLine($"{fault.Count} {fault.What}, for example {fault.Example}");
        Console.WriteLine(faults.Count == 0 ? "All is well." : $"{faults.Count} rules are broken.");
        return faults.Count == 0 ? ExitCodes.Fine : ExitCodes.WithRejects;
    }

    private static async Task<int> GrantAsync(DatabaseOptions options, string name, Func<Database, string, CancellationToken, Task<string?>> grant, CancellationToken ct)
    {
        await using var database = await OpenAsync(options, ct);
        var password = await grant(database, name, ct);
        Console.WriteLine(password is null ? $"The user {name} has the rights now; the password stays." : $"The user {name} was created. Password, shown once: {password}");
        if (database.IsPrivate) Console.WriteLine("The private server listens on its socket only; others reach it with listen_addresses = '127.0.0.1' in postgresql.conf of its data folder (./ita db status).");
        return ExitCodes.Fine;
    }
}
