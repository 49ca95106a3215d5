using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Storage.Keep;
using ItaIngest.Storage.Write;
using ItaIngest.TestSupport;
using Npgsql;

namespace ItaIngest.Storage.Tests;

/// <summary>Ranks in region and nation are stored; what readers see is never older than the scores beside it.</summary>
public sealed class RankTests
{
    private const string Now = "select string_agg(r::text, E'\\n' order by r::text) from ita.ranking r";
    private const string AsHistoryWorksItOut = "select string_agg(r::text, E'\\n' order by r::text) from ita.ranking_at(now()) r";
    private static readonly Domain.Reference.Agency[] Agencies = [Sample.Suso, Sample.City, Sample.Thungyao, Sample.Elsewhere];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<(Store Store, NpgsqlConnection Reader)> OpenAsync()
    {
        var address = await TestServer.FreshAsync();
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(address)), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        return (store, await TestServer.ConnectAsync(address));
    }

    private static async Task EndRunAsync(Store store) => await store.EndRunAsync(await store.BeginRunAsync("test", "1", Ct), RunOutcome.Finished, 0, 0, new WriteResult(), Ct);

    private static Task<string?> AskAsync(NpgsqlConnection reader, string sql) => reader.ExecuteScalarAsync<string?>(sql);

    [Fact]
    public async Task Ranks_are_those_of_the_scores_while_a_run_goes_on_and_after_it()
    {
        var (store, reader) = await OpenAsync();
        await using var _ = store;
        await using var __ = reader;
        var random = new Random(4954);
        for (var i = 0; i < 30; i++)
        {
            // Ties, contradictions between documents, lines of unknown agencies, corrections at the same address.
            var rows = Agencies.Where(_ => random.Next(3) > 0).Select((a, n) => Sample.Row($"d{i}", n, Sample.Is(a), 2564 + random.Next(2), $"{80 + random.Next(4)}.00")).ToList();
            if (random.Next(3) == 0) rows.Add(Sample.Row($"d{i}", 9, Sample.Unknown("?"), 2564, "82.00", province: Sample.Trang));
            var document = Sample.Announcement($"d{i}", [.. rows]);
            await store.WriteAsync(random.Next(2) == 0 ? document : document.From($"https://example.org/{random.Next(3)}", DateTimeOffset.UnixEpoch.AddDays(i)), Ct);
            (await AskAsync(reader, Now)).ShouldBe(await AskAsync(reader, AsHistoryWorksItOut), $"document {i}");
            if (i % 4 != 3) continue;
            await EndRunAsync(store);
            (await reader.ExecuteScalarAsync<long>("select count(*) from store.changed_years")).ShouldBe(0);
            (await AskAsync(reader, Now)).ShouldBe(await AskAsync(reader, AsHistoryWorksItOut), $"run after document {i}");
        }
        (await Check.RunAsync(store.Database, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_that_is_committed_while_ranks_are_worked_out_is_not_forgotten()
    {
        var (store, reader) = await OpenAsync();
        await using var _ = store;
        await using var __ = reader;
        await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, ("TOTAL", "90.00")), Ct);
        await using (var working = await reader.BeginTransactionAsync(Ct))
        {
            (await reader.ExecuteScalarAsync<int>("select store.refresh_years()")).ShouldBe(1);
            await store.WriteAsync(Sample.Report("b.txt", Sample.City, 2564, ("TOTAL", "95.00")), Ct); // Nobody waits.
            await working.CommitAsync(Ct);
        }
        (await AskAsync(reader, "select string_agg(rank_in_nation::text, ' ' order by score desc) from ita.ranking")).ShouldBe("1 2");
        await EndRunAsync(store);
        (await AskAsync(reader, "select string_agg(rank_in_nation::text, ' ' order by agency_code) from store.ranks")).ShouldBe("1 2");
    }

    [Fact]
    public async Task A_check_finds_a_rank_that_was_changed_behind_the_programs_back()
    {
        var (store, reader) = await OpenAsync();
        await using var _ = store;
        await using var __ = reader;
        await store.WriteAsync(Sample.Report("a.txt", Sample.Suso, 2564, ("TOTAL", "90.00")), Ct);
        await EndRunAsync(store);
        await reader.ExecuteAsync("update store.ranks set rank_in_nation = 2");
        (await Check.RunAsync(store.Database, Ct)).Select(f => $"{f.Count} {f.What}").ShouldBe(["1 stored ranks that differ from the scores"]);
    }
}
