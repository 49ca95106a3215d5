using System.CommandLine;
using System.Text;
using System.Text.Json;
using ItaIngest.Domain.Values;
using ItaIngest.Reference;
using ItaIngest.Replaying;
using ItaIngest.Storage;
using ItaIngest.Storage.Review;

namespace ItaIngest.Cli.Commands;

/// <summary>ita verify [FILE | --stored]: replays every proof in an output of `ita extract` or in the database.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "The JSON Lines that ita extract printed; - or nothing for standard input.", Arity = ArgumentArity.ZeroOrOne };
        var stored = new Option<bool>("--stored") { Description = "Replay the proofs in the database instead of a file." };
        var database = DbCommand.DatabaseOption();
        var command = new Command("verify", "Replay the proof of every confirmed, repaired and derived score with arithmetic of its own.") { file, stored, database };
        command.SetAction((parsed, cancel) => parsed.GetValue(stored)
            ? DbFailures.GuardAsync(() => StoredAsync(parsed.GetValue(database), cancel), cancel) : RunAsync(parsed.GetValue(file), cancel));
        return command;
    }

    private static async Task<int> StoredAsync(string? database, CancellationToken cancel)
    {
        await using var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(database)), TimeProvider.System, cancel);
        var scores = await Proofs.ReadAsync(store.Database, cancel);
        return Replayed([.. scores.Select(s => PublishedScore.Stored(s.SheetId is { } sheet ? $"{s.Document} {s.AgencyCode} {s.FiscalYear} #{sheet}" : $"all documents of {s.AgencyCode} {s.FiscalYear}",
            s.FiscalYear is { } year ? FiscalYear.Of(year) : null, ItemCode.Parse(s.Code).Value, s.Hundredths, s.Status,
            [.. s.Printed.Zip(s.Tables, (value, table) => new PrintedValue(value, table))], s.Proof))]);
    }

    private static async Task<int> RunAsync(string? file, CancellationToken cancel)
    {
        if (file is not (null or "-") && !File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"ITA521: There is no file \"{file}\". Give the output of `ita extract`, or pipe it in.");
            return ExitCodes.Usage;
        }
        using var lines = file is null or "-" ? new StreamReader(Console.OpenStandardInput(), Encoding.UTF8) : new StreamReader(file, Encoding.UTF8);
        var scores = new List<PublishedScore>();
        for (var number = 1; await lines.ReadLineAsync(cancel) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                if (PublishedScore.FromJson(line) is { } score) scores.Add(score);
            }
            catch (JsonException)
            {
                await Console.Error.WriteLineAsync($"ITA521: Line {number} is no JSON. Give the output of `ita extract` as it was printed.");
                return ExitCodes.Usage;
            }
        }
        return Replayed(scores);
    }

    private static int Replayed(List<PublishedScore> scores)
    {
        var books = ReferenceLoader.Load(ReferenceFolder.Find()).Codebooks;
        var (replayed, failed) = (0, 0);
        foreach (var sheet in scores.GroupBy(s => s.Sheet, StringComparer.Ordinal))
        {
            var year = sheet.First().Year;
            var result = Replay.Sheet(year is { } y && books.TryGetValue(y, out var book) ? book : null, [.. sheet]);
            replayed += result.Replayed;
            failed += result.Failed.Length;
            foreach (var issue in result.Failed) Console.WriteLine($"{issue.Code}: {issue.Message}");
        }
        Console.WriteLine($"{replayed} proofs replayed, {failed} failed");
        return failed > 0 ? ExitCodes.WithRejects : ExitCodes.Fine;
    }
}
