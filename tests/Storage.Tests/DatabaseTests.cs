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

    [Fact]
    public async Task A_server_that_is_too_old()
    {
        await using var old = new OldServer("12.22");
        var error = await Should.ThrowAsync<StorageException>(() => Database.OpenAsync(new DatabaseOptions(old.Address), Ct));
        (error.Code, error.What).ShouldBe(("ITA613", $"The server at 127.0.0.1:{new NpgsqlConnectionStringBuilder(old.Address).Port}, database ita is PostgreSQL 12.22; 14 or newer is needed."));
    }

    [Fact]
    public async Task A_full_disk_leaves_nothing_half_written_and_the_run_goes_on_when_there_is_room()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root can mount a small disk.");
        await TestServer.FreshAsync();
        using var disk = new SmallDisk(24);
        await using (var server = await TestServer.ConnectAsync(TestServer.AddressOf("postgres")))
        {
            await server.ExecuteAsync($"create tablespace small location '{Path.Combine(disk.Folder, "data")}'");
            await server.ExecuteAsync("create database on_a_small_disk template ita_template tablespace small");
        }
        await using (var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(TestServer.AddressOf("on_a_small_disk"))), TimeProvider.System, Ct))
        {
            await store.WriteReferenceAsync(Sample.Reference, Ct);
            var documents = Enumerable.Range(0, 60).Select(i => Sample.Report($"large{i}", Sample.Suso, 2540 + 20 + i % 9, [.. Enumerable.Range(0, 3000).Select(n => ("TOTAL", $"{n % 100}.{i:00}"))])).ToList();
            var stored = 0;
            var error = await Should.ThrowAsync<StorageException>(async () =>
            {
                for (; stored < documents.Count; stored++) await store.WriteAsync(OnlyOneScore(documents[stored]), Ct);
            });
            error.Code.ShouldBe("ITA617");
            (await store.Database.UseAsync(c => c.ExecuteScalarAsync<int>("select count(*)::int from store.documents"), Ct)).ShouldBe(stored);
            disk.Grow(400);
            foreach (var document in documents) await store.WriteAsync(OnlyOneScore(document), Ct);
            (await store.Database.UseAsync(c => c.ExecuteScalarAsync<int>("select count(*)::int from store.observations"), Ct)).ShouldBe(documents.Count * 3000);
            (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
        }
        NpgsqlConnection.ClearAllPools();
        await using var last = await TestServer.ConnectAsync(TestServer.AddressOf("postgres"));
        await last.ExecuteAsync("drop database on_a_small_disk with (force)");
        await last.ExecuteAsync("drop tablespace small");
    }

    private static Domain.Findings.DocumentFindings OnlyOneScore(Domain.Findings.DocumentFindings findings) =>
        findings with { Sheets = [findings.Sheets[0] with { Scores = [findings.Sheets[0].Scores[0]] }] };
}
