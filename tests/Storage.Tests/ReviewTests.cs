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

    // A report whose IND01 is printed twice, differently: withheld with two candidates.
    private static DocumentFindings Torn(string name, params string[] printed)
    {
        var report = Sample.Report(name, Sample.Suso, 2564, ("TOTAL", "93.26"));
        var claims = printed.Select((p, i) => Sample.Claim(name, "IND01", p, i + 10)).ToArray();
        var record = new ScoreRecord(ItemCode.Indicator(1), null, ScoreStatus.Conflicting, [.. claims.Select(c => new Candidate(c.Value.Value, 0.5))], [.. claims], []);
        var sheet = report.Sheets[0];
        return report with { Sheets = [sheet with { Observations = [.. sheet.Observations, .. claims], Scores = [.. sheet.Scores, record] }] };
    }

    private static async Task<Store> FilledAsync()
    {
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(await TestServer.FreshAsync())), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        await store.WriteAsync(Torn("a.txt", "79.72", "72.79"), Ct);
        return store;
    }

    private static async Task<string> StateAsync(Store store) => (await Reviews.FindAsync(store.Database, Sample.Suso.Code, 2564, ItemCode.Indicator(1), Ct)).State;

    private static async Task DecideAsync(Store store)
    {
        var about = await Reviews.FindAsync(store.Database, Sample.Suso.Code, 2564, ItemCode.Indicator(1), Ct);
        about.Candidates.ShouldBe([7279, 7972]);
        await Reviews.SignAsync(store.Database, about, Score.FromHundredths(7972), "reviewer", "the scan shows it", Then, Ct);
    }

    [Fact]
    public async Task A_decision_outlives_reading_the_same_bytes_again_and_opens_when_the_evidence_changes()
    {
        await using var store = await FilledAsync();
        (await StateAsync(store)).ShouldBe("open");
        await DecideAsync(store);
        (await StateAsync(store)).ShouldBe("accepted");
        await store.WriteAsync(Torn("a.txt", "79.72", "72.79"), Ct);
        (await StateAsync(store)).ShouldBe("accepted");
        await store.WriteAsync(Sample.Report("b.txt", Sample.Suso, 2564, ("IND01", "72.79")), Ct);
        (await StateAsync(store)).ShouldBe("reopened");
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
