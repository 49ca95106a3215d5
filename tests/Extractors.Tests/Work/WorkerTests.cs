using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Tests.Work;

public sealed class WorkerTests
{
    private const string Page = "<html><body><p>คะแนนรวม 85.83</p></body></html>";

    private static ReadOptions With(string verb) => new() { WorkerArguments = [verb], PageTime = TimeSpan.FromSeconds(verb is "worker-that-hangs" or "worker-that-spins" ? 1 : 30), Memory = 200 << 20 };

    [Theory]
    [InlineData("worker-that-hangs", "took longer than 1 s")]
    [InlineData("worker-that-spins", "took longer than 1 s")]
    [InlineData("worker-that-dies", "nested too deep")]
    [InlineData("worker-that-eats", "ran out of memory")]
    public async Task A_worker_that_fails_costs_that_file_and_the_next_one_is_read(string verb, string said)
    {
        using var folder = new Folder();
        var document = Intake.Open(folder.Write("a.html", Page));
        await using var reader = new PageReader();
        var refusal = await Should.ThrowAsync<DocumentRejectedException>(() => reader.ReadAsync(document, With(verb), null, TestContext.Current.CancellationToken));
        refusal.Code.ShouldBe("ITA024");
        refusal.What.ShouldContain(said);
        var read = await reader.ReadAsync(document, With("worker"), null, TestContext.Current.CancellationToken);
        read.Pages[0].Tokens[0].Text.ShouldBe("คะแนนรวม 85.83");
    }

    [Fact]
    public async Task A_worker_that_computes_is_waited_for_however_busy_the_machine_is()
    {
        using var folder = new Folder();
        await using var reader = new PageReader();
        var read = await reader.ReadAsync(Intake.Open(folder.Write("a.html", Page)), With("worker-that-takes-its-time") with { PageTime = TimeSpan.FromSeconds(2) }, null, TestContext.Current.CancellationToken);
        read.Pages[0].Tokens[0].Text.ShouldBe("คะแนนรวม 85.83");
    }

    [Fact]
    public async Task Workers_are_used_again_and_answers_do_not_mix()
    {
        using var folder = new Folder();
        await using var reader = new PageReader(2);
        var documents = Enumerable.Range(0, 12).Select(i => Intake.Open(folder.Write($"{i}.html", $"<html><body><p>หน้า {i}</p></body></html>"))).ToList();
        var reads = await Task.WhenAll(documents.Select(d => reader.ReadAsync(d, new ReadOptions(), null, TestContext.Current.CancellationToken)));
        reads.Select(r => r.Pages[0].Tokens[0].Text).ShouldBe(Enumerable.Range(0, 12).Select(i => $"หน้า {i}"));
    }

    [Fact]
    public async Task Giving_up_ends_the_worker()
    {
        using var folder = new Folder();
        var document = Intake.Open(folder.Write("a.html", Page));
        await using var reader = new PageReader();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        await Should.ThrowAsync<OperationCanceledException>(() => reader.ReadAsync(document, With("worker-that-hangs") with { PageTime = TimeSpan.FromMinutes(1) }, null, giveUp.Token));
    }

    [Fact]
    public async Task Elements_nested_without_end_cost_that_file_only()
    {
        using var folder = new Folder();
        var deep = "<html><body>" + string.Concat(Enumerable.Repeat("<div>", 150_000)) + "x";
        var refusal = await Read.Refused(folder.Write("a.html", deep), new ReadOptions { PageTime = TimeSpan.FromSeconds(4) });
        refusal.Code.ShouldBeOneOf("ITA023", "ITA024");
    }
}
