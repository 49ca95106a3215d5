using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Storage.Review;
using ItaIngest.TestSupport;
using Npgsql;

namespace ItaIngest.Storage.Tests;

public sealed class ReviewTests
{
    private static readonly DateTime Then = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Store> FilledAsync()
    {
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(await TestServer.FreshAsync())), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        await store.WriteAsync(Sample.Torn("a.txt", "79.72", "72.79"), Ct);
        return store;
    }

    private static async Task<string> StateAsync(Store store) => (await Reviews.FindAsync(store.Database, Sample.Suso.Code, 2564, ItemCode.Indicator(1), Ct)).State;

    private static async Task DecideAsync(Store store, DateTime? now = null)
    {
        var about = await Reviews.FindAsync(store.Database, Sample.Suso.Code, 2564, ItemCode.Indicator(1), Ct);
        about.Candidates.ShouldBe([7279, 7972]);
        await Reviews.SignAsync(store.Database, about, Score.FromHundredths(7972), "reviewer", "the scan shows it", now ?? Then, Ct);
    }

    [Fact]
    public async Task A_decision_outlives_reading_the_same_bytes_again_and_opens_when_the_evidence_changes()
    {
        await using var store = await FilledAsync();
        (await StateAsync(store)).ShouldBe("open");
        await DecideAsync(store);
        (await StateAsync(store)).ShouldBe("accepted");
        await store.WriteAsync(Sample.Torn("a.txt", "79.72", "72.79"), Ct);
        (await StateAsync(store)).ShouldBe("accepted");
        await store.WriteAsync(Sample.Report("b.txt", Sample.Suso, 2564, ("IND01", "72.79")), Ct);
        (await StateAsync(store)).ShouldBe("reopened");
    }

    private static Task<string?> AskAsync(Store store, string sql) => store.Database.UseAsync(c => c.ExecuteScalarAsync<string?>(sql), Ct);

    [Fact]
    public async Task An_accepted_value_is_published_as_decided_with_the_decision_as_evidence_until_the_evidence_changes()
    {
        const string Score = "select concat_ws(' ', code, coalesce(score::text, 'withheld'), status) from ita.scores where code = 'IND01'";
        const string Sheet = "select concat_ws(' ', coalesce(ind01::text, 'withheld'), withheld) from ita.sheets";
        await using var store = await FilledAsync();
        (await AskAsync(store, Score)).ShouldBe("IND01 withheld conflicting");
        await DecideAsync(store, DateTime.UtcNow);
        (await AskAsync(store, Score)).ShouldBe("IND01 79.72 decided");
        (await AskAsync(store, Sheet)).ShouldBe("79.72 {}");
        (await AskAsync(store, "select concat_ws('; ', score, support[1], proof, document) from ita.evidence where source = 'decision'")).ShouldBe($"79.72; decided by reviewer on {DateTime.UtcNow:yyyy-MM-dd}; the scan shows it");
        (await AskAsync(store, "select string_agg(score || ' ' || status, ', ') from ita.scores_at(now()) where code = 'IND01'")).ShouldBe("79.72 decided");
        (await AskAsync(store, "select status from ita.scores_at((select min(stored_at) from store.documents)) where code = 'IND01'")).ShouldBe("conflicting");
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();

        await store.WriteAsync(Sample.Report("b.txt", Sample.Suso, 2564, ("IND01", "75.00")), Ct);
        (await AskAsync(store, Score)).ShouldBe("IND01 withheld conflicting");
        (await AskAsync(store, Sheet)).ShouldBe("withheld {IND01}");
        (await AskAsync(store, "select count(*)::text from ita.evidence where source = 'decision'")).ShouldBe("0");
        (await AskAsync(store, "select ind01::text from ita.sheets_at((select max(decided_at) from store.reviews))")).ShouldBe("79.72");
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_decided_total_is_ranked_graded_and_says_who_decided_and_a_rejection_takes_it_back()
    {
        await using var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(await TestServer.FreshAsync())), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        var report = Sample.Report("t.txt", Sample.Suso, 2564, ("TOTAL", "83.26"), ("TOTAL", "93.26"));
        var sheet = report.Sheets[0];
        var torn = new ScoreRecord(ItemCode.Total, null, ScoreStatus.Conflicting, [new Candidate(Score.FromHundredths(8326), 0.5), new Candidate(Score.FromHundredths(9326), 0.5)], sheet.Observations, []);
        await store.WriteAsync(report with { Sheets = [sheet with { Scores = [torn] }] }, Ct);
        await store.WriteAsync(Sample.Report("c.txt", Sample.City, 2564, ("TOTAL", "90.00")), Ct);
        const string Line = "select concat_ws(' ', rank, rank_to, coalesce(score::text, 'withheld'), coalesce(grade, '-'), passed, status, note) from ita.ranking where agency_code = '6920411'";
        (await AskAsync(store, Line)).ShouldBe("1 2 withheld - conflicting withheld: 83.26 or 93.26");
        var about = await Reviews.FindAsync(store.Database, Sample.Suso.Code, 2564, ItemCode.Total, Ct);
        await Reviews.SignAsync(store.Database, about, Score.FromHundredths(9326), "reviewer", "the scan shows it", DateTime.UtcNow, Ct);
        (await AskAsync(store, Line)).ShouldBe("1 1 93.26 A t decided decided by reviewer, possible 83.26 or 93.26: the scan shows it");
        (await AskAsync(store, "select rank_in_nation::text from ita.national_ranking where agency_code = '3920101'")).ShouldBe("2");
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
        await Reviews.SignAsync(store.Database, about, null, "another", "it does not", DateTime.UtcNow, Ct);
        (await AskAsync(store, Line)).ShouldBe("1 2 withheld - conflicting withheld: 83.26 or 93.26");
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_decided_total_that_nobody_could_read_says_who_decided()
    {
        await using var store = await FilledAsync();
        var claim = Sample.Claim("u.txt", "TOTAL", "8?.26");
        var report = Sample.Report("u.txt", Sample.City, 2564);
        await store.WriteAsync(report with { Sheets = [report.Sheets[0] with { Observations = [claim], Scores = [new ScoreRecord(ItemCode.Total, null, ScoreStatus.Unresolved, [], [claim], [])] }] }, Ct);
        var about = await Reviews.FindAsync(store.Database, Sample.City.Code, 2564, ItemCode.Total, Ct);
        await Reviews.SignAsync(store.Database, about, Score.FromHundredths(8326), "reviewer", "the scan shows it", DateTime.UtcNow, Ct);
        (await AskAsync(store, "select concat_ws(' ', score, status, note) from ita.ranking where agency_code = '3920101'")).ShouldBe("83.26 decided decided by reviewer: the scan shows it");
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signed_decision_cannot_be_changed_or_removed()
    {
        await using var store = await FilledAsync();
        await DecideAsync(store);
        foreach (var sql in new[] { "update store.reviews set hundredths = 0", "delete from store.reviews", "truncate store.reviews" })
            await Should.ThrowAsync<Exception>(() => store.Database.UseAsync(c => c.ExecuteAsync(sql), Ct));
        (await StateAsync(store)).ShouldBe("accepted");
    }

    [Fact]
    public async Task A_score_that_nothing_speaks_against_needs_no_decision()
    {
        await using var store = await FilledAsync();
        var none = await Should.ThrowAsync<StorageException>(() => Reviews.FindAsync(store.Database, Sample.Suso.Code, 2564, ItemCode.Total, Ct));
        none.Code.ShouldBe("ITA638");
    }
}
