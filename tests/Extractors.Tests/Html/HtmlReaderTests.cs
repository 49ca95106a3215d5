using System.Text;

namespace ItaIngest.Extractors.Tests.Html;

public sealed class HtmlReaderTests
{
    private static async Task<string[]> Tokens(string body)
    {
        using var folder = new Folder();
        return await Read.Tokens(folder.Write("a.html", $"<!doctype html><html><head><meta charset=utf-8><title>ผล ITA</title></head><body>{body}</body></html>"));
    }

    [Fact]
    public async Task Paragraphs_lists_and_line_breaks_are_lines_of_their_own() =>
        (await Tokens("<h1>ผลการประเมิน</h1><p>คะแนน <b>85.83</b>&nbsp;คะแนน<br>ระดับ&nbsp;A</p><ul><li>หนึ่ง<li>สอง</ul><ol start=3><li>สาม</ol>"))
            .ShouldBe(["ผลการประเมิน", "คะแนน 85.83 คะแนน", "ระดับ A", "หนึ่ง", "สอง", "3. สาม"]);

    [Fact]
    public async Task Tables_keep_rows_columns_and_spans() =>
        (await Tokens("<table><thead><tr><th>แบบ<th>ตัวชี้วัด<th>คะแนน</thead><tr><td rowspan=2>IIT<td>1<td>85.00<tr><td>2<td><p>86.<span>00</span></p><tr><td colspan=2>รวม<td></table><p>หลัง"))
            .ShouldBe(["แบบ@0,0,0", "ตัวชี้วัด@0,0,1", "คะแนน@0,0,2", "IIT@0,1,0+2x1", "1@0,1,1", "85.00@0,1,2", "2@0,2,1", "86.00@0,2,2", "รวม@0,3,0+1x2", "@0,3,2", "หลัง"]);

    [Fact]
    public async Task Tables_for_layout_are_not_data() =>
        (await Tokens("<table><tr><td>เมนู<td><table><tr><td>ก<td>ข</table></table><table><tr><td>เดี่ยว</table>"))
            .ShouldBe(["เมนู", "ก@0,0,0", "ข@0,0,1", "เดี่ยว"]);

    [Fact]
    public async Task What_a_person_does_not_see_is_not_read() =>
        (await Tokens("<script>var score = 12;</script><style>p{}</style><p hidden>a<p style='display: none'>b</p><!-- c --><p>เห็น"))
            .ShouldBe(["เห็น"]);

    [Theory]
    [InlineData("tis-620", true)]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    public async Task Old_Thai_pages_are_read_whatever_they_claim(string claimed, bool thaiBytes)
    {
        var html = $"<html><head><meta http-equiv=Content-Type content=\"text/html; charset={claimed}\"></head><body>ผลการประเมิน ๘๕.๐๐</body></html>";
        var encoding = thaiBytes ? CodePagesEncodingProvider.Instance.GetEncoding(874)! : Encoding.UTF8;
        using var folder = new Folder();
        (await Read.Tokens(folder.Write("a.html", encoding.GetBytes(html)))).ShouldBe(["ผลการประเมิน ๘๕.๐๐"]);
    }

    [Fact]
    public async Task The_title_is_the_label_and_a_page_filled_by_script_is_said_to_be_empty()
    {
        using var folder = new Folder();
        var read = await Read.File(folder.Write("a.html", "<!doctype html><title>ผล ITA</title><body><div id=app></div><script>go()</script>"));
        read.Pages[0].Label.ShouldBe("ผล ITA");
        read.Issues.ShouldHaveSingleItem().Code.ShouldBe("ITA020");
    }
}
