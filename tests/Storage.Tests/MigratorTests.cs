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
    public async Task A_database_whose_claims_had_periods_of_their_own_says_the_same_at_every_time()
    {
        var address = await TestServer.FreshAsync(migrated: false);
        await using var connection = await TestServer.ConnectAsync(address);
        await connection.ExecuteAsync("create table public.ita_migrations (number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)");
        foreach (var step in Migrator.All.Where(m => m.Number <= 11))
        {
            await connection.ExecuteAsync(step.Sql);
            await connection.ExecuteAsync("insert into public.ita_migrations values (@Number, @Name, @Checksum, now())", step);
        }
        // Read on the first of the month; read again on the second, when IND01 was corrected. IND02 is torn, and somebody has decided.
        await connection.ExecuteAsync("""
            insert into store.provinces values ('92', 'ตรัง', 'Trang', 'ภาคใต้', '');
            insert into store.agencies (code, type, name, short_name, province_code, sort_key, registered) values ('1', 'TAO', 'ก', 'ก', '92', '', true), ('2', 'TAO', 'ข', 'ข', '92', '', true);
            insert into store.documents (sha256, file_name, media_kind, bytes, status, kinds, page_count, findings_hash, stored_at, changed_at)
                values (repeat('a', 64), 'a.txt', 'plaintext', 1, 'clean', '{analysis}', 1, gen_random_uuid(), '2026-11-01', '2026-11-02');
            insert into store.sheets (document_no, identity, ordinal, source, agency_code, fiscal_year, match, probability, printed, province_code, valid_from)
                select 1, gen_random_uuid(), a::integer, 'report', a, 2564, 'exact', 1, '{}', '92', '2026-11-01' from unnest(array['1', '2']) a;
            insert into store.observations (sheet_id, observation_id, ordinal, code, hundredths, as_printed, page, reader, confidence, place, rule, label, section, valid_from)
                select s, md5(c || h || s)::uuid, o, c, h, h::text, 1, 'text', 1, 'table', 'r', '', 0, '2026-11-01'
                from unnest(array[1, 2]) s, (values (1, 'TOTAL', 9326), (0, 'IND01', 7972), (2, 'IND02', 8000), (3, 'IND02', 9000)) v (o, c, h);
            insert into store.score_records (sheet_id, code, hundredths, status, candidates, mentions, valid_from)
                select s, c, h, t, n, array(select md5(c || m || s)::uuid from unnest(k) m), '2026-11-01'
                from unnest(array[1, 2]) s, (values ('TOTAL', 9326, 'printed', null, array[9326]), ('IND01', 7972, 'printed', null, array[7972]), ('IND02', null, 'conflicting', array[8000, 9000], array[9000, 8000])) v (c, h, t, n, k);
            select store.refresh_standings(array['1', '2'], array[2564, 2564]::smallint[], '2026-11-01');
            insert into store.reviews (agency_code, fiscal_year, code, decision, hundredths, reason, decided_by, decided_at, documents, evidence)
                select agency_code, fiscal_year, code, 'accept', 9000, 'seen', 'somebody', '2026-11-02', documents, evidence from store.scores_to_review() where agency_code = '1';
            update store.observations set valid_to = '2026-11-02' where sheet_id = 1 and code = 'IND01';
            insert into store.observations (sheet_id, observation_id, ordinal, code, hundredths, as_printed, page, reader, confidence, place, rule, label, section, valid_from)
                values (1, gen_random_uuid(), 0, 'IND01', 7279, '7279', 1, 'text', 1, 'table', 'r', '', 0, '2026-11-02');
            update store.score_records set hundredths = 7279, valid_from = '2026-11-02', mentions = array(select observation_id from store.observations where hundredths = 7279) where sheet_id = 1 and code = 'IND01';
            select store.refresh_standings(array['1', '2'], array[2564, 2564]::smallint[], '2026-11-02');
            select store.note_rank_changes('{2564}');
            create role migrated_writer;
            grant select, insert on store.observations to migrated_writer;
            """);
        const string Then = "select string_agg(concat_ws(' ', agency_code, code, score, status, as_printed, page), ', ' order by agency_code, code, as_printed) from ita.evidence_at('2026-11-01 12:00+00') where source <> 'decision'";
        var (then, now) = (await connection.ExecuteScalarAsync<string>(Then), await connection.ExecuteScalarAsync<string>(Then.Replace("_at('2026-11-01 12:00+00')", "", StringComparison.Ordinal)));
        const string Scores = "select string_agg(s::text, ', ' order by s::text) from ita.scores_at('2026-11-01 12:00+00') s";
        var scores = await connection.ExecuteScalarAsync<string>(Scores);

        then!.ShouldContain("79.72");
        now!.ShouldContain("72.79");

        await using var database = await Database.OpenAsync(new DatabaseOptions(address), Ct);
        await Migrator.ApplyAsync(database, TimeProvider.System, Ct);

        (await connection.ExecuteScalarAsync<string>(Then)).ShouldBe(then);
        (await connection.ExecuteScalarAsync<string>(Then.Replace("_at('2026-11-01 12:00+00')", "", StringComparison.Ordinal))).ShouldBe(now);
        (await connection.ExecuteScalarAsync<string>(Scores)).ShouldBe(scores);
        (await connection.ExecuteScalarAsync<string>("select string_agg(concat_ws(' ', agency_code, valid_from::date, valid_to::date), ', ' order by valid_from, agency_code) from store.sheets"))
            .ShouldBe("1 2026-11-01 2026-11-02, 2 2026-11-01 infinity, 1 2026-11-02 infinity");
        (await connection.ExecuteScalarAsync<string>("select mentions::text from store.score_records where code = 'IND02' limit 1")).ShouldBe("{3,2}");
        (await connection.ExecuteScalarAsync<string>("select string_agg(agency_code || ' ' || state, ', ' order by agency_code) from store.scores_to_review()")).ShouldBe("1 accepted, 2 open");
        (await connection.ExecuteScalarAsync<string>("select string_agg(concat_ws(' ', agency_code, score, status), ', ' order by agency_code) from ita.scores where code = 'IND02'")).ShouldBe("1 90.00 decided, 2 conflicting");
        (await connection.ExecuteScalarAsync<bool>("select has_table_privilege('migrated_writer', 'store.observations', 'insert')")).ShouldBeTrue();
        (await Keep.Check.RunAsync(database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public void Steps_are_numbered_without_gaps() =>
        Migrator.All.Select(m => m.Number).ShouldBe(Enumerable.Range(1, Migrator.All.Length));
}
