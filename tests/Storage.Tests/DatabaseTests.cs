using Dapper;
using ItaIngest.TestSupport;
using Npgsql;

namespace ItaIngest.Storage.Tests;

/// <summary>A database that cannot be used is explained by code, never by a stack trace.</summary>
public sealed class DatabaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<string> CodeOfOpening(string address) =>
        (await Should.ThrowAsync<StorageException>(() => Database.OpenAsync(new DatabaseOptions(address), Ct))).Code;

    [Fact]
    public async Task Nobody_listening() => (await CodeOfOpening("postgresql://ann@127.0.0.1:1/ita")).ShouldBe("ITA610");

    [Fact]
    public async Task No_such_socket() => (await CodeOfOpening("postgresql://ann@/ita?host=%2Ftmp%2Fno-such-folder")).ShouldBe("ITA610");

    [Fact]
    public async Task A_user_the_server_does_not_let_in()
    {
        var address = await TestServer.FreshAsync();
        (await CodeOfOpening(new NpgsqlConnectionStringBuilder(address) { Username = "stranger", Password = "x" }.ConnectionString)).ShouldBe("ITA611");
    }

    [Fact]
    public async Task A_database_that_is_not_there()
    {
        await TestServer.FreshAsync();
        (await CodeOfOpening(TestServer.AddressOf("nowhere"))).ShouldBe("ITA612");
    }

    [Fact]
    public async Task A_database_whose_text_is_not_unicode()
    {
        await using (var connection = await TestServer.ConnectAsync(await TestServer.FreshAsync(migrated: false)))
            await connection.ExecuteAsync("create database latin encoding 'LATIN1' locale 'C' template template0");
        (await CodeOfOpening(TestServer.AddressOf("latin"))).ShouldBe("ITA608");
    }

    [Fact]
    public async Task A_read_only_database_and_a_user_without_rights_cannot_be_migrated()
    {
        var address = await TestServer.FreshAsync(migrated: false);
        await using var connection = await TestServer.ConnectAsync(address);
        var name = connection.Database;
        await connection.ExecuteAsync($"alter database {name} set default_transaction_read_only to on");
        await using (var database = await Database.OpenAsync(new DatabaseOptions(address), Ct))
            (await Should.ThrowAsync<StorageException>(() => Migrator.ApplyAsync(database, TimeProvider.System, Ct))).Code.ShouldBe("ITA615");
        await connection.ExecuteAsync($"set default_transaction_read_only to off; alter database {name} reset default_transaction_read_only; create role weak_{name}");
        await using var weak = await Database.OpenAsync(new DatabaseOptions(address + $";Options=-c role=weak_{name}"), Ct);
        (await Should.ThrowAsync<StorageException>(() => Migrator.ApplyAsync(weak, TimeProvider.System, Ct))).Code.ShouldBe("ITA614");
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle()
    {
        var address = await TestServer.FreshAsync();
        await using var database = await Database.OpenAsync(new DatabaseOptions(address), Ct);
        await using var other = await TestServer.ConnectAsync(address);
        var error = await Should.ThrowAsync<StorageException>(() => database.UseAsync(async connection =>
        {
            await other.ExecuteAsync("select pg_terminate_backend(@pid)", new { pid = connection.ProcessID });
            return await connection.ExecuteScalarAsync<int>("select 1");
        }, Ct));
        error.Code.ShouldBe("ITA616");
    }
}
