using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ItaIngest.Storage;

/// <summary>One numbered step of the schema: src/Storage/Schema/NNNN_title.sql.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">The whole file.</param>
/// <param name="Checksum">SHA-256 of the file with plain line ends.</param>
public sealed record Migration(int Number, string Name, string Sql, string Checksum);

/// <summary>Brings the schema up to this program's. All steps or none; never two at once; nothing to do is nothing done.</summary>
public static class Migrator
{
    /// <summary>Any number will do that no other program on the server locks: "ITA" in ASCII, then 1.</summary>
    private const long LockKey = 0x4954_4101;

    public static ImmutableArray<Migration> All { get; } = Load();

    private static ImmutableArray<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith("Schema/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            var file = name["Schema/".Length..];
            return new Migration(int.Parse(file.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture), file, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
        })];
    }

    /// <summary>What <see cref="ApplyAsync"/> would do.</summary>
    /// <exception cref="StorageException">ITA621 when an applied step was another text, ITA622 when the database is newer than the program.</exception>
    public static Task<ImmutableArray<Migration>> PendingAsync(Database database, CancellationToken ct) =>
        database.UseAsync(connection => PendingAsync(connection, database.Where, ct), ct);

    /// <summary>Applies what is missing, in one transaction.</summary>
    /// <returns>The steps applied; empty when the schema was up to date.</returns>
    /// <exception cref="StorageException">ITA621, ITA622, or ITA614/615 when the user may not change the schema.</exception>
    public static Task<ImmutableArray<Migration>> ApplyAsync(Database database, TimeProvider clock, CancellationToken ct) => database.UseAsync(async connection =>
    {
        if ((await PendingAsync(connection, database.Where, ct)).IsEmpty) return [];
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, $"select pg_advisory_xact_lock({LockKey})", ct);
        var pending = await PendingAsync(connection, database.Where, ct); // Another process may have come first.
        if (pending.IsEmpty) return [];
        await RunAsync(connection, """
            create table if not exists public.ita_migrations (
                number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)
            """, ct);
        foreach (var step in pending)
        {
            await RunAsync(connection, step.Sql, ct);
            await using var note = new NpgsqlCommand("insert into public.ita_migrations values ($1, $2, $3, $4)", connection)
            {
                Parameters = { new() { Value = step.Number }, new() { Value = step.Name }, new() { Value = step.Checksum }, new() { Value = clock.GetUtcNow().UtcDateTime } },
            };
            await note.ExecuteNonQueryAsync(ct);
        }
        await Keep.Roles.EnsureAsync(connection);
        await transaction.CommitAsync(ct);
        return pending;
    }, ct);

    private static async Task<ImmutableArray<Migration>> PendingAsync(NpgsqlConnection connection, string where, CancellationToken ct)
    {
        var applied = await AppliedAsync(connection, ct);
        foreach (var (number, (name, checksum)) in applied)
        {
            var known = All.FirstOrDefault(m => m.Number == number) ?? throw new StorageException("ITA622",
                $"The database at {where} has a newer schema (step {name}) than this program knows.", "Use the newer program, or restore a backup made with this one.");
            if (!string.Equals(known.Checksum, checksum, StringComparison.Ordinal))
                throw new StorageException("ITA621", $"Step {name} of the schema was applied to the database at {where} in another text.", "Restore a backup, or load the documents into a fresh database.");
        }
        return [.. All.Where(m => !applied.ContainsKey(m.Number))];
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var there = new NpgsqlCommand( // Asked of the catalogue's rows: a look-up by name may answer from before another process's commit.
            "select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relname = 'ita_migrations')", connection);
        if (await there.ExecuteScalarAsync(ct) is not true) return [];
        await using var ask = new NpgsqlCommand("select number, name, checksum from public.ita_migrations order by number", connection);
        await using var reader = await ask.ExecuteReaderAsync(ct);
        var applied = new Dictionary<int, (string, string)>();
        while (await reader.ReadAsync(ct)) applied[reader.GetInt32(0)] = (reader.GetString(1), reader.GetString(2));
        return applied;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
