using Npgsql;

namespace ItaIngest.Storage.Export;

/// <summary>Questions in SQL: anybody's own, read-only, and the named ones of queries/*.sql.</summary>
public static class Questions
{
    /// <summary>The folder queries/ above the program; null where there is none.</summary>
    public static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "queries"))) return Path.Combine(at.FullName, "queries");
        return null;
    }

    /// <summary>Names and first lines (what the question is, in English and Thai), in name order.</summary>
    public static IReadOnlyList<(string Name, string Title, string Sql)> All(string? folder) => folder is null ? [] :
        [.. Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal).Select(f =>
        {
            var sql = File.ReadAllText(f);
            return (Path.GetFileNameWithoutExtension(f), sql.Split('\n')[0].TrimStart('-', ' ').Trim(), sql);
        })];

    /// <summary>The text of a named question.</summary>
    /// <exception cref="StorageException">ITA641 with the names there are.</exception>
    public static string Named(string? folder, string name)
    {
        var all = All(folder);
        return all.FirstOrDefault(q => string.Equals(q.Name, name, StringComparison.Ordinal)).Sql
            ?? throw new StorageException("ITA641", $"There is no question named \"{name}\".", all.Count == 0 ? "The folder queries/ is missing beside the program." : $"Known are: {string.Join(", ", all.Select(q => q.Name))}.");
    }

    /// <summary>Runs one SELECT in a transaction that cannot write; views may be named without their schema.</summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="read">Takes the rows.</param>
    /// <param name="ct">Breaks the statement off on the server too.</param>
    /// <exception cref="StorageException">ITA640 with the server's words when the statement is wrong.</exception>
    public static Task<T> AskAsync<T>(Database database, string sql, Func<NpgsqlDataReader, Task<T>> read, CancellationToken ct) => database.UseAsync(async connection =>
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var settings = new NpgsqlCommand("set transaction isolation level repeatable read read only; set local search_path to ita, public", connection)) await settings.ExecuteNonQueryAsync(ct);
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await read(reader);
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("42", StringComparison.Ordinal) && e.SqlState != "42501" || e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState is "25006" or "55000")
        {
            throw new StorageException("ITA640", $"The question is not understood: {e.MessageText}{(e.Position > 0 ? $" (character {e.Position})" : "")}.",
                (e.Hint is { Length: > 0 } hint ? hint + " " : "") + "The views are described in docs/schema.md; only SELECT is possible.", e);
        }
    }, ct);

    /// <summary>The answer as a file.</summary>
    public static Task<Exported> WriteAsync(Database database, string sql, FileForm form, Stream to, CancellationToken ct) =>
        AskAsync(database, sql, reader => Exporter.WriteAsync(reader, form, to, "query", ct), ct);

    /// <summary>The answer as text for a table on a terminal, at most so many rows.</summary>
    public static Task<(Column[] Columns, List<string[]> Rows, bool More)> ReadAsync(Database database, string sql, int most, CancellationToken ct) => AskAsync(database, sql, async reader =>
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => new Column(reader.GetName(i), reader.GetFieldType(i))).ToArray();
        var rows = new List<string[]>();
        while (await reader.ReadAsync(ct))
        {
            if (rows.Count == most) return (columns, rows, true);
            rows.Add([.. Enumerable.Range(0, columns.Length).Select(i => RowWriter.Print(reader.IsDBNull(i) ? null : reader.GetValue(i)))]);
        }
        return (columns, rows, false);
    }, ct);
}
