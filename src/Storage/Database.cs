using Npgsql;

namespace ItaIngest.Storage;

/// <summary>Which database is meant: named by option or environment, or the private one.</summary>
/// <param name="Address">What --database said; null to look at ITA_DATABASE and then at the private server.</param>
/// <param name="Home">Folder of the private server; null for the usual one.</param>
/// <param name="Durable">False only for tests' private servers.</param>
public sealed record DatabaseOptions(string? Address = null, string? Home = null, bool Durable = true)
{
    /// <summary>The address that option or environment names; null when the private server is meant.</summary>
    public string? Named => Address is { Length: > 0 } ? Address : Environment.GetEnvironmentVariable("ITA_DATABASE") is { Length: > 0 } named ? named : null;
}

/// <summary>An open way to one PostgreSQL 14 or newer: the program is the same whichever it is.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>The oldest major version that the SQL here runs on.</summary>
    public const int OldestServer = 14;

    private Database(NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings, bool isPrivate)
    {
        Source = source;
        Settings = settings;
        IsPrivate = isPrivate;
        Where = $"{(settings.Host?.StartsWith('/') == true ? $"socket {settings.Host}" : $"{settings.Host}:{settings.Port}")}, database {settings.Database}";
    }

    internal NpgsqlDataSource Source { get; private set; }

    internal NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>True for the embedded default.</summary>
    public bool IsPrivate { get; }

    /// <summary>For messages; never holds a password.</summary>
    public string Where { get; }

    /// <summary>For a program that is started with it in its environment, never on its command line; null where none is needed.</summary>
    public string? Password => Settings.Password is { Length: > 0 } password ? password : null;

    /// <summary>For psql and other programs.</summary>
    public string Url(bool withPassword = false) => Address.ToUrl(Settings, withPassword);

    /// <summary>Starts the private server where it is meant, connects, and looks whether the server is fit; does not touch the schema.</summary>
    /// <exception cref="StorageException">ITA601-619.</exception>
    public static async Task<Database> OpenAsync(DatabaseOptions options, CancellationToken ct)
    {
        var named = options.Named;
        string text;
        if (named is null)
        {
            var cluster = await LocalCluster.AtAsync(options.Home ?? LocalCluster.DefaultHome(), options.Durable, ct);
            await cluster.StartAsync(ct);
            text = cluster.ConnectionString;
        }
        else text = Address.Parse(named).ConnectionString;

        // Nothing here leaves settings or locks behind on a connection, so none is reset before it is used again.
        var settings = new NpgsqlConnectionStringBuilder(text) { ApplicationName = "ita", Timezone = "UTC", MaxAutoPrepare = 50, AutoPrepareMinUsages = 3, CommandTimeout = 0, NoResetOnClose = true };
        if (settings.Host is not { Length: > 0 }) settings.Host = "localhost";
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        var database = new Database(source, settings, named is null);
        try
        {
            await database.CheckAsync(ct);
            return database;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// From here on works with the rights of one of <see cref="Keep.Roles"/>, where it is there and the user may become it. A user who comes with
    /// options of his own has chosen his rights himself.
    /// </summary>
    internal async Task NarrowAsync(string role, CancellationToken ct)
    {
        if (Settings.Options is { Length: > 0 } || !await UseAsync(connection => MayBecomeAsync(connection, role, ct), ct)) return;
        var wide = Source;
        Source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(Settings.ConnectionString) { Options = $"-c role={role}" }.ConnectionString).Build();
        await wide.DisposeAsync();
    }

    private static async Task<bool> MayBecomeAsync(NpgsqlConnection connection, string role, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand("select exists (select from pg_roles r where r.rolname = $1 and pg_has_role(r.oid, 'member') and has_schema_privilege(r.oid, 'ita', 'usage'))", connection)
        {
            Parameters = { new() { Value = role } },
        };
        return await ask.ExecuteScalarAsync(ct) is true;
    }

    private async Task CheckAsync(CancellationToken ct) => await UseAsync(async connection =>
    {
        var major = connection.PostgreSqlVersion.Major;
        if (major < OldestServer)
            throw new StorageException("ITA613", $"The server at {Where} is PostgreSQL {connection.ServerVersion}; {OldestServer} or newer is needed.", "Upgrade the server, or leave --database out to use the private one.");
        await using var ask = new NpgsqlCommand("select pg_encoding_to_char(encoding) from pg_database where datname = current_database()", connection);
        if (await ask.ExecuteScalarAsync(ct) is string encoding and not "UTF8")
            throw new StorageException("ITA608", $"The database at {Where} stores text as {encoding}, which cannot hold Thai safely.", "Create it with: createdb -E UTF8 -T template0 NAME");
        return 0;
    }, ct);

    /// <summary>Runs work on a connection; what goes wrong on the way comes out as a <see cref="StorageException"/>.</summary>
    internal async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await Source.OpenConnectionAsync(ct);
            return await work(connection);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (PostgresException e) when (ct.IsCancellationRequested && e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw new OperationCanceledException(e.Message, e, ct);
        }
        catch (NpgsqlException e)
        {
            throw Faults.Explain(e, Where);
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
