using System.Text.Json;
using ItaIngest.Harvest.Store;
using ItaIngest.Harvest.Tests.Site;

namespace ItaIngest.Harvest.Tests;

/// <summary>What the archive notices, and what it hands on.</summary>
public sealed class ArchiveTests
{
    private static async Task<(TestSite, Desk)> Harvested()
    {
        var site = await TestSite.Start();
        site.Put("/", Made.Html("หน้าแรก", ("/a.pdf", "ประกาศ ITA ปี ๒๕๖๔ อบต.สุโสะ"), ("/b.pdf", "รายงาน ITA 2565 เทศบาลตำบลห้วยยอด"), ("https://drive.google.com/drive/folders/1A2b3C4d5E6f7", "ไดรฟ์"), ("/c.html", "ผล")), "text/html; charset=utf-8");
        site.Put("/a.pdf", Made.Pdf("a"), "application/pdf");
        site.Put("/b.pdf", Made.Pdf("b"), "application/pdf");
        site.Put("/c.html", Made.Html("ผลการประเมิน ITA คะแนน ๘๕.๘๓ ระดับ A"), "text/html; charset=utf-8");
        var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/\nrequests_per_second: 500\nkeep_pages: matching\nallow_private_addresses: true\nexpect:\n  years: [2564, 2565]\n  agencies: 2\n");
        (await desk.Harvest()).Sources.Single().Alarms.ShouldBeEmpty();
        return (site, desk);
    }

    [Fact]
    public async Task Years_and_agencies_are_counted_from_the_words_of_links()
    {
        var (site, desk) = await Harvested();
        await using var _ = site;
        using var __ = desk;
        var source = Reports.RunReport.Read(desk.Data, null)!.Sources.Single();
        source.Years.ShouldBe([2564, 2565]);
        source.Agencies.ShouldBe(2);
        source.NotFetchable.Single().Url.ShouldStartWith("https://drive.google.com/");
    }

    [Fact]
    public async Task A_page_that_prints_a_result_is_kept_as_a_document_where_the_source_says_so()
    {
        var (site, desk) = await Harvested();
        await using var _ = site;
        using var __ = desk;
        desk.List().Select(a => new Uri(a.Url).AbsolutePath).Order().ShouldBe(["/a.pdf", "/b.pdf", "/c.html"]);
        (await desk.Harvest()).Sources.Single().New.ShouldBeEmpty();
        desk.List().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Changed_bytes_a_missing_document_and_a_cut_log_are_found()
    {
        var (site, desk) = await Harvested();
        await using var _ = site;
        using var __ = desk;
        var (one, other) = (desk.Data.ObjectOf(Made.Hash(Made.Pdf("a"))), desk.Data.ObjectOf(Made.Hash(Made.Pdf("b"))));
        using (var file = new FileStream(one, FileMode.Open)) file.WriteByte(1);
        File.Delete(other);
        using (var warc = new FileStream(desk.Data.WarcFile(1, 0), FileMode.Open)) warc.SetLength(warc.Length - 20);
        Verify.All(desk.Data, CancellationToken.None).Problems.Select(p => p[..6]).Distinct().Order().ShouldBe(["ITA750", "ITA751", "ITA752"]);
    }

    [Fact]
    public async Task Report_and_health_say_every_figure_also_where_it_is_nought()
    {
        var (site, desk) = await Harvested();
        await using var _ = site;
        using var __ = desk;
        var report = await desk.Harvest();
        using (var health = new Reports.Health(desk.Data, TimeProvider.System)) health.Ended(report);
        var said = JsonDocument.Parse(await File.ReadAllTextAsync(desk.Data.Health)).RootElement;
        (said.GetProperty("documents").GetInt32(), said.GetProperty("new_documents").GetInt32(), said.GetProperty("failed").GetInt32()).ShouldBe((3, 0, 0));
        var source = JsonDocument.Parse(report.ToJson()).RootElement.GetProperty("sources")[0];
        (source.GetProperty("unchanged").GetInt32(), source.GetProperty("left_over").GetInt32(), source.GetProperty("new").GetArrayLength()).ShouldBe((3, 0, 0));
    }

    [Fact]
    public async Task A_document_lost_from_the_archive_is_fetched_again()
    {
        var (site, desk) = await Harvested();
        await using var _ = site;
        using var __ = desk;
        var lost = desk.Data.ObjectOf(Made.Hash(Made.Pdf("b")));
        File.Delete(lost);
        await desk.Harvest();
        File.Exists(lost).ShouldBeTrue();
    }

    [Fact]
    public async Task What_ingest_had_is_not_handed_to_it_again_also_after_a_torn_line()
    {
        var (site, desk) = await Harvested();
        await using var _ = site;
        using var __ = desk;
        var waiting = Ingested.Waiting(desk.Data);
        waiting.Count.ShouldBe(3);
        Ingested.Mark(desk.Data, waiting.Take(1), TimeProvider.System.GetUtcNow());
        File.AppendAllText(desk.Data.Ingested, "{\"sha256\":\"torn");
        Ingested.Waiting(desk.Data).Count.ShouldBe(2);
        Ingested.Mark(desk.Data, waiting.Skip(1), TimeProvider.System.GetUtcNow());
        Ingested.Waiting(desk.Data).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_torn_journal_and_log_are_cut_back_to_what_is_whole()
    {
        var (site, desk) = await Harvested();
        await using var _ = site;
        using var __ = desk;
        var journal = desk.Data.Journal(1);
        var lines = File.ReadAllLines(journal);
        File.WriteAllText(journal, string.Join('\n', lines.Take(4)) + "\n" + lines[4][..20]);
        foreach (var state in Directory.GetFiles(desk.Data.Sources)) File.Delete(state);
        File.AppendAllText(desk.Data.WarcFile(1, 0), "torn");
        await desk.Harvest();
        desk.Data.RunNumbers().ShouldBe([1]);
        Verify.All(desk.Data, CancellationToken.None).Problems.ShouldBeEmpty();
        desk.List().Count.ShouldBe(3);
    }

    [Fact]
    public void One_harvest_at_a_time_in_a_data_folder()
    {
        using var desk = new Desk();
        using (var first = FolderLock.TryTake(desk.Data))
        {
            first.ShouldNotBeNull();
            FolderLock.TryTake(desk.Data).ShouldBeNull();
        }
        using var again = FolderLock.TryTake(desk.Data);
        again.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_documents_of_a_zip_go_and_come_back_with_it()
    {
        await using var site = await TestSite.Start();
        var zip = Made.Zip(("a.pdf", Made.Pdf("a")), ("b.pdf", Made.Pdf("b")));
        site.Put("/", Made.Html("x", ("/all.zip", "รวม")), "text/html");
        site.Put("/all.zip", zip, "application/zip");
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/\nrequests_per_second: 500\nallow_private_addresses: true\n");
        await desk.Harvest();
        site.Answers.TryRemove("/all.zip", out _);
        (await desk.Harvest()).Sources.Single().Documents.ShouldBe(0);
        desk.List().Select(a => a.Status).ShouldBe(["gone", "gone"]);
        site.Put("/all.zip", zip, "application/zip");
        (await desk.Harvest()).Sources.Single().Documents.ShouldBe(2);
        desk.List().Select(a => a.Status).ShouldBe(["present", "present"]);
        site.Log.Count(s => s.Target == "/all.zip" && s.Sent > 0).ShouldBe(1, "it came back unchanged");
    }
}
