using System.Collections.Immutable;
using Dapper;
using FsCheck.Fluent;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;
using ItaIngest.Reference;
using ItaIngest.Replaying;
using ItaIngest.Storage.Review;
using ItaIngest.TestSupport;
using Places = ItaIngest.TestSupport.Places;

namespace ItaIngest.Storage.Tests;

/// <summary>Several documents about one agency and year, with the reconciler that the program uses.</summary>
public sealed class TogetherTests
{
    private const string Items = "i1 80.00 i2 84.12 i3 94.12 i4 83.53 i5 88.82 i6 87.65 i7 94.12 i8 93.53 i10 61.18 i11 93.53 i13 75.29 i14 73.53 i15 75.29";

    private const string Everything = $"""
        {Items} i9 91.18 i12 75.88 IND01 86.08 IND02 86.67 IND03 92.94 IND04 76.86 IND05 74.70 IND06 93.42 IND07 87.00 IND08 86.42 IND09 52.50 IND10 70.00 TOTAL 76.22
        """;

    private static readonly ReferenceData Known = ReferenceLoader.Load(Places.Reference);

    private static readonly FiscalYear Year = FiscalYear.Of(2568);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<(Store Store, string Address)> OpenAsync()
    {
        var address = await TestServer.FreshAsync();
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address), Unite: Together.By(Known)), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        return (store, address);
    }

    private static async Task<T> AskAsync<T>(string address, string sql)
    {
        await using var connection = await TestServer.ConnectAsync(address);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    /// <summary>A report as the pipeline would find it: read and reconciled by itself.</summary>
    private static DocumentFindings Report(string name, Agency agency, string values)
    {
        var parts = values.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2).ToList();
        var claims = parts.Select((p, i) => Sample.Claim(name, p[0], p[1], i + 1)).ToImmutableArray();
        var findings = Sample.Report(name, agency, Year.BuddhistEra);
        return findings with { Sheets = [new SheetFindings(Sample.Is(agency), Year, claims, Reconcile.Sheet(Year, Known.Codebooks[Year], claims, SheetContext.None).Value)] };
    }

    private static Task<string> ScoreAsync(string address, string code) =>
        AskAsync<string>(address, $"select coalesce(score::text, 'withheld') || ' ' || status from ita.scores where agency_code = '{Sample.Suso.Code}' and code = '{code}'");

    private static async Task<(int Replayed, ImmutableArray<Issue> Failed)> VerifiedAsync(Store store)
    {
        var (replayed, failed) = (0, ImmutableArray<Issue>.Empty);
        foreach (var sheet in (await Proofs.ReadAsync(store.Database, Ct)).GroupBy(s => (s.SheetId, s.AgencyCode, s.FiscalYear)))
        {
            var result = Replay.Sheet(Known.Codebooks[Year], [.. sheet.Select(s => PublishedScore.Stored("", Year, ItemCode.Parse(s.Code).Value, s.Hundredths, s.Status, [.. s.Printed.Zip(s.Tables, (v, t) => new PrintedValue(v, t))], s.Proof))]);
            (replayed, failed) = (replayed + result.Replayed, failed.AddRange(result.Failed));
        }
        return (replayed, failed);
    }

    [Fact]
    public async Task What_one_report_misreads_the_numbers_of_another_repair()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        // Items alone know no mean; the other report knows the means.
        await store.WriteAsync(Report("items.txt", Sample.Suso, $"{Items} i9 91.13 i12 75.88"), Ct);
        (await ScoreAsync(address, "i9")).ShouldNotBe("91.18 repaired");
        await store.WriteAsync(Report("means.txt", Sample.Suso, "IND01 86.08 IND02 86.67 IND03 92.94 IND04 76.86 IND05 74.70"), Ct);
        (await ScoreAsync(address, "i9")).ShouldBe("91.18 repaired");
        (await AskAsync<string>(address, "select string_agg(distinct source, ' ' order by source) from ita.evidence where code = 'i9'")).ShouldBe("report together");
        var (replayed, failed) = await VerifiedAsync(store);
        replayed.ShouldBeGreaterThan(15);
        failed.ShouldBeEmpty();
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_that_counts_no_more_takes_its_claims_with_it_and_the_past_stays()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        const string From = "https://example.org/means.pdf";
        await store.WriteAsync(Report("items.txt", Sample.Suso, $"{Items} i9 91.13 i12 75.88"), Ct);
        var before = await ScoreAsync(address, "i9");
        await store.WriteAsync(Report("means.txt", Sample.Suso, "IND01 86.08 IND02 86.67 IND03 92.94 IND04 76.86 IND05 74.70").From(From, DateTimeOffset.UnixEpoch), Ct);
        var then = await AskAsync<string>(address, "select clock_timestamp()::text");
        await store.WriteAsync(Report("corrected.txt", Sample.City, "IND01 86.08").From(From, DateTimeOffset.UnixEpoch.AddDays(1)), Ct);
        (await ScoreAsync(address, "i9")).ShouldBe(before);
        (await AskAsync<string>(address, $"select score || ' ' || status from ita.scores_at('{then}') where code = 'i9'")).ShouldBe("91.18 repaired");
        (await AskAsync<long>(address, "select count(*) from store.joint_records where valid_to = 'infinity'")).ShouldBe(0);
        (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Documents_that_nothing_decides_between_are_withheld_and_wait_for_a_person()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Report("a.txt", Sample.Suso, "IND06 93.42"), Ct);
        await store.WriteAsync(Report("b.txt", Sample.Suso, "IND06 98.42"), Ct);
        (await ScoreAsync(address, "IND06")).ShouldBe("withheld conflicting");
        (await Reviews.ListAsync(store.Database, Ct)).ShouldHaveSingleItem().Candidates.ShouldBe([9342, 9842]);
    }

    [Fact]
    public async Task Joint_records_can_be_closed_and_nothing_else()
    {
        var (store, address) = await OpenAsync();
        await using var _ = store;
        await store.WriteAsync(Report("items.txt", Sample.Suso, $"{Items} i9 91.13 i12 75.88"), Ct);
        await store.WriteAsync(Report("means.txt", Sample.Suso, "IND03 92.94"), Ct);
        await using var connection = await TestServer.ConnectAsync(address);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("update store.joint_records set hundredths = 1"))).MessageText.ShouldContain("kept as they were written");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("delete from store.joint_records"))).MessageText.ShouldContain("kept for ever");
    }

    // A document of the sheet above: a part of its values, some misread, as a report or (the total) in an announcement; now and then from an address that another has, too.
    private static DocumentFindings Drawn(Random random, int number)
    {
        var name = $"d{number}.txt";
        if (random.Next(4) == 0)
            return Sample.Announcement(name, Sample.Row(name, 1, Sample.Is(Sample.Suso), Year.BuddhistEra, random.Next(3) == 0 ? "76.72" : "76.22", null, "+1.00", false, ScoreStatus.Printed)) is var row && random.Next(2) == 0 ? row.From("https://example.org/a", DateTimeOffset.UnixEpoch.AddDays(number)) : row;
        var values = Everything.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2).Where(_ => random.Next(10) < 7)
            .Select(p => $"{p[0]} {(random.Next(15) == 0 ? p[1].Replace('8', '3') : p[1])}");
        var report = Report(name, Sample.Suso, string.Join(' ', values));
        return random.Next(3) == 0 ? report.From("https://example.org/r", DateTimeOffset.UnixEpoch.AddDays(number)) : report;
    }

    private const string State = """
        select md5(string_agg(x, E'\n' order by x)) from (
            select (agency_code, fiscal_year, code, hundredths, status, candidates, probabilities, support, proof)::text from store.joint_records where valid_to = 'infinity'
            union all select (agency_code, fiscal_year, code, score, status, candidates)::text from ita.scores
            union all select (agency_code, fiscal_year, total, total_status, candidates, withheld, note, documents)::text from store.standings where valid_to = 'infinity') s (x)
        """;

    [Fact]
    public async Task In_whatever_order_documents_arrive_they_come_to_the_same()
    {
        foreach (var seed in Gen.Choose(0, int.MaxValue).Sample(5))
        {
            var random = new Random(seed);
            var documents = Enumerable.Range(0, 2 + random.Next(4)).Select(n => Drawn(random, n)).ToArray();
            var states = new HashSet<string>();
            for (var order = 0; order < 3; order++)
            {
                var (store, address) = await OpenAsync();
                await using var _ = store;
                foreach (var document in documents) await store.WriteAsync(document, Ct);
                foreach (var document in documents) (await store.WriteAsync(document, Ct)).Total.ShouldBe(0, $"seed {seed}");
                states.Add(await AskAsync<string>(address, State));
                (await VerifiedAsync(store)).Failed.ShouldBeEmpty($"seed {seed}");
                (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty($"seed {seed}");
                random.Shuffle(documents);
            }
            states.Count.ShouldBe(1, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Four_writers_at_once_come_to_what_one_comes_to()
    {
        var random = new Random(4954);
        var documents = Enumerable.Range(0, 12).Select(n => Drawn(random, n)).ToList();
        var states = new HashSet<string>();
        foreach (var writers in new[] { 1, 4 })
        {
            var (store, address) = await OpenAsync();
            await using var _ = store;
            await Parallel.ForEachAsync(documents.Concat(documents), new ParallelOptions { MaxDegreeOfParallelism = writers, CancellationToken = Ct }, async (d, ct) => await store.WriteAsync(d, ct));
            states.Add(await AskAsync<string>(address, State));
            (await AskAsync<long>(address, "select count(*) from store.documents")).ShouldBe(12);
            (await Keep.Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
        }
        states.Count.ShouldBe(1);
    }
}
