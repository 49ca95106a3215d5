using ItaIngest.Storage;
using Npgsql;

[assembly: AssemblyFixture(typeof(ItaIngest.TestSupport.EndOfTests))]

namespace ItaIngest.TestSupport;

/// <summary>Ends the server within the run of tests: at the end of the process there would be ten seconds for it, too few for a hundred databases.</summary>
public sealed class EndOfTests : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await TestServer.EndAsync();
}

/// <summary>
/// One real private PostgreSQL for a run of tests, in a temporary folder, started at first use and gone after the last test.
/// Each test class takes a database of its own, copied from a template that has the schema.
/// </summary>
internal static class TestServer
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static LocalCluster? cluster;
    private static int databases;

    public static string Home { get; } = Path.Combine("/tmp", $"ita-test-{Environment.ProcessId}");

    /// <summary>The address of a fresh database with the schema. Skips the test where PostgreSQL is not installed, except in CI.</summary>
    public static async Task<string> FreshAsync(bool migrated = true)
    {
        await Gate.WaitAsync();
        try
        {
            if (cluster is null) await StartAsync();
            var name = $"t{++databases}";
            await RunAsync("postgres", $"create database {name} template {(migrated ? "ita_template" : "template0")}");
            return AddressOf(name);
        }
        catch (StorageException e) when (e.IsMissingTool && Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip(e.Message);
            throw;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>An own connection to a test's database, to look at what was written.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(string address)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static string AddressOf(string name) => new NpgsqlConnectionStringBuilder(cluster!.ConnectionString) { Database = name }.ConnectionString;

    private static async Task StartAsync()
    {
        var made = await LocalCluster.AtAsync(Home, durable: false, CancellationToken.None);
        await made.StartAsync(CancellationToken.None);
        cluster = made;
        await RunAsync("postgres", "create database ita_template");
        await using var database = await Database.OpenAsync(new DatabaseOptions(AddressOf("ita_template")), CancellationToken.None);
        await Migrator.ApplyAsync(database, TimeProvider.System, CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Stops the server and removes all of it, if a test has asked for it.</summary>
    internal static async Task EndAsync()
    {
        if (cluster is null) return;
        NpgsqlConnection.ClearAllPools();
        await cluster.StopAsync(CancellationToken.None, immediately: true);
        Directory.Delete(Home, recursive: true);
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var connection = await ConnectAsync(AddressOf(database));
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
