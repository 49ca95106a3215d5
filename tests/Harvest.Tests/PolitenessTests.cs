using ItaIngest.Harvest.Tests.Site;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Tests;

public sealed class PolitenessTests
{
    [Fact]
    public async Task Two_sources_on_one_host_take_turns_and_keep_the_spacing()
    {
        await using var site = await TestSite.Start();
        Chain(site, 30);
        using var desk = new Desk();
        foreach (var name in new[] { "one", "two" })
            desk.Write($"{name}.yaml", $"name: {name}\nstart: {site.Root}/{name}/0\nrequests_per_second: 25\nmax_pages: 16\nallow_private_addresses: true\n");
        var folder = Sources.SourceFiles.Read(desk.Sources);
        folder.IsSound.ShouldBeTrue("sharing a host is a warning");
        await Runs.Harvester.Run(new Runs.HarvestOrder { Data = desk.Data, Sources = folder.Sources, Patience = Program.Quick }, CancellationToken.None);

        site.MostAtOnce.ShouldBe(1);
        var arrivals = site.Log.Select(s => s.At).Order().ToList();
        arrivals.Count.ShouldBeGreaterThan(30);
        // A busy machine may deliver one request late and the next on time; over ten gaps that cannot hide a rate that is too high.
        for (var i = 10; i < arrivals.Count; i++) (arrivals[i] - arrivals[i - 10]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds((10 * 40) - 60));
    }

    [Fact]
    public async Task A_crawl_delay_slows_a_source_down()
    {
        await using var site = await TestSite.Start();
        Chain(site, 4);
        site.Put("/robots.txt", "User-agent: *\nCrawl-delay: 0.5\n"u8.ToArray(), "text/plain");
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/one/0\nrequests_per_second: 500\nallow_private_addresses: true\n");
        await desk.Harvest();
        var arrivals = site.Log.Where(s => s.Target != "/robots.txt").Select(s => s.At).Order().ToList();
        arrivals.Count.ShouldBe(4);
        (arrivals[^1] - arrivals[0]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(1400));
    }

    [Fact]
    public async Task A_robots_txt_that_cannot_be_read_forbids_everything()
    {
        await using var site = await TestSite.Start();
        Chain(site, 3);
        site.Answers["/robots.txt"] = c => TestSite.Status(c, 500);
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/one/0\nrequests_per_second: 500\nminimum_documents: 1\nallow_private_addresses: true\n");
        var report = await desk.Harvest();
        site.Log.ShouldAllBe(s => s.Target == "/robots.txt");
        report.Sources.Single().Alarms.ShouldContain(a => a.StartsWith("ITA740", StringComparison.Ordinal) && a.Contains("robots.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_retry_after_ends_the_source_early_instead_of_knocking_again()
    {
        await using var site = await TestSite.Start();
        Chain(site, 5);
        site.Answers["/one/2"] = c =>
        {
            c.Response.Headers.RetryAfter = "7200";
            return TestSite.Status(c, 429);
        };
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/one/0\nrequests_per_second: 500\nallow_private_addresses: true\n");
        var report = await desk.Harvest();
        report.Sources.Single().Stopped.ShouldBe("RetryAfter");
        site.Log.Count(s => s.Target == "/one/2").ShouldBe(1);
        site.Log.ShouldNotContain(s => s.Target == "/one/3");
    }

    [Fact]
    public async Task A_host_that_only_fails_is_left_to_rest_and_then_given_up()
    {
        await using var site = await TestSite.Start();
        site.Put("/", Made.Html("x", [.. Enumerable.Range(0, 60).Select(i => ($"/p{Made.N(i)}", "x"))]), "text/html");
        site.Otherwise = (c, _) => TestSite.Status(c, c.Request.Path == "/robots.txt" ? 404 : 500);
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/\nrequests_per_second: 500\nallow_private_addresses: true\n");
        var report = await desk.Harvest(Program.Quick with { FirstRetry = TimeSpan.FromMilliseconds(5), Break = TimeSpan.FromMilliseconds(600), MostBreaks = 2 });
        report.Sources.Single().Stopped.ShouldBe("Breaker");
        report.Sources.Single().LeftOver.ShouldBeGreaterThan(30);
        site.Log.Count.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task Fewer_documents_than_the_minimum_are_an_alarm_and_a_page_limit_is_said()
    {
        await using var site = await TestSite.Start();
        Chain(site, 20);
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/one/0\nrequests_per_second: 500\nmax_pages: 5\nminimum_documents: 1\nallow_private_addresses: true\nexpect:\n  years: [2564]\n");
        var source = (await desk.Harvest()).Sources.Single();
        source.Pages.ShouldBe(5);
        source.Stopped.ShouldBe("MaxPages");
        source.Alarms.Select(a => a[..6]).ShouldBe(["ITA740", "ITA741"]);
    }

    [Fact]
    public async Task A_source_that_may_not_use_private_addresses_asks_nothing_of_them()
    {
        await using var site = await TestSite.Start();
        Chain(site, 3);
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: [\"{site.Root}/one/0\", \"http://localhost:{Made.N(site.Port)}/one/0\"]\nrequests_per_second: 500\n");
        var report = await desk.Harvest();
        site.Log.ShouldBeEmpty();
        report.Sources.Single().Refused.Select(r => r.Code).ShouldBe(["ITA713", "ITA713"]);
        report.HasAlarms.ShouldBeTrue();
    }

    [Fact]
    public async Task A_dry_run_walks_and_takes_nothing()
    {
        await using var site = await TestSite.Start();
        site.Put("/", Made.Html("x", ("/a.pdf", "a")), "text/html");
        site.Put("/a.pdf", Made.Pdf("a"), "application/pdf");
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/\nrequests_per_second: 500\nallow_private_addresses: true\n");
        (await desk.Harvest(dryRun: true)).Sources.Single().WouldFetch.Single().Url.ShouldEndWith("/a.pdf");
        site.Log.ShouldNotContain(s => s.Target == "/a.pdf");
        desk.Objects().ShouldBeEmpty();
    }

    private static void Chain(TestSite site, int length)
    {
        foreach (var name in new[] { "one", "two" })
            for (var i = 0; i < length; i++)
                site.Put($"/{name}/{Made.N(i)}", i + 1 < length ? Made.Html("x", (Made.N(i + 1), "ถัดไป")) : Made.Html("x"), "text/html");
    }
}
