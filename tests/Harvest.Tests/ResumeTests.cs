using ItaIngest.Harvest.Runs;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Tests.Site;

namespace ItaIngest.Harvest.Tests;

/// <summary>A run that was stopped at a certain address goes on from there: nothing is lost, nothing fetched twice.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task Interrupted_by_hand_the_run_is_gone_on_with()
    {
        await using var site = await TestSite.Start();
        for (var i = 0; i < 40; i++) site.Put($"/{Made.N(i)}", Made.Html("x", (Made.N(i + 1), "ถัดไป")), "text/html");
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/0\nrequests_per_second: 50\nmax_depth: 100\nallow_private_addresses: true\n");
        await StopAt(desk, visit => visit.Url.EndsWith("/9", StringComparison.Ordinal));
        var before = site.Log.Count;
        await desk.Harvest();
        desk.Data.RunNumbers().ShouldBe([1]);
        site.Log.Skip(before).ShouldNotContain(s => s.Target == "/3");
        Reports.RunReport.Read(desk.Data, 1)!.Sources.Single().Pages.ShouldBe(40);
    }

    [Fact]
    public async Task A_page_that_answered_at_its_last_try_is_not_asked_again_and_its_links_are_followed()
    {
        await using var site = await TestSite.Start();
        site.Put("/", Made.Html("x", ("/weak", "หน้า")), "text/html");
        site.Put("/found.pdf", Made.Pdf("found"), "application/pdf");
        var asked = 0;
        site.Answers["/weak"] = c => ++asked <= 1 + Program.Quick.Retries ? TestSite.Status(c, 500) : TestSite.Send(c, Made.Html("y", ("/found.pdf", "เอกสาร")), "text/html");
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/\nrequests_per_second: 500\nallow_private_addresses: true\n");
        await StopAt(desk, visit => visit.Url.EndsWith("/weak", StringComparison.Ordinal) && visit.Outcome == Outcome.Seen);
        var source = (await desk.Harvest()).Sources.Single();
        asked.ShouldBe(1 + Program.Quick.Retries + 1);
        desk.List().Single().Url.ShouldEndWith("/found.pdf");
        source.Failed.ShouldBeEmpty("it failed before, and answered then");
    }

    [Fact]
    public async Task Where_a_document_went_that_nothing_links_to_any_more_is_asked_after_the_interruption()
    {
        await using var site = await TestSite.Start();
        site.Put("/", Made.Html("x", ("/old.pdf", "เอกสาร")), "text/html");
        site.Put("/old.pdf", Made.Pdf("old"), "application/pdf");
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/\nrequests_per_second: 500\nallow_private_addresses: true\n");
        await desk.Harvest();
        site.Put("/", Made.Html("x"), "text/html");
        site.Put("/new.pdf", Made.Pdf("new"), "application/pdf");
        site.Answers["/old.pdf"] = c => TestSite.Redirect(c, "/new.pdf");
        await StopAt(desk, visit => visit.Outcome == Outcome.Gone);
        await desk.Harvest();
        desk.Data.RunNumbers().ShouldBe([1, 2]);
        desk.List().Select(a => (new Uri(a.Url).AbsolutePath, a.Status)).ShouldBe([("/new.pdf", "present"), ("/old.pdf", "gone")]);
    }

    private static async Task StopAt(Desk desk, Func<Visit, bool> here)
    {
        using var stop = new CancellationTokenSource();
        var order = new HarvestOrder
        {
            Data = desk.Data, Sources = SourceFiles.Read(desk.Sources).Sources, Patience = Program.Quick,
            Progress = new Progress((_, visit) =>
            {
                if (here(visit)) stop.Cancel();
            }),
        };
        await Should.ThrowAsync<OperationCanceledException>(() => Harvester.Run(order, stop.Token));
    }
}
