using ItaIngest.Harvest.Reports;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Tests.Site;

namespace ItaIngest.Harvest.Tests;

/// <summary>One provincial site with everything that goes wrong, harvested three times: first, unchanged, changed.</summary>
public sealed class ProvinceHarvested : IAsyncLifetime
{
    private TestSite? site;
    private TestSite? inner;

    internal Desk Desk { get; } = new();

    internal Province Province { get; private set; } = null!;

    internal string Root => site!.Root;

    internal int InnerRequests => inner!.Log.Count;

    internal (RunReport Report, IReadOnlyList<Seen> Log, int MostAtOnce, IReadOnlyList<Archived> List, IReadOnlyList<string> Objects) First { get; private set; }

    internal (RunReport Report, IReadOnlyList<Seen> Log, int MostAtOnce, IReadOnlyList<Archived> List, IReadOnlyList<string> Objects) Second { get; private set; }

    internal (RunReport Report, IReadOnlyList<Seen> Log, int MostAtOnce, IReadOnlyList<Archived> List, IReadOnlyList<string> Objects) Third { get; private set; }

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.Start();
        inner = await TestSite.Start();
        Province = Province.Build(site, inner);
        Desk.Write("trang.yaml", $"""
            name: ตรัง ทดสอบ
            start: {site.Root}/
            requests_per_second: 400
            max_pages: 400
            minimum_documents: 120
            allow_private_addresses: true
            expect:
              years: [2564]
            """);
        First = await Run();
        Second = await Run();
        Province.Change();
        Third = await Run();
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await site!.DisposeAsync();
        await inner!.DisposeAsync();
    }

    private async Task<(RunReport, IReadOnlyList<Seen>, int, IReadOnlyList<Archived>, IReadOnlyList<string>)> Run()
    {
        site!.Forget();
        var report = await Desk.Harvest();
        return (report, [.. site.Log], site.MostAtOnce, Desk.List(), Desk.Objects());
    }
}

public sealed class WholeSiteTests(ProvinceHarvested harvested) : IClassFixture<ProvinceHarvested>
{
    private Province Province => harvested.Province;

    [Fact]
    public void The_site_has_at_least_300_pages_and_120_documents()
    {
        Province.Pages.ShouldBeGreaterThanOrEqualTo(300);
        Province.Expected.Values.Distinct().Count().ShouldBeGreaterThanOrEqualTo(120);
    }

    [Fact]
    public void Every_document_that_should_be_there_is_there_once_and_no_other()
    {
        var list = harvested.First.List;
        Province.Expected.Where(e => list.All(a => a.Sha256 != e.Value)).Select(e => e.Key).ShouldBeEmpty("these are missing");
        list.Select(a => a.Sha256).Except(Province.Expected.Values).ShouldBeEmpty("nothing else is listed");
        list.Count.ShouldBe(list.Select(a => a.Sha256).Distinct().Count());
        list.ShouldAllBe(a => a.Status == "present");
    }

    [Fact]
    public void What_must_not_be_fetched_is_in_no_file_and_the_inner_server_saw_no_request()
    {
        foreach (var forbidden in Province.Forbidden.Values) harvested.Third.Objects.ShouldNotContain(o => o.StartsWith(forbidden, StringComparison.Ordinal));
        harvested.InnerRequests.ShouldBe(0);
        harvested.First.Report.Sources.Single().Refused.Select(r => r.Code).Distinct().Order().ShouldBe(["ITA711", "ITA713"]);
    }

    [Fact]
    public void The_same_bytes_under_ten_addresses_are_one_document_with_ten_addresses() =>
        harvested.First.List.Single(a => a.Sha256 == Province.Expected["/copies"]).Urls.Count.ShouldBe(10);

    [Fact]
    public void A_document_in_a_zip_has_the_zips_address_and_its_path_in_it()
    {
        var member = harvested.First.List.Single(a => a.Sha256 == Province.Expected["zip รายงานเก่า.pdf"]);
        (member.Url, member.Path).ShouldBe(($"{harvested.Root}/old.zip", "รายงานเก่า.pdf"));
        harvested.First.List.Single(a => a.Sha256 == Province.Expected["zip ลึก.pdf"]).Path.ShouldBe("ใน.zip!/ลึก.pdf");
    }

    [Fact]
    public void A_zip_bomb_is_refused_whole() =>
        harvested.First.Report.Sources.Single().Failed.ShouldContain(f => f.Code == "ITA730" && f.Url.EndsWith("/bomb.zip", StringComparison.Ordinal));

    [Fact]
    public void Redirects_in_a_circle_are_said_once() =>
        harvested.First.Report.Sources.Single().Failed.Where(f => f.Code == "ITA714").Select(f => new Uri(f.Url).AbsolutePath).Order().ShouldBe(["/loop/b", "/self"]);

    [Fact]
    public void A_thai_file_name_comes_out_of_the_header() =>
        harvested.First.List.Single(a => a.Sha256 == Province.Expected["/โหลด/7"]).FileName.ShouldBe("รายงาน ITA ๒๕๖๗.pdf");

