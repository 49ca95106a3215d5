using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace ItaIngest.Storage.Keep;

/// <summary>Users with no more rights than their work needs: the two that the program itself works as, and those that an office asks for.</summary>
public static class Roles
{
    /// <summary>As whom ingest writes, once the owner has brought the schema up to date.</summary>
    internal const string Writer = "ita_writer";

    /// <summary>As whom export and query read.</summary>
    internal const string Reader = "ita_reader";

    private const string ReaderGrants = """
        grant usage on schema ita to {0};
        grant select on all tables in schema ita to {0};
        alter default privileges in schema ita grant select on tables to {0};
        grant select on public.ita_migrations to {0};
        """;

    private const string WriterGrants = """
        grant usage on schema store, ita to {0};
        grant select, insert, update on all tables in schema store to {0};
        grant delete on store.pages, store.grade_bands, store.reference_state to {0};
        grant usage, select on all sequences in schema store to {0};
        grant select on all tables in schema ita to {0};
        grant select on public.ita_migrations to {0};
        """;

    /// <summary>An analyst: the views of schema ita and nothing else, no writing, thirty seconds a question.</summary>
    /// <returns>The new user's password; null when the user was there before, whose password stays.</returns>
    /// <exception cref="StorageException">ITA614 when the caller may not create users.</exception>
    public static Task<string?> GrantReaderAsync(Database database, string name, CancellationToken ct) => GrantAsync(database, name, ReaderGrants + """

        alter role {0} set statement_timeout to '30s';
        alter role {0} set default_transaction_read_only to on;
        alter role {0} set search_path to ita;
        """, ct);

    /// <summary>Ingest: adds and closes rows, cannot delete what documents said nor change the schema.</summary>
    /// <returns>As for a reader.</returns>
    public static Task<string?> GrantWriterAsync(Database database, string name, CancellationToken ct) => GrantAsync(database, name, WriterGrants, ct);

    /// <summary>
    /// Makes the two users that the program works as and gives them their rights in this database. An owner who may not create users does without:
    /// the program then works with the rights that it was given.
    /// </summary>
    internal static async Task EnsureAsync(NpgsqlConnection connection)
    {
        foreach (var (role, grants) in new[] { (Writer, WriterGrants), (Reader, ReaderGrants) })
        {
            // Users belong to the whole server: another database's migration may make the same one this moment.
            await connection.ExecuteAsync($"""
                do $$ begin
                    if not exists (select from pg_roles where rolname = '{role}') then
                        create role {role};
                    end if;
                exception when insufficient_privilege or duplicate_object or unique_violation then null;
                end $$
                """);
            if (await connection.ExecuteScalarAsync<bool>("select exists (select from pg_roles where rolname = @role)", new { role }))
                await connection.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, grants, role));
        }
    }

    private static Task<string?> GrantAsync(Database database, string name, string grants, CancellationToken ct) => database.UseAsync(async connection =>
    {
        if (name.Length is 0 or > 63 || name.Contains('\0', StringComparison.Ordinal)) throw new StorageException("ITA634", $"\"{name}\" is not a name for a user.", "Use 1 to 63 letters and digits.");
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(name);
        string? password = null;
        if (!await connection.ExecuteScalarAsync<bool>("select exists (select from pg_roles where rolname = @name)", new { name }))
        {
            password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)); // Hexadecimal: needs no quoting.
            await connection.ExecuteAsync($"create role {quoted} login password '{password}'");
        }
        await connection.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, grants, quoted));
        await transaction.CommitAsync(ct);
        return password;
    }, ct);
}
