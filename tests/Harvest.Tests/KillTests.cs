using System.Diagnostics;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Tests.Site;

namespace ItaIngest.Harvest.Tests;

/// <summary>A harvest process killed with SIGKILL again and again leaves, in the end, what an undisturbed one leaves.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Killed_at_random_moments_and_run_to_the_end_the_archive_is_that_of_an_undisturbed_run()
    {
        await using var site = await TestSite.Start();
        Small(site);
        using var calm = new Desk();
        Source(calm, site);
        await calm.Harvest();
        site.Forget();

        using var desk = new Desk();
        Source(desk, site);
        var random = new Random(7);
        var kills = 0;
        while (kills < 4)
        {
            using var process = Start(desk);
            // Only time in which it works counts: starting takes most of a process's life on a busy machine.
            var before = site.Log.Count;
            while (site.Log.Count == before && !process.HasExited) await Task.Delay(2);
            await Task.Delay(random.Next(5, 250));
            if (process.HasExited) break;
            process.Kill();
            await process.WaitForExitAsync();
            kills++;
        }
        using (var last = Start(desk))
        {
            await last.WaitForExitAsync();
            last.ExitCode.ShouldBe(0);
        }

        kills.ShouldBeGreaterThan(1, "the site is large enough to be killed in");
        desk.Objects().ShouldBe(calm.Objects());
        Comparable(desk).ShouldBe(Comparable(calm));
        desk.Data.RunNumbers().ShouldBe([1], "all of it was one run");
        Verify.All(desk.Data, CancellationToken.None).Problems.ShouldBeEmpty();
        // A request that was under way at a kill must be sent again: one for each kill, no more.
        var twice = site.Log.Where(s => s is { Finished: true, Status: 200 }).GroupBy(s => s.Target).Where(g => g.Count() > 1).Sum(g => g.Count() - 1);
        twice.ShouldBeLessThanOrEqualTo(kills);
    }

    [Fact]
    public async Task An_unfinished_run_over_other_sources_is_closed_and_what_it_found_is_kept()
    {
        await using var site = await TestSite.Start();
        Small(site);
        using var desk = new Desk();
        Source(desk, site);
        using (var process = Start(desk))
        {
            while (site.Log.Count < 30 && !process.HasExited) await Task.Delay(2);
            process.Kill();
            await process.WaitForExitAsync();
        }
        var found = desk.List().Count;
        found.ShouldBeGreaterThan(0);
        desk.Write("b.yaml", $"name: other\nstart: {site.Root}/page/1.html\nrequests_per_second: 500\nallow_private_addresses: true\nmax_pages: 1\n");
        File.Delete(Path.Combine(desk.Sources, "small.yaml"));
        await desk.Harvest();
        desk.Data.RunNumbers().ShouldBe([1, 2]);
        desk.List().Count.ShouldBeGreaterThanOrEqualTo(found);
    }

    private static Process Start(Desk desk) => Process.Start(new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, "--harvest", desk.Sources, desk.Data.Root]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static void Source(Desk desk, TestSite site) => desk.Write("small.yaml", $"name: small\nstart: {site.Root}/\nrequests_per_second: 120\nmax_pages: 500\nallow_private_addresses: true\n");

    private static void Small(TestSite site)
    {
        for (var p = 0; p < 60; p++)
        {
            site.Put($"/page/{Made.N(p)}.html", Made.Html($"หน้า {p}", ($"/doc/{Made.N(p)}.pdf", "เอกสาร"), ($"{Made.N(p + 1)}.html", "ถัดไป")), "text/html; charset=utf-8");
            site.Put($"/doc/{Made.N(p)}.pdf", Made.Pdf($"small {p}", 30_000), "application/pdf");
        }
        site.Put("/all.zip", Made.Zip(("ใน.pdf", Made.Pdf("in the small zip"))), "application/zip");
        site.Put("/", Made.Html("หน้าแรก", [("/page/0.html", "เริ่ม"), ("/all.zip", "รวม"), .. Enumerable.Range(0, 30).Select(p => ($"/page/{Made.N(2 * p)}.html", "หน้า"))]), "text/html; charset=utf-8");
    }

    private static List<(string, string, string?, string)> Comparable(Desk desk) => [.. desk.List().Select(a => (a.Sha256, a.Url, a.Path, a.Status))];
}
