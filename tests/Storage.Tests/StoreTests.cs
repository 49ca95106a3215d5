using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Storage.Write;
using ItaIngest.TestSupport;

namespace ItaIngest.Storage.Tests;

public sealed class StoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly (string, string)[] Sheet = [("TOTAL", "93.26"), ("IND01", "100"), ("IND02", "99.48"), ("i1", "๘๘.๒๕")];

    private static async Task<(Store Store, string Address)> OpenAsync()
    {
        var address = await TestServer.FreshAsync();
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address)), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        return (store, address);
    }

    private static async Task<T> AskAsync<T>(string address, string sql)
    {
        await using var connection = await TestServer.ConnectAsync(address);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    [Fact]
    public async Task The_same_document_again_changes_no_row()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        var findings = Sample.Report("a.txt", Sample.Suso, 2564, Sheet);
        var first = await store.WriteAsync(findings, Ct);
        first.ShouldBe(new WriteResult { Documents = 1, Pages = 1, Sheets = 1, Observations = 4, ScoreRecords = 4, Standings = 1 });
        var before = await AskAsync<string>(address, "select md5(string_agg(o::text, '' order by sheet_id, ordinal)) from store.observations o");
        (await store.WriteAsync(findings with { Document = findings.Document with { FileName = "renamed.txt" } }, Ct)).Total.ShouldBe(0);
        (await AskAsync<string>(address, "select md5(string_agg(o::text, '' order by sheet_id, ordinal)) from store.observations o")).ShouldBe(before);
        (await AskAsync<string>(address, "select file_name from store.documents")).ShouldBe("a.txt");
    }

    [Fact]
    public async Task Findings_that_cannot_be_written_leave_the_connection_to_the_next_document()
    {
        var (store, _) = await OpenAsync();
        await using var __ = store;
        var whole = Sample.Report("a.txt", Sample.Suso, 2564, Sheet);
        for (var i = 0; i < 20; i++) await Should.ThrowAsync<ArgumentNullException>(() => store.WriteAsync(whole with { PageKinds = null! }, Ct));
        (await store.WriteAsync(whole, Ct)).Documents.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_registry_again_changes_no_row()
    {
        var (store, _) = await OpenAsync();
        await using var __ = store;
        (await store.WriteReferenceAsync(Sample.Reference, Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_document_that_reads_differently_keeps_what_it_said_before()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, Sheet), Ct);
        var result = await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, ("TOTAL", "93.26"), ("IND01", "100"), ("IND02", "99.43")), Ct);
        // The sheet that said otherwise is closed and stays with all that it said; the new one holds all that is said now.
        (result.Documents, result.Sheets, result.Observations, result.ScoreRecords, result.Standings).ShouldBe((0, 2, 3, 3, 1));
        (await AskAsync<string>(address, "select string_agg(r.code || ' ' || r.hundredths || ' ' || (s.valid_to = 'infinity'), ', ' order by s.valid_from, r.code) from store.score_records r join store.sheets s using (sheet_id) where r.code in ('IND02', 'i1')"))
            .ShouldBe("IND02 9948 false, i1 8825 false, IND02 9943 true");
        (await AskAsync<string>(address, "select string_agg(ind02 || ' ' || (valid_to = 'infinity'), ', ' order by valid_from) from store.standings")).ShouldBe("9948 false, 9943 true");
        (await AskAsync<long>(address, "select count(*) from ita.evidence")).ShouldBe(3);
        (await AskAsync<long>(address, "select count(*) from ita.evidence_at((select max(valid_from) - interval '1 microsecond' from store.sheets))")).ShouldBe(4);
        (await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, Sheet), Ct)).Sheets.ShouldBe(2);
        (await AskAsync<long>(address, "select count(*) from store.sheets")).ShouldBe(3);
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_of_which_one_sheet_reads_differently_keeps_the_others_as_they_are()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        var (a, b) = (Sample.Report("two.txt", Sample.Suso, 2564, Sheet), Sample.Report("two.txt", Sample.City, 2564, Sheet));
        await store.WriteAsync(a with { Sheets = [.. a.Sheets, .. b.Sheets] }, Ct);
        var result = await store.WriteAsync(a with { Sheets = [.. a.Sheets, .. Sample.Report("two.txt", Sample.City, 2564, ("TOTAL", "90.00")).Sheets] }, Ct);
        (result.Sheets, result.Observations, result.Standings).ShouldBe((2, 1, 1));
        (await AskAsync<string>(address, "select string_agg(agency_code || ' ' || (valid_to = 'infinity'), ', ' order by sheet_id) from store.sheets")).ShouldBe("6920411 true, 3920101 false, 3920101 true");
    }

    [Fact]
    public async Task Only_how_sure_the_reader_was_makes_no_new_sheet()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        var findings = Sample.Report("a.txt", Sample.Suso, 2564, Sheet);
        await store.WriteAsync(findings, Ct);
        var sheet = findings.Sheets[0];
        var less = sheet.Observations.Select(o => o with { Evidence = o.Evidence with { Confidence = 0.5 } }).ToArray();
        var again = findings with { Sheets = [sheet with { Observations = [.. less], Scores = [.. sheet.Scores.Select((s, i) => s with { Mentions = [less[i]] })] }] };
        (await store.WriteAsync(again, Ct)).Total.ShouldBe(0);
        (await AskAsync<long>(address, "select count(*) from store.observations")).ShouldBe(4);
    }

    [Fact]
    public async Task A_claim_that_only_a_score_names_is_stored_once_and_copies_of_a_claim_are_that_claim()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        var findings = Sample.Report("a.txt", Sample.Suso, 2564, ("TOTAL", "93.26"));
        var (claim, other) = (findings.Sheets[0].Observations[0], Sample.Claim("a.txt", "TOTAL", "93.26", 9));
        var score = findings.Sheets[0].Scores[0] with { Mentions = [claim with { }, other, other with { }, claim] };
        await store.WriteAsync(findings with { Sheets = [findings.Sheets[0] with { Scores = [score] }] }, Ct);
        (await AskAsync<string>(address, "select mentions::text || ' ' || (select count(*) from store.observations) from store.score_records")).ShouldBe("{0,1} 2");
    }

    [Fact]
    public async Task An_announcement_and_a_report_that_agree_confirm_each_other()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Sample.Report("own.txt", Sample.Is(Sample.Suso), 2564, ScoreStatus.Printed, ("TOTAL", "93.26")), Ct);
        (await AskAsync<string>(address, "select total_status || ' ' || grade || ' ' || passed from store.standings where valid_to = 'infinity'")).ShouldBe("printed A true");
        await store.WriteAsync(Sample.Announcement("trang.txt", Sample.Row("trang.txt", 50, Sample.Is(Sample.Suso), 2564, "93.26", "A", "+26.19", true, ScoreStatus.Printed)), Ct);
        (await AskAsync<string>(address, "select total || ' ' || total_status || ' ' || change from store.standings where valid_to = 'infinity'")).ShouldBe("9326 confirmed 2619");
    }

    [Fact]
    public async Task Documents_that_disagree_withhold_the_score_and_say_both_values()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26")), Ct);
        await store.WriteAsync(Sample.Announcement("trang.txt", Sample.Row("trang.txt", 50, Sample.Is(Sample.Suso), 2564, "83.26", "B", null, false)), Ct);
        (await AskAsync<string>(address, "select total is null || ' ' || total_status || ' ' || candidates::text || ' ' || note from store.standings where valid_to = 'infinity'"))
            .ShouldBe("true conflicting {8326,9326} withheld: 83.26 or 93.26");
    }

    [Fact]
    public async Task A_torn_document_gives_way_to_one_that_knows_only_when_it_allows_the_value()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        DocumentFindings Torn(string name, Domain.Reference.Agency agency)
        {
            var claims = new[] { Sample.Claim(name, "TOTAL", "93.26", 1), Sample.Claim(name, "TOTAL", "93.62", 2) };
            var findings = Sample.Report(name, agency, 2564);
            return findings with
            {
                Sheets = [new SheetFindings(Sample.Is(agency), FiscalYear.Of(2564), [.. claims],
                    [new ScoreRecord(ItemCode.Total, null, ScoreStatus.Conflicting, [new Candidate(Score.FromHundredths(9326), 0.6), new Candidate(Score.FromHundredths(9362), 0.4)], [.. claims], [])])],
            };
        }
        await store.WriteAsync(Torn("own.txt", Sample.Suso), Ct);
        await store.WriteAsync(Torn("city.txt", Sample.City), Ct);
        await store.WriteAsync(Sample.Announcement("trang.txt", Sample.Row("trang.txt", 50, Sample.Is(Sample.Suso), 2564, "93.26"), Sample.Row("trang.txt", 2, Sample.Is(Sample.City), 2564, "90.00")), Ct);
        (await AskAsync<string>(address, "select string_agg(coalesce(total::text, 'withheld') || ' ' || candidates::text, ', ' order by agency_code desc) from store.standings where valid_to = 'infinity'"))
            .ShouldBe("9326 {9326,9362}, withheld {9000,9326,9362}");
    }

    [Fact]
    public async Task A_correction_from_the_same_address_counts_instead_of_the_older_document()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        var old = Sample.Announcement("old.txt", Sample.Row("old.txt", 1, Sample.Is(Sample.Suso), 2564, "83.26"), Sample.Row("old.txt", 2, Sample.Is(Sample.City), 2564, "90.00"));
        var corrected = Sample.Announcement("new.txt", Sample.Row("new.txt", 1, Sample.Is(Sample.Suso), 2564, "93.26"));
        // Stored in either order, the one retrieved later counts.
        await store.WriteAsync(corrected.From("https://example.org/trang.pdf", new DateTimeOffset(2022, 5, 2, 0, 0, 0, TimeSpan.FromHours(7))), Ct);
        await store.WriteAsync(old.From("https://example.org/trang.pdf", new DateTimeOffset(2022, 5, 1, 0, 0, 0, TimeSpan.FromHours(7))), Ct);
        (await AskAsync<string>(address, "select string_agg(coalesce(total::text, '-') || '/' || documents, ', ' order by agency_code desc) from store.standings where valid_to = 'infinity'")).ShouldBe("9326/1, -/0");
        (await AskAsync<long>(address, "select count(*) from store.sheets")).ShouldBe(3);
    }

    [Fact]
    public async Task Grades_that_need_instruments_are_withheld_without_them()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2567, ("TOTAL", "90.00")), Ct);
        await store.WriteAsync(Sample.Report("b.txt", Sample.City, 2567, ("TOTAL", "90.00"), ("IIT", "99.00"), ("EIT", "84.00"), ("OIT", "87.75")), Ct);
        await store.WriteAsync(Sample.Report("c.txt", Sample.Thungyao, 2567, ("TOTAL", "84.99")), Ct);
        (await AskAsync<string>(address, "select string_agg(coalesce(grade, '-') || ' ' || passed, ', ' order by agency_code desc) from store.standings"))
            .ShouldBe("- true, ต้องปรับปรุง false, ผ่าน true");
    }

    [Fact]
    public async Task A_printed_grade_or_verdict_that_contradicts_the_scale_is_not_published()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Sample.Announcement("t.txt", Sample.Row("t.txt", 1, Sample.Is(Sample.Suso), 2564, "83.26", "A", null, true)), Ct);
        (await AskAsync<string>(address, "select coalesce(grade, '-') || coalesce(passed::text, '-') || ' ' || note from store.standings"))
            .ShouldBe("-- printed grade A, by scale B; printed verdict contradicts the score");
    }

    [Fact]
    public async Task Claims_cannot_be_deleted()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, Sheet), Ct);
        await using var connection = await TestServer.ConnectAsync(address);
        foreach (var table in new[] { "observations", "score_records", "sheets", "documents", "standings" })
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync($"delete from store.{table}"))).MessageText.ShouldContain("kept for ever");
        foreach (var table in new[] { "observations", "score_records" })
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync($"update store.{table} set hundredths = 1"))).MessageText.ShouldContain("kept as they were read");
    }

    [Fact]
    public async Task Hostile_text_is_stored_as_printed()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        const string Name = "=cmd|' /C calc'!A0\n\"'; drop table store.sheets; --\t\\";
        await store.WriteAsync(Sample.Announcement("h.txt", Sample.Row("h.txt", 1, Sample.Unknown(Name), 2564, "83.26", province: Sample.Trang)), Ct);
        (await AskAsync<string>(address, "select printed[1] from store.sheets")).ShouldBe(Name);
    }

    [Fact]
    public async Task Writers_at_once_never_duplicate_or_deadlock()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        var documents = Enumerable.Range(0, 24).Select(i =>
        {
            var rows = new[] { Sample.Suso, Sample.City, Sample.Thungyao, Sample.Elsewhere }.Select((a, n) => Sample.Row($"d{i}", n, Sample.Is(a), 2560 + i % 3, "90.00"));
            return Sample.Announcement($"d{i}", [.. i % 2 == 0 ? rows : rows.Reverse()]).From($"https://example.org/{i % 4}", DateTimeOffset.UnixEpoch.AddDays(i));
        }).ToList();
        // Each document four times, from many connections, in opposite orders.
        await Parallel.ForEachAsync(documents.Concat(documents.AsEnumerable().Reverse()).Concat(documents).Concat(documents.AsEnumerable().Reverse()),
            new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = Ct }, async (d, ct) => await store.WriteAsync(d, ct));
        (await AskAsync<long>(address, "select count(*) from store.documents")).ShouldBe(24);
        (await AskAsync<long>(address, "select count(*) from store.sheets")).ShouldBe(96);
        (await AskAsync<long>(address, "select count(*) from store.documents where superseded_by is null")).ShouldBe(4);
        // What stands is what all documents together come to, whoever was last.
        (await AskAsync<long>(address, """
            select count(*) from store.standings s cross join lateral store.standing_of(s.agency_code, s.fiscal_year, null) n
            where s.valid_to = 'infinity' and (s.total, s.total_status, s.candidates, s.documents) is distinct from (n.total, n.total_status, n.candidates, n.documents)
            """)).ShouldBe(0);
    }
}
