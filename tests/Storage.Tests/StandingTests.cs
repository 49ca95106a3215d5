using System.Globalization;
using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Storage.Keep;
using ItaIngest.TestSupport;

namespace ItaIngest.Storage.Tests;

/// <summary>What the documents come to for an agency and year: worked out quickly where they are plain, and always by the general rules.</summary>
public sealed class StandingTests
{
    private const string Now = "select string_agg(s::text, E'\\n' order by s::text) from ita.scores s";
    private const string AsHistoryWorksItOut = "select string_agg(s::text, E'\\n' order by s::text) from ita.scores_at(now()) s";
    private static readonly Domain.Reference.Agency[] Agencies = [Sample.Suso, Sample.City, Sample.Thungyao, Sample.Elsewhere];
    private static readonly string[] Codes = ["TOTAL", "IIT", "EIT", "OIT", "IND01", "IND10", "i1"], Values = ["82.00", "90.00", "95.50", "unreadable"];
    private static readonly string?[] Grades = [null, null, "A", "B", "ผ่านดี"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Standings_are_what_the_general_rules_come_to_whatever_documents_say(int seed)
    {
        await using var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(await TestServer.FreshAsync())), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        var random = new Random(seed);
        for (var i = 0; i < 25; i++)
        {
            var document = random.Next(3) == 0 ? RandomAnnouncement(random, i) : RandomReport(random, i);
            await store.WriteAsync(random.Next(3) > 0 ? document : document.From(string.Create(CultureInfo.InvariantCulture, $"https://example.org/{random.Next(3)}"), DateTimeOffset.UnixEpoch.AddDays(random.Next(9))), Ct);
            (await Check.RunAsync(store.Database, Ct)).Where(f => f.What.Contains("standing", StringComparison.Ordinal)).ShouldBeEmpty($"document {i}");
            (await store.Database.UseAsync(c => c.ExecuteScalarAsync<string?>(Now), Ct)).ShouldBe(await store.Database.UseAsync(c => c.ExecuteScalarAsync<string?>(AsHistoryWorksItOut), Ct), $"document {i}");
        }
    }

    private static DocumentFindings RandomReport(Random random, int i)
    {
        (string, string)[] values = [.. Codes.Where(_ => random.Next(3) > 0).Select(c => (c, random.Next(4) > 0 ? "90.00" : Values[random.Next(Values.Length)]))];
        return Sample.Report($"r{i}", Sample.Is(Agencies[random.Next(Agencies.Length)]), random.Next(2) == 0 ? 2564 : 2567, (ScoreStatus)random.Next(3), values);
    }

    private static DocumentFindings RandomAnnouncement(Random random, int i)
    {
        var year = random.Next(2) == 0 ? 2564 : 2567;
        return Sample.Announcement($"a{i}", [.. Agencies.Where(_ => random.Next(3) > 0).Select((a, n) => Sample.Row($"a{i}", n, Sample.Is(a), year,
            random.Next(4) > 0 ? "90.00" : Values[random.Next(Values.Length)], Grades[random.Next(Grades.Length)], random.Next(2) == 0 ? null : "+1.00", random.Next(3) switch { 0 => true, 1 => false, _ => null }))]);
    }

    [Fact]
    public async Task A_total_that_is_missing_says_why()
    {
        await using var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(await TestServer.FreshAsync())), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        await store.WriteAsync(Sample.Report("parts.txt", Sample.Suso, 2564, ("IIT", "90.00")), Ct);
        await store.WriteAsync(Sample.Report("parts-in-doubt.txt", Sample.City, 2564, ("IIT", "unreadable")), Ct);
        await store.WriteAsync(Sample.Report("total-in-doubt.txt", Sample.Thungyao, 2564, ("TOTAL", "unreadable")), Ct);
        (await store.Database.UseAsync(c => c.QueryAsync<string>("select note from ita.ranking order by agency_code"), Ct)).ShouldBe(
            ["no document states the total", "withheld: no reading of the total can be relied on", "no document states the total"]);
    }
}
