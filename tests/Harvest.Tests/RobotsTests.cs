using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Tests;

/// <summary>RFC 9309, with its own examples.</summary>
public sealed class RobotsTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/c", false)]
    [InlineData("User-agent: *\nAllow: /p\nDisallow: /p", "/p", true)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/x/index.php", false)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/x/index.php?id=1", true)]
    [InlineData("User-agent: *\nDisallow: /fish*.php", "/fishheads/catfish.php?p", false)]
    [InlineData("User-agent: *\nDisallow:", "/anything", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: itaingest\nDisallow: /x", "/y", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: ItaIngest/2.0\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: Other\nDisallow: /", "/y", true)]
    [InlineData("User-agent: Other\nUser-agent: ItaIngest\nDisallow: /both", "/both", false)]
    [InlineData("User-agent: ItaIngest\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: ItaIngest\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: *\r\nDisallow: /ลับ # comment", "/%E0%B8%A5%E0%B8%B1%E0%B8%9A/1", false)]
    [InlineData("User-agent: *\nDisallow: /%e0%b8%a5%e0%b8%b1%e0%b8%9a", "/ลับ", false)]
    [InlineData("User-agent: *\nDisallow: /%61", "/a", false)]
    [InlineData("\uFEFFuser-agent: *\ndisallow: /x", "/x", false)]
    [InlineData("User-agent: *\nSitemap: http://h/s.xml\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("no colon here\n: :\nUser-agent\nDisallow: /", "/x", true)]
    public void The_longest_rule_of_the_robots_own_group_decides(string rules, string path, bool allowed) =>
        Robots.Parse(rules, "ItaIngest").Allows(new Uri("http://h" + path)).ShouldBe(allowed);

    [Fact]
    public void A_crawl_delay_is_read_from_the_own_group()
    {
        Robots.Parse("User-agent: *\nCrawl-delay: 9\n\nUser-agent: ItaIngest\nCrawl-delay: 2.5\nDisallow: /x", "ItaIngest").CrawlDelay.ShouldBe(TimeSpan.FromSeconds(2.5));
        Robots.Parse("User-agent: *\nDisallow: /x", "ItaIngest").CrawlDelay.ShouldBeNull();
    }

    [Fact]
    public void A_pattern_full_of_stars_does_not_stall()
    {
        var rules = Robots.Parse($"User-agent: *\nDisallow: /{string.Concat(Enumerable.Repeat("*a", 2000))}b", "ItaIngest");
        rules.Allows(new Uri($"http://h/{new string('a', 3000)}")).ShouldBeTrue();
    }
}
