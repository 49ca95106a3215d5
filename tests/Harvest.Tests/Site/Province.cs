using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ItaIngest.Harvest.Tests.Site;

/// <summary>
/// A provincial site of more than 300 pages and 120 documents with everything that real sites do wrong. Says which documents must be found, and which must not.
/// </summary>
internal sealed class Province
{
    private readonly TestSite site;
    private readonly TestSite inner;
    private readonly List<(string Href, string Text)> home = [];

    public Dictionary<string, string> Expected { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Forbidden { get; } = new(StringComparer.Ordinal);

    public int Pages { get; private set; }

    /// <summary>The document whose bytes <see cref="Change"/> replaces, and those that it removes.</summary>
    public string ChangedBefore { get; private set; } = "";

    public string ChangedAfter { get; private set; } = "";

    public List<string> Removed { get; } = [];

    private Province(TestSite site, TestSite inner)
    {
        (this.site, this.inner) = (site, inner);
    }

    /// <param name="site">Where it is served.</param>
    /// <param name="inner">Another server on loopback, which no request may reach.</param>
    /// <param name="results">Text documents beside those made up of noise: name and bytes.</param>
    public static Province Build(TestSite site, TestSite inner, params (string Name, byte[] Bytes)[] results)
    {
        var province = new Province(site, inner);
        province.Robots();
        province.Tree();
        province.Spellings();
        province.Faults();
        province.Hidden();
        province.Zips();
        province.Traps();
        foreach (var (name, bytes) in results)
        {
            province.Document($"/ผล/{name}", bytes, "text/plain; charset=utf-8");
            province.home.Add(($"/ผล/{name}", "ผลการประเมิน ITA"));
        }
        province.site.Put("/", Made.Html("หน้าแรก", [.. province.home]), "text/html; charset=utf-8");
        return province;
    }

    /// <summary>One document changes, one answers 404, one is replaced by a redirect to the first page.</summary>
    public void Change()
    {
        var changed = Made.Pdf("district 1 document 0, corrected");
        ChangedBefore = Expected["/อำเภอ-1/เอกสาร-0.pdf"];
        ChangedAfter = Made.Hash(changed);
        site.Put(Made.Escape("/อำเภอ-1/เอกสาร-0.pdf"), changed, "application/pdf");
        site.Answers.TryRemove(Made.Escape("/อำเภอ-1/เอกสาร-1.pdf"), out _);
        site.Answers[Made.Escape("/อำเภอ-1/เอกสาร-2.pdf")] = c => TestSite.Redirect(c, "/");
        Removed.AddRange([Expected["/อำเภอ-1/เอกสาร-1.pdf"], Expected["/อำเภอ-1/เอกสาร-2.pdf"]]);
    }

    private void Document(string target, byte[] body, string type = "application/pdf", params (string, string)[] headers)
    {
        site.Put(Made.Escape(target), body, type, headers);
        Expected[target] = Made.Hash(body);
    }

    private void Page(string target, string title, params (string, string)[] links)
    {
        site.Put(Made.Escape(target), Made.Html(title, links), "text/html; charset=utf-8");
        Pages++;
    }

    private void Robots()
    {
        site.Put("/robots.txt", Encoding.UTF8.GetBytes("User-agent: *\nDisallow: /\n\nUser-agent: ItaIngest\nDisallow: /ลับ/\nAllow: /ลับ/เปิด/\nDisallow: /*.pdf?draft\n"), "text/plain");
        var secret = Made.Pdf("behind robots.txt");
        site.Put(Made.Escape("/ลับ/เอกสาร.pdf"), secret, "application/pdf");
        Forbidden["/ลับ/เอกสาร.pdf"] = Made.Hash(secret);
        Document("/ลับ/เปิด/เอกสาร.pdf", Made.Pdf("allowed within the disallowed"));
        var draft = Made.Pdf("draft");
        site.Put("/plan.pdf?draft=1", draft, "application/pdf");
        Forbidden["/plan.pdf?draft"] = Made.Hash(draft);
        home.AddRange([("/ลับ/เอกสาร.pdf", "ลับ"), ("/ลับ/เปิด/เอกสาร.pdf", "เปิด"), ("/plan.pdf?draft=1", "ร่าง")]);
    }

    /// <summary>Thai paths, relative links, 20 districts of 14 pages and 5 documents, each page linking up and across.</summary>
    private void Tree()
    {
        for (var d = 1; d <= 20; d++)
        {
            var links = new List<(string, string)> { ("../", "หน้าแรก") };
            for (var p = 0; p < 14; p++)
            {
                Page($"/อำเภอ-{d}/หน้า/{p}.html", $"หน้า {p}", ("../", "อำเภอ"), ($"{(p + 1) % 14}.html", "ถัดไป"), ("../../", "หน้าแรก"), ($"../เอกสาร-{p % 5}.pdf", "ผลการประเมิน ITA ปี ๒๕๖๔"));
                links.Add(($"หน้า/{p}.html", $"หน้า {p}"));
            }
            for (var n = 0; n < 5; n++) Document($"/อำเภอ-{d}/เอกสาร-{n}.pdf", Made.Pdf($"district {d} document {n}", 6000 + (997 * n)));
            Page($"/อำเภอ-{d}/", $"อำเภอ {d}", [.. links]);
            home.Add(($"อำเภอ-{d}/", $"อำเภอ {d}"));
        }
    }

    /// <summary>The same letters in other bytes: TIS-620 pages, paths and file names, names in headers, compressed pages, duplicates.</summary>
    private void Spellings()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var tis = Encoding.GetEncoding(874);
        var tisPath = "/tis/" + string.Concat(tis.GetBytes("ประกาศ").Select(b => $"%{b:X2}")) + ".pdf";
        var old = Made.Pdf("path in TIS-620");
        site.Put(tisPath, old, "application/pdf");
        Expected["/tis/ประกาศ.pdf"] = Made.Hash(old);
        var query = "/tis/get.php?name=" + string.Concat(tis.GetBytes("ผล").Select(b => $"%{b:X2}"));
        var asked = Made.Pdf("query in the page's own TIS-620");
        site.Put(query, asked, "application/octet-stream", ("Content-Disposition", "attachment; filename=\"x.pdf\""));
        Expected["/tis/get.php"] = Made.Hash(asked);
        var page = tis.GetBytes($"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=tis-620\"><title>หน้าเก่า</title></head><body><a href=\"{tisPath}\">ประกาศผล ITA ปี ๒๕๖๓</a><a href=\"get.php?name=ผล\">ผล</a></body></html>");
        site.Put("/tis/index.php", page, "text/html");
        Pages++;

        Document("/โหลด/7", Made.Pdf("no ending"), "application/force-download", ("Content-Disposition", "attachment; filename*=UTF-8''" + Uri.EscapeDataString("รายงาน ITA ๒๕๖๗.pdf")));
        Document("/ผล.txt", Made.Text("ตรัง"), "text/plain; charset=utf-8");
        Document("/ผล.docx", Made.Docx("ตรัง"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        Document("/สแกน.jpg", Made.Jpeg("scan"), "image/jpeg");
        Document("/ผิดชนิด.php", Made.Pdf("sent as text/html"), "text/html; charset=utf-8");
        site.Put(Made.Escape("/ไม่ใช่.pdf"), Made.Html("ไม่พบเอกสาร"), "application/pdf");
        Pages++;
        var same = Made.Pdf("the same under ten addresses");
        for (var i = 0; i < 10; i++)
        {
            site.Put($"/copies/{Made.N(i)}.pdf", same, "application/pdf");
            home.Add(($"/copies/{Made.N(i)}.pdf", "สำเนา"));
        }
        Expected["/copies"] = Made.Hash(same);

        Packed("gzip", s => new GZipStream(s, CompressionLevel.Fastest));
        Packed("br", s => new BrotliStream(s, CompressionLevel.Fastest));
        home.AddRange([("tis/index.php", "เก่า"), ("/โหลด/7", "ดาวน์โหลด"), ("/ผล.txt", "ผล"), ("/ผล.docx", "ผล"), ("/สแกน.jpg", "สแกน"), ("/ผิดชนิด.php", "ผิดชนิด"), ("/ไม่ใช่.pdf", "ไม่ใช่")]);
    }

    private void Packed(string encoding, Func<Stream, Stream> pack)
    {
        Document($"/packed-{encoding}.pdf", Made.Pdf($"linked from a page packed with {encoding}"));
        using var into = new MemoryStream();
        using (var stream = pack(into)) stream.Write(Made.Html("บีบอัด", ($"/packed-{encoding}.pdf", "เอกสาร")));
        site.Put($"/packed-{encoding}", into.ToArray(), "text/html", ("Content-Encoding", encoding));
        home.Add(($"/packed-{encoding}", "บีบอัด"));
        Pages++;
    }

    /// <summary>Redirects and loops, slow and flapping answers, 429, 500, downloads that break.</summary>
    private void Faults()
    {
        Document("/ย้ายแล้ว.pdf", Made.Pdf("behind three redirects"));
        site.Answers["/go/1"] = c => TestSite.Redirect(c, "/go/2", 301);
        site.Answers["/go/2"] = c => TestSite.Redirect(c, "3", 307);
        site.Answers["/go/3"] = c => TestSite.Redirect(c, Made.Escape("/ย้ายแล้ว.pdf"), 308);
        site.Answers["/loop/a"] = c => TestSite.Redirect(c, "/loop/b");
        site.Answers["/loop/b"] = c => TestSite.Redirect(c, "/loop/a");
        site.Answers["/self"] = c => TestSite.Redirect(c, "/self");
        Document("/behind-cookie.pdf", Made.Pdf("linked from a page that wants a cookie"));
        site.Answers["/cookie"] = c =>
        {
            if (c.Request.Cookies["seen"] == "yes") return TestSite.Send(c, Made.Html("คุกกี้", ("/behind-cookie.pdf", "เอกสาร")), "text/html");
            c.Response.Headers.SetCookie = "seen=yes; path=/";
            return TestSite.Redirect(c, "/cookie");
        };

        var slow = Made.Pdf("slow");
        Expected["/slow.pdf"] = Made.Hash(slow);
        site.Answers["/slow.pdf"] = async c =>
        {
            await Task.Delay(700, c.RequestAborted);
            await TestSite.Send(c, slow, "application/pdf");
        };
        Flaps("/flaps.pdf", 2, c => TestSite.Status(c, 503));
        Flaps("/hangs-up.pdf", 2, c =>
        {
            c.Abort();
            return Task.CompletedTask;
        });
        Flaps("/wait.pdf", 1, c =>
        {
            c.Response.Headers.RetryAfter = "1";
            return TestSite.Status(c, 429);
        });
        site.Answers["/always-500.pdf"] = c => TestSite.Status(c, 500);

        // Breaks off half way, twice; the rest is asked for and given.
        var broken = Made.Pdf("broken off", 400_000);
        var breaks = 0;
        Expected["/broken.pdf"] = Made.Hash(broken);
        site.Answers["/broken.pdf"] = async c =>
        {
            if (Interlocked.Increment(ref breaks) > 2 || c.Request.Headers.IfNoneMatch.Count > 0)
            {
                await TestSite.Send(c, broken, "application/pdf");
                return;
            }
            c.Response.ContentLength = broken.Length;
            c.Response.Headers.ETag = $"\"{Made.Hash(broken)[..16]}\"";
            await TestSite.Write(c, broken.AsMemory(0, 150_000));
            await c.Response.Body.FlushAsync();
            await Task.Delay(100);
            c.Abort();
        };

        // Breaks off as well, and knows no ranges.
        var stubborn = Made.Pdf("broken off without ranges", 200_000);
        var once = 0;
        Expected["/stubborn.pdf"] = Made.Hash(stubborn);
        site.Answers["/stubborn.pdf"] = async c =>
        {
            c.Response.Headers.LastModified = "Tue, 01 Jun 2021 08:00:00 GMT";
            if (c.Request.Headers.IfModifiedSince.Count > 0)
            {
                c.Response.StatusCode = 304;
                return;
            }
            c.Response.ContentType = "application/pdf";
            c.Response.ContentLength = stubborn.Length;
            if (Interlocked.Increment(ref once) == 1)
            {
                await TestSite.Write(c, stubborn.AsMemory(0, 90_000));
                await c.Response.Body.FlushAsync();
                await Task.Delay(100);
                c.Abort();
                return;
            }
            await TestSite.Write(c, stubborn);
        };
        home.AddRange([("/go/1", "ย้าย"), ("/loop/a", "วน"), ("/self", "วน"), ("/cookie", "คุกกี้"), ("/slow.pdf", "ช้า"), ("/flaps.pdf", "๑"), ("/hangs-up.pdf", "๒"), ("/wait.pdf", "๓"), ("/always-500.pdf", "๔"), ("/broken.pdf", "๕"), ("/stubborn.pdf", "๖")]);
    }

    private void Flaps(string target, int times, Func<HttpContext, Task> fault)
    {
        var body = Made.Pdf(target);
        Expected[target] = Made.Hash(body);
        var count = 0;
        site.Answers[target] = c => Interlocked.Increment(ref count) <= times ? fault(c) : TestSite.Send(c, body, "application/pdf");
    }

    /// <summary>Links that are not in the href of an a element.</summary>
    private void Hidden()
    {
        string[] names = ["onclick", "data", "option", "script", "viewer", "frame", "object", "meta"];
        foreach (var name in names) Document($"/hidden/{name}.pdf", Made.Pdf($"hidden {name}"));
        site.Put("/hidden/", Encoding.UTF8.GetBytes("""
            <!doctype html><html><head><meta http-equiv="refresh" content="900; url=/hidden/meta.pdf"></head><body>
            <button onclick="window.open('/hidden/onclick.pdf','_blank')">เปิด</button><div data-href="data.pdf"></div>
            <select><option value="">เลือก</option><option value="/hidden/option.pdf">ปี 2564</option></select>
            <script>var files = [{"url":"\/hidden\/script.pdf"}];</script>
            <iframe src="/hidden/viewer.html?file=%2Fhidden%2Fviewer.pdf"></iframe><iframe src="/hidden/frame.html"></iframe><object data="object.pdf"></object>
            <a href="javascript:void(0)">x</a><a href="mailto:a@b.c">x</a><a href="tel:1">x</a><a href="#top">x</a>
            </body></html>
            """), "text/html; charset=utf-8");
        Page("/hidden/frame.html", "กรอบ", ("frame.pdf", "เอกสาร"));
        Page("/hidden/viewer.html?file=%2Fhidden%2Fviewer.pdf", "ตัวอ่าน");
        site.Put("/hidden/viewer.html?file=%2Fhidden%2Fviewer.pdf", Made.Html("ตัวอ่าน"), "text/html");
        home.Add(("/hidden/", "ซ่อน"));
        Pages++;
    }

    private void Zips()
    {
        var tis = Encoding.GetEncoding(874);
        (string Name, byte[] Content)[] modern = [("รายงาน/ตรัง.pdf", Made.Pdf("zip 1")), ("รายงาน/ตรัง.txt", Made.Text("zip")), ("รายงาน/ตรัง.docx", Made.Docx("zip"))];
        (string Name, byte[] Content)[] old = [("รายงานเก่า.pdf", Made.Pdf("zip 2")), ("../../escape.pdf", Made.Pdf("zip 3"))];
        (string Name, byte[] Content)[] deep = [("ลึก.pdf", Made.Pdf("zip 4"))];
        foreach (var (name, content) in modern.Concat(old).Concat(deep)) Expected[$"zip {name}"] = Made.Hash(content);
        site.Put("/reports.zip", Made.Zip([.. modern, ("style.css", "body{}"u8.ToArray()), ("ใน.zip", Made.Zip(deep))]), "application/zip");
        site.Put("/old.zip", Made.Zip(tis, old), "application/x-zip-compressed");
        var bomb = Made.Bomb();
        Forbidden["bomb"] = Made.Hash(bomb);
        Forbidden["in the bomb"] = Made.Hash(Made.Pdf("in the bomb, before it goes off"));
        site.Put("/bomb.zip", bomb, "application/zip");
        home.AddRange([("/reports.zip", "รวม"), ("/old.zip", "รวม"), ("/bomb.zip", "ระเบิด")]);
    }

    /// <summary>An endless calendar, and roads to servers inside.</summary>
    private void Traps()
    {
        site.Otherwise = (c, target) =>
        {
            if (!target.StartsWith("/calendar?month=", StringComparison.Ordinal) || !int.TryParse(target[16..], out var month)) return TestSite.Status(c, 404);
            return TestSite.Send(c, Made.Html($"เดือน {month}", ($"/calendar?month={Made.N(month + 1)}", "ถัดไป"), ($"/calendar?month={Made.N(month - 1)}", "ก่อน")), "text/html");
        };
        var secret = Made.Pdf("on the inner server");
        Forbidden["inner"] = Made.Hash(secret);
        inner.Put("/secret.pdf", secret, "application/pdf");
        site.Answers["/to-inner.pdf"] = c => TestSite.Redirect(c, $"http://127.0.0.1:{Made.N(inner.Port)}/secret.pdf");
        site.Answers["/to-metadata"] = c => TestSite.Redirect(c, "http://169.254.169.254/latest/meta-data/");
        site.Answers["/to-file"] = c => TestSite.Redirect(c, "file:///etc/passwd");
        var port = Made.N(inner.Port);
        home.AddRange([
            ("/calendar?month=1", "ปฏิทิน"), ("/to-inner.pdf", "ใน"), ("/to-metadata", "ใน"), ("/to-file", "ใน"), ($"http://127.0.0.1:{port}/secret.pdf", "ใน"), ($"http://localhost:{port}/secret.pdf", "ใน"),
            ($"http://[::1]:{port}/secret.pdf", "ใน"), ($"http://0x7f000001:{port}/secret.pdf", "ใน"), ($"http://2130706433:{port}/secret.pdf", "ใน"), ($"http://[::ffff:127.0.0.1]:{port}/secret.pdf", "ใน"),
            ("http://169.254.169.254/latest/meta-data/", "ใน"), ("ftp://127.0.0.1/x.pdf", "ใน"),
        ]);
    }
}
