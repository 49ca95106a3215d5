using System.Collections.Immutable;
using Dapper;
using Npgsql;

namespace ItaIngest.Storage.Export;

/// <summary>What was written: how many rows, with which columns.</summary>
public sealed record Exported(long Rows, ImmutableArray<Column> Columns);

/// <summary>Data sets and query results as files.</summary>
public static class Exporter
{
    /// <summary>Writes a data set; refuses to write an empty one.</summary>
    /// <exception cref="StorageException">ITA630-634 for what cannot be asked; ITA631 when nothing is known.</exception>
    public static Task<Exported> WriteAsync(Database database, DataSet set, Filter filter, FileForm form, Stream to, CancellationToken ct) => database.UseAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (sql, parameters) = filter.Query(set, await Places.LoadAsync(connection));
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!reader.HasRows)
        {
            await reader.DisposeAsync();
            var known = (await connection.QueryAsync<short>("select distinct fiscal_year from ita.years order by 1")).ToList();
            throw new StorageException("ITA631", $"Nothing is known for: {set.Name}{(filter.InWords is { Length: > 0 } words ? ", " + words : "")}.",
                known.Count == 0 ? "The database holds no results yet: run \"./ita ingest\" first." : $"Years with results: {string.Join(", ", known)}. Look at \"./ita export coverage\" for what is missing.");
        }
        return await WriteAsync(reader, form, to, set.Name, ct);
    }, ct);

    /// <summary>Writes the result of a query as it comes.</summary>
    internal static async Task<Exported> WriteAsync(NpgsqlDataReader reader, FileForm form, Stream to, string title, CancellationToken ct)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => new Column(reader.GetName(i), reader.GetFieldType(i))).ToImmutableArray();
        using var writer = RowWriter.For(form, to, columns, title);
        writer.Begin();
        var values = new object?[columns.Length];
        long rows = 0;
        while (await reader.ReadAsync(ct))
        {
            for (var i = 0; i < values.Length; i++) values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            writer.Row(values);
            rows++;
        }
        writer.End();
        return new Exported(rows, columns);
    }

    /// <summary>Writes a whole file or none: beside its place first, then moved there. A device is written to, never replaced.</summary>
    /// <exception cref="StorageException">ITA633 when the file cannot be written.</exception>
    public static async Task<T> ToFileAsync<T>(string file, Func<Stream, Task<T>> write)
    {
        var full = Path.GetFullPath(file);
        var making = full.StartsWith("/dev/", StringComparison.Ordinal) ? full : full + ".part";
        try
        {
            if (Path.GetDirectoryName(full) is { } folder) Directory.CreateDirectory(folder);
            T result;
            await using (var stream = new FileStream(making, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16)) result = await write(stream);
            if (making != full) File.Move(making, full, overwrite: true);
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("ITA633", $"The file {file} cannot be written: {e.Message.TrimEnd('.')}.", "Name another file with --out, or free space.", e);
        }
        finally
        {
            if (making != full && File.Exists(making)) File.Delete(making);
        }
    }

    /// <summary>All fiscal years that have results, oldest first.</summary>
    public static Task<ImmutableArray<int>> YearsAsync(Database database, CancellationToken ct) => database.UseAsync(async connection =>
        (await connection.QueryAsync<short>("select distinct fiscal_year from ita.years order by fiscal_year")).Select(y => (int)y).ToImmutableArray(), ct);

    /// <summary>All provinces that have results in a year, in code order.</summary>
    public static Task<ImmutableArray<KnownProvince>> ProvincesAsync(Database database, int year, CancellationToken ct) => database.UseAsync(async connection =>
        (await connection.QueryAsync<(string, string, string, string)>("""
            select province_code, province, province_en, region from ita.provinces
            where province_code in (select province_code from ita.years where fiscal_year = @year)
            order by province_code collate "C"
            """, new { year = (short)year })).Select(p => new KnownProvince(p.Item1, p.Item2, p.Item3, p.Item4)).ToImmutableArray(), ct);
}