    [Fact]
    public void Never_two_requests_at_once_and_never_a_disallowed_path()
    {
        foreach (var (_, log, atOnce, _, _) in new[] { harvested.First, harvested.Second, harvested.Third })
        {
            atOnce.ShouldBe(1);
            log.ShouldAllBe(s => s.Agent!.StartsWith("ItaIngest/", StringComparison.Ordinal));
            log.ShouldNotContain(s => s.Target.StartsWith(Made.Escape("/ลับ/เอกสาร"), StringComparison.Ordinal) || s.Target.Contains("draft", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Nothing_is_fetched_twice_in_a_run() =>
        harvested.First.Log.Where(s => s is { Status: 200, Finished: true, Range: null, Sent: > 0 } && s.Target is not ("/broken.pdf" or "/stubborn.pdf")).GroupBy(s => s.Target).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    [Fact]
    public void A_broken_download_goes_on_where_it_broke()
    {
        var asked = harvested.First.Log.Where(s => s.Target == "/broken.pdf").ToList();
        asked.Count.ShouldBe(3);
        asked[1].Range.ShouldStartWith("bytes=");
        asked[2].Range.ShouldStartWith("bytes=");
        asked[2].Sent.ShouldBeLessThan(300_000);
    }

    [Fact]
    public void An_endless_calendar_ends_at_the_depth_limit_and_the_report_says_so()
    {
        var source = harvested.First.Report.Sources.Single();
        source.Stopped.ShouldBe("MaxDepth");
        source.LeftOver.ShouldBeGreaterThan(0);
        source.Pages.ShouldBeLessThan(400);
        source.Alarms.ShouldBeEmpty();
        source.Documents.ShouldBe(Province.Expected.Values.Distinct().Count());
    }

    [Fact]
    public void A_second_run_transfers_no_document_and_at_most_a_twentieth_of_the_bytes()
    {
        var source = harvested.Second.Report.Sources.Single();
        (source.New.Count, source.Changed.Count, source.Gone.Count).ShouldBe((0, 0, 0));
        source.Documents.ShouldBe(harvested.First.Report.Sources.Single().Documents);
        // The bomb is no document and is looked at each time.
        harvested.Second.Log.Where(s => s.Sent > 0 && s.Target != "/bomb.zip" && (s.Target.Contains(".pdf", StringComparison.Ordinal) || s.Target.Contains(".zip", StringComparison.Ordinal)) && s.Target != Made.Escape("/ไม่ใช่.pdf")).Select(s => s.Target).ShouldBeEmpty();
        harvested.Second.Log.Sum(s => s.Sent).ShouldBeLessThan(harvested.First.Log.Sum(s => s.Sent) / 20);
        harvested.Second.Objects.ShouldBe(harvested.First.Objects);
        harvested.Second.List.Select(a => (a.Sha256, a.Status, a.FirstSeen)).ShouldBe(harvested.First.List.Select(a => (a.Sha256, a.Status, a.FirstSeen)));
    }

    [Fact]
    public void A_changed_document_is_a_new_version_and_the_old_one_stays()
    {
        var list = harvested.Third.List;
        list.Single(a => a.Sha256 == Province.ChangedAfter).Status.ShouldBe("present");
        list.Single(a => a.Sha256 == Province.ChangedBefore).Status.ShouldBe("superseded");
        harvested.Third.Report.Sources.Single().Changed.Count.ShouldBe(1);
    }

    [Fact]
    public void A_vanished_document_stays_and_is_marked_gone()
    {
        foreach (var removed in Province.Removed)
        {
            var gone = harvested.Third.List.Single(a => a.Sha256 == removed);
            gone.Status.ShouldBe("gone");
            gone.GoneSince.ShouldNotBeNull();
            harvested.Third.Objects.ShouldContain(o => o.StartsWith(removed, StringComparison.Ordinal));
        }
        harvested.Third.Report.Sources.Single().Gone.Count.ShouldBe(2);
    }

    [Fact]
    public void The_archive_verifies_and_every_fetch_is_in_the_warc()
    {
        var verified = Verify.All(harvested.Desk.Data, CancellationToken.None);
        verified.Problems.ShouldBeEmpty();
        var targets = Verify.ReadWarc(harvested.Desk.Data.WarcFile(1, 0)).Where(r => r.Type is "response" or "revisit").Select(r => r.Target).ToHashSet();
        foreach (var one in harvested.First.List) targets.ShouldContain(one.Url);
        Verify.ReadWarc(harvested.Desk.Data.WarcFile(1, 0)).First().Type.ShouldBe("warcinfo");
    }

    [Fact]
    public void Reports_come_as_text_html_and_json()
    {
        var report = harvested.Third.Report;
        var (text, html) = (new StringWriter(), new StringWriter());
        TextReport.WriteText(report, text);
        TextReport.WriteHtml(report, html);
        text.ToString().ShouldContain("ตรัง ทดสอบ");
        html.ToString().ShouldContain("<details><summary>gone (2)");
        System.Text.Json.JsonDocument.Parse(report.ToJson()).RootElement.GetProperty("sources")[0].GetProperty("gone").GetArrayLength().ShouldBe(2);
        RunReport.Read(harvested.Desk.Data, 1)!.Sources.Single().New.Count.ShouldBe(harvested.First.Report.Sources.Single().New.Count);
        RunReport.Read(harvested.Desk.Data, 99).ShouldBeNull();
    }
}
