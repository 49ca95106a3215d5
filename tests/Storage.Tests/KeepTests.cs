using Dapper;
using ItaIngest.Storage.Export;
using ItaIngest.Storage.Keep;
using ItaIngest.Storage.Write;
using ItaIngest.TestSupport;
using Npgsql;
using Places = ItaIngest.TestSupport.Places;

namespace ItaIngest.Storage.Tests;

public sealed class KeepTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<(Store Store, string Address)> FilledAsync()
    {
        var address = await TestServer.FreshAsync();
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address)), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        await store.WriteAsync(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26"), ("IND01", "100")), Ct);
        await store.WriteAsync(Sample.Announcement("t.txt", Sample.Row("t.txt", 1, Sample.Is(Sample.Suso), 2564, "93.26", "A", "+1.00", true), Sample.Row("t.txt", 2, Sample.Is(Sample.City), 2564, "83.26", "B", null, false)), Ct);
        return (store, address);
    }

    private static async Task<string> RankingAsync(Store store)
    {
        using var stream = new MemoryStream();
        await Exporter.WriteAsync(store.Database, DataSet.Ranking, Filter.None, FileForm.Csv, stream, Ct);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public async Task A_backup_comes_back_as_it_was_and_only_into_an_empty_database()
    {
        var (store, _) = await FilledAsync();
        await using var __ = store;
        var file = Path.Combine(Path.GetTempPath(), $"ita-backup-{Guid.NewGuid():N}.dump");
        try
        {
            await Backup.SaveAsync(store.Database, file, Ct);
            (await Should.ThrowAsync<StorageException>(() => Backup.RestoreAsync(store.Database, file, Ct))).Code.ShouldBe("ITA651");
            var other = await TestServer.FreshAsync();
            await using (var database = await Database.OpenAsync(new DatabaseOptions(other), Ct)) await Backup.RestoreAsync(database, file, Ct);
            await using var restored = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(other)), TimeProvider.System, Ct);
            (await RankingAsync(restored)).ShouldBe(await RankingAsync(store));
            (await restored.WriteAsync(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26"), ("IND01", "100")), Ct)).Total.ShouldBe(0);
            (await Check.RunAsync(restored.Database, Ct)).ShouldBeEmpty();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_backup_changes_nothing()
    {
        await using var database = await Database.OpenAsync(new DatabaseOptions(await TestServer.FreshAsync()), Ct);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "not a backup", Ct);
        (await Should.ThrowAsync<StorageException>(() => Backup.RestoreAsync(database, file, Ct))).Code.ShouldBe("ITA652");
        File.Delete(file);
    }

    [Fact]
    public async Task A_check_finds_what_was_changed_behind_the_programs_back()
    {
        var (store, address) = await FilledAsync();
        await using var _ = store;
        (await Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
        await using var connection = await TestServer.ConnectAsync(address);
        await connection.ExecuteAsync("""
            update store.standings set grade = 'AA' where valid_to = 'infinity' and agency_code = '6920411';
            alter table store.score_records disable trigger refuse_change;
            update store.score_records set mentions = '{}' where code = 'IND01';
            update store.sheets set province_code = '99' where agency_code = '3920101';
            insert into store.observations select 4954, 0, hundredths, page, line, section, x0, y0, x1, y1, confidence, 'IND1', reader, place, as_printed, label, rule from store.observations limit 1;
            """);
        (await Check.RunAsync(store.Database, Ct)).Select(f => $"{f.Count} {f.What}").ShouldBe([
            "1 sheets and pages without a document, sheets of no province", "1 claims without a sheet", "1 published scores without evidence", "1 claims and scores with a code that does not exist", "1 standings that differ from what the documents come to"]);
    }

    [Fact]
    public async Task An_analyst_sees_every_view_and_nothing_else()
    {
        var (store, address) = await FilledAsync();
        await using var _ = store;
        var name = $"Analyst \"{Guid.NewGuid():N}\"";
        (await Roles.GrantReaderAsync(store.Database, name, Ct)).ShouldNotBeNull();
        (await Roles.GrantReaderAsync(store.Database, name, Ct)).ShouldBeNull();
        await using var connection = await TestServer.ConnectAsync(address);
        await connection.ExecuteAsync($"set role {new NpgsqlCommandBuilder().QuoteIdentifier(name)}");
        foreach (var set in DataSet.All)
        {
            await connection.ExecuteAsync($"select * from ita.{set.View}");
            if (set.HasHistory) await connection.ExecuteAsync($"select * from ita.{set.View}_at(now())");
        }
        (await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync("select * from store.observations"))).SqlState.ShouldBe("42501");
    }

    [Fact]
    public async Task A_writer_can_ingest_but_not_change_the_schema()
    {
        var (store, address) = await FilledAsync();
        await using var _ = store;
        var name = $"writer_{Guid.NewGuid():N}";
        await Roles.GrantWriterAsync(store.Database, name, Ct);
        await using var writer = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address + $";Options=-c role={name}")), TimeProvider.System, Ct);
        (await writer.WriteAsync(Sample.Report("new.txt", Sample.City, 2564, ("TOTAL", "83.26")), Ct)).Documents.ShouldBe(1);
        (await writer.WriteAsync(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26"), ("IND01", "99")), Ct)).ScoreRecords.ShouldBe(2);
        (await Should.ThrowAsync<StorageException>(() => writer.Database.UseAsync(c => c.ExecuteAsync("drop view ita.ranking"), Ct))).Code.ShouldBe("ITA614");
    }

    [Fact]
    public async Task The_program_itself_writes_and_reads_with_no_more_rights_than_it_needs()
    {
        var (store, address) = await FilledAsync();
        await using (store) await store.EndRunAsync(await store.BeginRunAsync("test", "1", Ct), RunOutcome.Finished, 0, 0, default, Ct);
        await using (var writer = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address)), TimeProvider.System, Ct))
        {
            await writer.OnlyWriteAsync(Ct);
            await writer.WriteReferenceAsync(Sample.Reference, Ct);
            var run = await writer.BeginRunAsync("test", "1", Ct);
            (await writer.WriteAsync(Sample.Report("new.txt", Sample.City, 2565, ("TOTAL", "83.26")), Ct)).Documents.ShouldBe(1);
            (await writer.WriteAsync(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26"), ("IND01", "99")), Ct)).ScoreRecords.ShouldBe(2);
            await writer.WriteHarvestAsync([new HarvestRow("/data", 1, "trang", null, "ตรัง", DateTimeOffset.UnixEpoch, null, 3, 4, [2564], [2565], 3, 0, 0, 0, 1, null, ["ITA740"])], Ct);
            await writer.EndRunAsync(run, RunOutcome.Finished, 2, 0, default, Ct);
            (await Should.ThrowAsync<StorageException>(() => writer.Database.UseAsync(c => c.ExecuteAsync("drop view ita.ranking"), Ct))).Code.ShouldBe("ITA614");
            (await Should.ThrowAsync<StorageException>(() => writer.Database.UseAsync(c => c.ExecuteAsync("delete from store.issues"), Ct))).Code.ShouldBe("ITA614");
        }
        await using var reader = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address)), TimeProvider.System, Ct);
        await reader.OnlyReadAsync(Ct);
        (await RankingAsync(reader)).ShouldContain("83.26");
        (await Exporter.YearsAsync(reader.Database, Ct)).ShouldBe([2564, 2565]);
        (await Exporter.ProvincesAsync(reader.Database, 2565, Ct)).Single().Code.ShouldBe("92");
        (await reader.Database.UseAsync(c => c.ExecuteScalarAsync<string>("select sources[1] from ita.coverage where agency_code = '3920101' and fiscal_year = 2565"), Ct)).ShouldBe("trang");
        (await Should.ThrowAsync<StorageException>(() => reader.Database.UseAsync(c => c.ExecuteAsync("select * from store.sheets"), Ct))).Code.ShouldBe("ITA614");
    }

    [Fact]
    public async Task An_analysts_account_can_use_the_program_itself()
    {
        var (store, address) = await FilledAsync();
        var name = $"analyst_{Guid.NewGuid():N}";
        await using (store) await Roles.GrantReaderAsync(store.Database, name, Ct);
        await using var own = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address + $";Options=-c role={name}")), TimeProvider.System, Ct);
        (await RankingAsync(own)).ShouldContain("93.26");
        (await Should.ThrowAsync<StorageException>(() => own.WriteReferenceAsync(Sample.Reference, Ct))).Code.ShouldBe("ITA614");
    }

    [Fact]
    public async Task Every_named_question_runs_is_titled_in_both_languages_and_stands_in_the_docs()
    {
        var (store, _) = await FilledAsync();
        await using var __ = store;
        var questions = Questions.All(Path.Combine(Places.Root, "queries"));
        questions.Count.ShouldBeGreaterThan(9);
        var page = await File.ReadAllTextAsync(Path.Combine(Places.Root, "docs", "queries.md"), Ct);
        foreach (var (name, title, sql) in questions)
        {
            title.ShouldMatch("[a-z].*\\|.*[ก-ฮ]", name);
            page.ShouldContain($"## {name}\n\n{title}\n\n```sql\n{sql[(sql.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd()}\n```\n");
            await Questions.ReadAsync(store.Database, sql, 10, Ct);
        }
    }

    [Fact]
    public async Task A_question_cannot_write_and_a_wrong_one_is_explained()
    {
        var (store, _) = await FilledAsync();
        await using var __ = store;
        async Task<string> Fault(string sql) => (await Should.ThrowAsync<StorageException>(() => Questions.ReadAsync(store.Database, sql, 10, Ct))).Message;
        (await Fault("update store.agencies set name = ''")).ShouldContain("read-only");
        (await Fault("delete from ita.ranking")).ShouldContain("only SELECT is possible");
        (await Fault("select scoer from ranking")).ShouldContain("scoer");
        (await Should.ThrowAsync<StorageException>(() => Task.FromResult(Questions.Named(Path.Combine(Places.Root, "queries"), "nothing")))).Message.ShouldContain("biggest-climbers");
        var (columns, rows, more) = await Questions.ReadAsync(store.Database, "select rank, score from ranking where rank is not null order by rank", 1, Ct);
        columns.Select(c => c.Name).ShouldBe(["rank", "score"]);
        rows.Single().ShouldBe(["1", "93.26"]);
        more.ShouldBeTrue();
    }

    [Fact]
    public async Task The_description_of_the_schema_in_docs_is_that_of_the_database()
    {
        await using var database = await Database.OpenAsync(new DatabaseOptions(await TestServer.FreshAsync()), Ct);
        var written = await Description.WriteAsync(database, Ct);
        (await File.ReadAllTextAsync(Path.Combine(Places.Root, "docs", "schema.md"), Ct)).ShouldBe(written, "run: ./ita db describe > docs/schema.md");
    }
}
