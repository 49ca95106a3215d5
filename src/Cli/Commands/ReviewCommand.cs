using System.CommandLine;
using ItaIngest.Domain.Values;
using ItaIngest.Storage;
using ItaIngest.Storage.Review;

namespace ItaIngest.Cli.Commands;

/// <summary>ita review: scores that the program withholds, and what people decide about them.</summary>
internal static class ReviewCommand
{
    private static readonly Argument<string> Agency = new("AGENCY") { Description = "The agency's code, as `ita review list` prints it" };
    private static readonly Argument<int> Year = new("YEAR") { Description = "Fiscal year, Buddhist Era" };
    private static readonly Argument<string> Code = new("CODE") { Description = "TOTAL, OIT, IND04, i12 ..." };

    public static Command Create()
    {
        var review = new Command("review", "Show the scores that wait for a person, and keep what people decide");
        review.Subcommands.Add(List());
        review.Subcommands.Add(Show());
        var value = new Argument<string>("VALUE") { Description = "The value that holds, as 85.83" };
        review.Subcommands.Add(Decide("accept", "Say which value holds; a signed line that outlives re-reading and opens again when its evidence changes", value));
        review.Subcommands.Add(Decide("reject", "Say that none of the values can be taken", null));
        return review;
    }

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Those decided too" };
        return With(new Command("list", "List the scores that wait for a person") { all }, async (store, parsed, ct) =>
        {
            var cases = await Reviews.ListAsync(store.Database, ct);
            foreach (var c in cases.Where(c => parsed.GetValue(all) || c.State is "open" or "reopened"))
                Console.WriteLine($"{c.AgencyCode} {c.FiscalYear} {c.Code,-6} {c.State,-9} {c.Agency}: printed {string.Join(", ", c.Printed)}; possible {Shown(c)}");
            Console.WriteLine($"{cases.Count(c => c.State is "open")} open, {cases.Count(c => c.State is "reopened")} reopened, {cases.Count(c => c.State is "accepted" or "rejected")} decided");
        });
    }

    private static Command Show() => With(new Command("show", "Show one score with its documents and what was decided") { Agency, Year, Code }, async (store, parsed, ct) =>
    {
        var c = await Reviews.FindAsync(store.Database, parsed.GetValue(Agency)!, parsed.GetValue(Year), CodeOf(parsed), ct);
        Console.WriteLine($"{c.Code} of {c.Agency} ({c.AgencyCode}), {c.FiscalYear}: {c.State}");
        Console.WriteLine($"printed {string.Join(", ", c.Printed)}; possible {Shown(c)}");
        foreach (var document in c.Documents) Console.WriteLine($"document {document}");
        if (c.DecidedBy is not null)
            Console.WriteLine($"{c.DecidedAt:yyyy-MM-dd HH:mm} UTC, {c.DecidedBy}: {(c.Hundredths is { } h ? $"{Score.FromHundredths(h)} holds" : "none holds")}. {c.Reason}");
    });

    private static Command Decide(string name, string description, Argument<string>? value)
    {
        var by = new Option<string>("--by") { Description = "Who decides", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why", Required = true };
        var command = new Command(name, description) { Agency, Year, Code };
        if (value is not null) command.Arguments.Add(value);
        command.Options.Add(by);
        command.Options.Add(reason);
        return With(command, async (store, parsed, ct) =>
        {
            Score? accepted = null;
            if (value is not null)
            {
                var score = Score.Parse(parsed.GetValue(value));
                if (!score.Succeeded) throw new StorageException("ITA639", $"\"{parsed.GetValue(value)}\" is no score: {score.Reason}.", "Give a value from 0.00 to 100.00.");
                accepted = score.Value;
            }
            if (string.IsNullOrWhiteSpace(parsed.GetValue(by)) || string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
                throw new StorageException("ITA639", "A decision is signed and has a reason; one of them is empty.", "Give --by and --reason.");
            var about = await Reviews.FindAsync(store.Database, parsed.GetValue(Agency)!, parsed.GetValue(Year), CodeOf(parsed), ct);
            await Reviews.SignAsync(store.Database, about, accepted, parsed.GetValue(by)!.Trim(), parsed.GetValue(reason)!.Trim(), DateTime.UtcNow, ct);
            Console.WriteLine($"{about.Code} of {about.Agency}, {about.FiscalYear}: {(accepted is { } a ? $"{a} accepted" : "rejected")}, on the evidence of {about.Documents.Length} documents.");
        });
    }

    private static Command With(Command command, Func<Store, ParseResult, CancellationToken, Task> work)
    {
        var database = DbCommand.DatabaseOption();
        command.Options.Add(database);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(async () =>
        {
            await using var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(parsed.GetValue(database))), TimeProvider.System, ct);
            await work(store, parsed, ct);
            return ExitCodes.Fine;
        }, ct));
        return command;
    }

    private static ItemCode CodeOf(ParseResult parsed)
    {
        var code = ItemCode.Parse(parsed.GetValue(Code));
        return code.Succeeded ? code.Value : throw new StorageException("ITA639", $"{code.Reason}.", "`ita review list` prints the codes.");
    }

    private static string Shown(ReviewCase c) => c.Candidates.Length == 0 ? "unknown" : string.Join(", ", c.Candidates.Select(v => Score.FromHundredths(v)));
}
