using Npgsql;

namespace ItaIngest.Storage;

/// <summary>A session's advisory lock: one scheduled run at a time over all processes and machines that share the database. Let go when disposed, or when the process dies.</summary>
public sealed class RunLock : IAsyncDisposable
{
    private readonly Database _database;
    private readonly NpgsqlConnection _connection;

    private RunLock(Database database, NpgsqlConnection connection) => (_database, _connection) = (database, connection);

    /// <summary>Null where another session holds the lock of this name.</summary>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    public static async Task<RunLock?> TryTakeAsync(DatabaseOptions options, string name, CancellationToken ct)
    {
        var database = await Database.OpenAsync(options, ct);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.Source.OpenConnectionAsync(ct);
            await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 4955))", connection) { Parameters = { new() { Value = name } } };
            if (await take.ExecuteScalarAsync(ct) is true) return new RunLock(database, connection);
        }
        catch (NpgsqlException e)
        {
            if (connection is not null) await connection.DisposeAsync();
            var where = database.Where;
            await database.DisposeAsync();
            throw Faults.Explain(e, where);
        }
        await connection.DisposeAsync();
        await database.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }
}
