using System.CommandLine;
using ItaIngest.Storage;
using ItaIngest.Storage.Export;
using Spectre.Console;

namespace ItaIngest.Cli.Commands;

/// <summary>ita query: a question in SQL, one's own or a named one; a table on a terminal, CSV in a pipe.</summary>
internal static class QueryCommand
{
    /// <summary>More rows than anybody reads on a terminal.</summary>
    private const int MostShown = 1000;

    public static Command Create()
    {
        var command = new Command("query", "Ask a question in SQL, or a named one; see docs/schema.md for the views");
        var sql = new Argument<string?>("sql") { Description = "A SELECT over the views, such as \"select * from ranking where fiscal_year = 2564\"", Arity = ArgumentArity.ZeroOrOne };
        var name = new Option<string?>("--name") { Description = "A named question" };
        var list = new Option<bool>("--list") { Description = "List the named questions" };
        var format = new Option<string?>("--format") { Description = "csv, xlsx, json, jsonl or md (default: a table on a terminal, else csv)" };
        var file = new Option<string?>("--out") { Description = "File to write" };
        var database = DbCommand.DatabaseOption();
        command.Arguments.Add(sql);
        foreach (var option in new Option[] { name, list, format, file, database }) command.Options.Add(option);
        command.SetAction((parsed, ct) => DbFailures.GuardAsync(async () =>
        {
            if (parsed.GetValue(list)) return List();
            var text = parsed.GetValue(name) is { } named ? Questions.Named(Questions.Folder(), named) : parsed.GetValue(sql);
            if (string.IsNullOrWhiteSpace(text)) throw new StorageException("ITA641", "No question was asked.", "Give a SELECT in quotes, or --name NAME; --list shows the named ones.");
            return await AnswerAsync(text, new ExportOutput(parsed.GetValue(format), parsed.GetValue(file), parsed.GetValue(database)), ct);
        }, ct));
        return command;
    }

    private static int List()
    {
        foreach (var (name, title, _) in Questions.All(Questions.Folder())) Console.WriteLine($"{name,-32} {title}");
        return ExitCodes.Fine;
    }

    private static async Task<int> AnswerAsync(string sql, ExportOutput output, CancellationToken ct)
    {
        await using var store = await ExportCommand.OpenAsync(output.Database, ct);
        if (output.File is { } file)
        {
            var written = await Exporter.ToFileAsync(file, stream => Questions.WriteAsync(store.Database, sql, output.Form(), stream, ct));
            await Console.Error.WriteLineAsync($"{written.Rows} rows written to {file}");
        }
        else if (output.Format is not null || Console.IsOutputRedirected)
        {
            await using var stdout = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            await Questions.WriteAsync(store.Database, sql, output.Form(), stdout, ct);
        }
        else
        {
            var (columns, rows, more) = await Questions.ReadAsync(store.Database, sql, MostShown, ct);
            var table = new Table();
            foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column.Name)) { Alignment = column.IsNumber ? Justify.Right : Justify.Left });
            foreach (var row in rows) table.AddRow(row.Select(Markup.Escape).ToArray());
            AnsiConsole.Write(table);
            Console.WriteLine(more ? $"The first {MostShown} rows; --out FILE writes all." : $"{rows.Count} rows");
        }
        return ExitCodes.Fine;
    }
}
