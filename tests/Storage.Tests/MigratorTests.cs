using Dapper;
using ItaIngest.TestSupport;

namespace ItaIngest.Storage.Tests;

public sealed class MigratorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_at_once_apply_every_step_once()
    {
        var address = await TestServer.FreshAsync(migrated: false);
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var database = await Database.OpenAsync(new DatabaseOptions(address), Ct);
            return (await Migrator.ApplyAsync(database, TimeProvider.System, Ct)).Length;
        }));
        applied.Order().ShouldBe([0, 0, 0, Migrator.All.Length]);
    }

    [Fact]
    public async Task A_step_applied_in_another_text_stops_the_program()
    {
        var address = await TestServer.FreshAsync();
        await using var connection = await TestServer.ConnectAsync(address);
        await connection.ExecuteAsync("update public.ita_migrations set checksum = 'other' where number = 1");
        await using var database = await Database.OpenAsync(new DatabaseOptions(address), Ct);
        (await Should.ThrowAsync<StorageException>(() => Migrator.ApplyAsync(database, TimeProvider.System, Ct))).Code.ShouldBe("ITA621");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        var address = await TestServer.FreshAsync();
        await using var connection = await TestServer.ConnectAsync(address);
        await connection.ExecuteAsync("insert into public.ita_migrations values (9999, '9999_future.sql', 'x', now())");
        await using var database = await Database.OpenAsync(new DatabaseOptions(address), Ct);
        (await Should.ThrowAsync<StorageException>(() => Migrator.PendingAsync(database, Ct))).Code.ShouldBe("ITA622");
    }

    [Fact]
    public void Steps_are_numbered_without_gaps() =>
        Migrator.All.Select(m => m.Number).ShouldBe(Enumerable.Range(1, Migrator.All.Length));
}
