using System.Text;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Tests;

public sealed class AddressTests
{
    private static readonly Uri Page = new("http://www.example.go.th/a/b/index.php?x=1");

    [Theory]
    [InlineData("c.pdf", "http://www.example.go.th/a/b/c.pdf")]
    [InlineData("../c.pdf#page=2", "http://www.example.go.th/a/c.pdf")]
    [InlineData("?x=2", "http://www.example.go.th/a/b/index.php?x=2")]
    [InlineData("//Other.go.th:80/", "http://other.go.th/")]
    [InlineData(" ผล ๑.pdf ", "http://www.example.go.th/a/b/%E0%B8%9C%E0%B8%A5%20%E0%B9%91.pdf")]
    [InlineData("/%e0%b8%9c.pdf", "http://www.example.go.th/%E0%B8%9C.pdf")]
    [InlineData("/%b9%cb.pdf", "http://www.example.go.th/%B9%CB.pdf")]
    [InlineData("files\\x.pdf", "http://www.example.go.th/a/b/files/x.pdf")]
    [InlineData("/p?id=1&utm_source=fb&PHPSESSID=abc", "http://www.example.go.th/p?id=1")]
    [InlineData("/p;jsessionid=123?id=1", "http://www.example.go.th/p?id=1")]
    [InlineData("/p?sid=12", "http://www.example.go.th/p?sid=12")]
    public void A_link_has_one_spelling(string link, string expected) => Address.Resolve(Page, link, Encoding.UTF8)!.AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData("#top")]
    [InlineData("")]
    [InlineData("mailto:a@b.c")]
    [InlineData("ftp://h/x.pdf")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:pass@h/")]
    [InlineData("http:///x")]
    [InlineData("a/x/x/x/x/x/x/")]
    public void What_is_no_web_address_is_none(string link) => Address.Resolve(Page, link, Encoding.UTF8).ShouldBeNull();

    [Theory]
    [InlineData("attachment; filename=\"a.pdf\"", "a.pdf")]
    [InlineData("attachment; filename=a.pdf; size=3", "a.pdf")]
    [InlineData("attachment; filename=\"x.pdf\"; filename*=UTF-8''%E0%B8%9C%E0%B8%A5.pdf", "ผล.pdf")]
    [InlineData("attachment; filename*=TIS-620''%BC%C5.pdf", "ผล.pdf")]
    [InlineData("attachment; filename=\"%E0%B8%9C%E0%B8%A5.pdf\"", "ผล.pdf")]
    [InlineData("attachment; filename=\"\u00BC\u00C5.pdf\"", "ผล.pdf")]
    [InlineData("attachment; filename=\"\u00E0\u00B8\u009C\u00E0\u00B8\u00A5.pdf\"", "ผล.pdf")]
    [InlineData("attachment; filename=\"=?UTF-8?B?4Lic4LilLnBkZg==?=\"", "ผล.pdf")]
    [InlineData("attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("attachment; filename=\"C:\\\\x\\\\y.pdf\"", "y.pdf")]
    [InlineData("attachment", "index.php")]
    public void A_file_name_comes_out_readable_and_without_folders(string header, string expected) => FileNames.Of(Page, header).ShouldBe(expected);

    [Theory]
    [InlineData("https://drive.google.com/file/d/1A2b3C4d5E6f7/view?usp=sharing", "https://drive.google.com/uc?export=download&id=1A2b3C4d5E6f7")]
    [InlineData("https://drive.google.com/open?id=1A2b3C4d5E6f7", "https://drive.google.com/uc?export=download&id=1A2b3C4d5E6f7")]
    [InlineData("https://docs.google.com/spreadsheets/d/1A2b3C4d5E6f7/edit", "https://docs.google.com/spreadsheets/d/1A2b3C4d5E6f7/export?format=xlsx")]
    [InlineData("https://x-my.sharepoint.com/:b:/g/personal/abc?e=1", "https://x-my.sharepoint.com/:b:/g/personal/abc?download=1")]
    [InlineData("https://drive.google.com/drive/folders/1A2b3C4d5E6f7", null)]
    [InlineData("https://1drv.ms/b/s!abc", null)]
    public void A_share_link_is_turned_into_its_files_address_where_there_is_one(string link, string? expected)
    {
        ShareLinks.IsShare(new Uri(link)).ShouldBeTrue();
        ShareLinks.Direct(new Uri(link))?.AbsoluteUri.ShouldBe(expected);
        (ShareLinks.Direct(new Uri(link)) is null).ShouldBe(expected is null);
    }
}
