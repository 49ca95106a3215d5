using System.IO.Compression;
using ItaIngest.Harvest.Reports;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Tests.Site;

namespace ItaIngest.Harvest.Tests;

/// <summary>What a source's limits stop, the report says; and the next run goes on without them in the way.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Outside_its_night_window_a_source_is_asked_nothing()
    {
        await using var site = await Many();
        var hour = TimeProvider.System.GetUtcNow().ToOffset(NightWindow.BangkokOffset).Hour;
        var (source, _, _) = await Harvest(site, $"window: \"{(hour + 2) % 24:00}:00-{(hour + 3) % 24:00}:00\"");
        (source.Stopped, source.LeftOver).ShouldBe(("Window", 1));
        site.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_documents_and_bytes_are_taken_than_the_source_allows()
    {
        await using var site = await Many();
        var (documents, _, _) = await Harvest(site, "max_documents: 3");
        (documents.Stopped, documents.Documents, documents.LeftOver).ShouldBe(("MaxDocuments", 3, 7));
        var (bytes, _, _) = await Harvest(site, "max_total_bytes: 50000");
        bytes.Stopped.ShouldBe("MaxTotalBytes");
        bytes.Received.ShouldBeLessThan(50_000 + 21_000);
    }

    [Fact]
    public async Task A_document_longer_than_allowed_is_not_kept_whether_its_length_is_said_or_not()
    {
        await using var site = await TestSite.Start();
        site.Put("/", Made.Html("x", ("/said.pdf", "a"), ("/unsaid.pdf", "b")), "text/html");
        site.Put("/said.pdf", Made.Pdf("said"), "application/pdf");
        site.Answers["/unsaid.pdf"] = c =>
        {
            c.Response.ContentType = "application/pdf";
            return TestSite.Write(c, Made.Pdf("unsaid"));
        };
        var (_, codes, kept) = await Harvest(site, "max_bytes: 5000");
        codes.ShouldBe(["ITA728", "ITA728"]);
        kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_grows_without_measure_when_unpacked_is_not_kept()
    {
        await using var site = await TestSite.Start();
        var zeros = new byte[24 << 20];
        "%PDF-1.4\n"u8.CopyTo(zeros);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(zeros);
        site.Put("/", Made.Html("x", ("/bomb.pdf", "a")), "text/html");
        site.Put("/bomb.pdf", packed.ToArray(), "application/pdf", ("Content-Encoding", "gzip"));
        var (_, codes, kept) = await Harvest(site, "");
        codes.ShouldBe(["ITA725"]);
        kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirects_that_never_arrive_end_after_ten()
    {
        await using var site = await TestSite.Start();
        site.Put("/", Made.Html("x", ("/away/0", "a")), "text/html");
        site.Otherwise = (c, target) => target.StartsWith("/away/", StringComparison.Ordinal) ? TestSite.Redirect(c, $"/away/{Made.N(int.Parse(target[6..], null) + 1)}") : TestSite.Status(c, 404);
        var (_, codes, _) = await Harvest(site, "");
        codes.ShouldBe(["ITA714"]);
        site.Log.Count(s => s.Target.StartsWith("/away/", StringComparison.Ordinal)).ShouldBe(11);
    }

    private static async Task<TestSite> Many()
    {
        var site = await TestSite.Start();
        site.Put("/", Made.Html("x", [.. Enumerable.Range(0, 10).Select(i => ($"/{Made.N(i)}.pdf", "เอกสาร"))]), "text/html");
        for (var i = 0; i < 10; i++) site.Put($"/{Made.N(i)}.pdf", Made.Pdf(Made.N(i)), "application/pdf");
        return site;
    }

    private static async Task<(SourceReport Source, IReadOnlyList<string?> Codes, IReadOnlyList<string> Kept)> Harvest(TestSite site, string limit)
    {
        using var desk = new Desk();
        desk.Write("a.yaml", $"name: a\nstart: {site.Root}/\nrequests_per_second: 500\nallow_private_addresses: true\n{limit}\n");
        var source = (await desk.Harvest()).Sources.Single();
        return (source, [.. source.Failed.Concat(source.Refused).Select(f => f.Code)], desk.Objects());
    }
}
