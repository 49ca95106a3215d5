using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Storage.Keep;
using ItaIngest.Storage.Review;
using ItaIngest.Storage.Write;
using ItaIngest.TestSupport;

namespace ItaIngest.Storage.Tests;

/// <summary>Means of indicators are read from stored sums, which are never older than the scores beside them.</summary>
public sealed class SumTests
{
    private const string Means = "select string_agg(concat_ws(' ', fiscal_year, province_code, indicator, agencies, points), E'\\n' order by fiscal_year, province_code, indicator) from ita.indicator_means";

    // By another way: from what the documents say and people decided, as history works it out, and not from standings.
    private const string AsTheScoresAddUp = """
        select string_agg(concat_ws(' ', fiscal_year, province_code, code, agencies, points), E'\n' order by fiscal_year, province_code, code)
        from (select fiscal_year, province_code, code, count(*) as agencies, sum(score) as points from ita.scores_at(now()) where level = 'indicator' and score is not null group by 1, 2, 3) s
        """;

    private static readonly Agency[] Agencies = [Sample.Suso, Sample.City, Sample.Thungyao, Sample.Elsewhere];
    private static readonly string[] Codes = ["TOTAL", "IND01", "IND02", "IND10"], Values = ["82.00", "90.00", "95.50", "unreadable"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Store> OpenAsync()
    {
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(await TestServer.FreshAsync())), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        return store;
    }

    private static async Task EndRunAsync(Store store) => await store.EndRunAsync(await store.BeginRunAsync("test", "1", Ct), RunOutcome.Finished, 0, 0, new WriteResult(), Ct);

    private static Task<string?> AskAsync(Store store, string sql) => store.Database.UseAsync(c => c.ExecuteScalarAsync<string?>(sql), Ct);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sums_are_those_of_the_scores_whatever_happens_in_whatever_order(int seed)
    {
        await using var store = await OpenAsync();
        var random = new Random(seed);
        for (var i = 0; i < 40; i++)
        {
            await HappenAsync(store, random, i);
            (await AskAsync(store, Means)).ShouldBe(await AskAsync(store, AsTheScoresAddUp), $"step {i}");
        }
        await EndRunAsync(store);
        (await AskAsync(store, Means)).ShouldBe(await AskAsync(store, AsTheScoresAddUp));
        (await Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    private static Task HappenAsync(Store store, Random random, int step) => random.Next(8) switch
    {
        // One of few names, so that documents are read again and say something else, or of somebody else, and a sheet is gone.
        0 or 1 or 2 => store.WriteAsync(RandomReport(random, $"r{random.Next(9)}"), Ct),
        3 or 4 => store.WriteAsync(RandomReport(random, $"corrected{step}").From($"https://example.org/{random.Next(3)}", DateTimeOffset.UnixEpoch.AddDays(random.Next(99))), Ct),
        5 => random.Next(2) == 0 ? store.WriteAsync(Sample.Torn("torn", "79.72", "72.79"), Ct) : DecideAsync(store, random),
        6 => store.WriteReferenceAsync(Registry(random.Next(2) == 0), Ct),
        _ => EndRunAsync(store),
    };

    private static DocumentFindings RandomReport(Random random, string name) =>
        Sample.Report(name, Sample.Is(Agencies[random.Next(Agencies.Length)]), 2564 + random.Next(2), (ScoreStatus)random.Next(3),
            [.. Codes.Where(_ => random.Next(4) > 0).Select(c => (c, Values[random.Next(Values.Length)]))]);

    private static async Task DecideAsync(Store store, Random random)
    {
        foreach (var about in await Reviews.ListAsync(store.Database, Ct))
            if (about.Candidates.Length > 0) await Reviews.SignAsync(store.Database, about, random.Next(3) == 0 ? null : Score.FromHundredths(about.Candidates[0]), "reviewer", "seen", DateTime.UtcNow, Ct);
    }

    // Thungyao belongs to one province or to the other.
    private static ReferenceData Registry(bool moved) => moved
        ? Sample.Reference with { Gazetteer = new Gazetteer([Sample.Trang, Sample.Phatthalung], [Sample.Palian, Sample.Mueang], [Sample.Suso, Sample.City, Sample.Thungyao with { Province = Sample.Phatthalung }, Sample.Elsewhere]) }
        : Sample.Reference;

    [Fact]
    public async Task Means_are_read_off_unless_their_year_changes_at_the_moment()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, ("IND01", "90.00")), Ct);
        await EndRunAsync(store);
        await store.Database.UseAsync(c => c.ExecuteAsync("update store.indicator_sums set hundredths = 1"), Ct);
        (await AskAsync(store, Means)).ShouldBe("2564 92 IND01 1 0.01");
        await store.WriteAsync(Sample.Report("b.txt", Sample.City, 2564, ("IND01", "80.00")), Ct);
        (await AskAsync(store, Means)).ShouldBe("2564 92 IND01 2 170.00");
        await EndRunAsync(store);
        (await AskAsync(store, Means)).ShouldBe("2564 92 IND01 2 170.00");
    }

    [Fact]
    public async Task A_check_finds_a_sum_that_was_changed_behind_the_programs_back()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, ("IND01", "90.00"), ("IND02", "80.00")), Ct);
        await EndRunAsync(store);
        await store.Database.UseAsync(c => c.ExecuteAsync("update store.indicator_sums set hundredths = 1 where indicator = 'IND02'"), Ct);
        (await Check.RunAsync(store.Database, Ct)).Select(f => $"{f.Count} {f.What}: {f.Example}").ShouldBe(["1 stored sums of indicators that differ from the scores: 2564 92 IND02"]);
    }
}
