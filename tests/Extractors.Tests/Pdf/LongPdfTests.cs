using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Tests.Pdf;

public sealed class LongPdfTests
{
    private const int Pages = 2000;
    private static readonly int[] Scanned = [500, 1000, 1500];

    [Fact]
    public async Task Of_two_thousand_pages_each_is_read_and_the_scans_among_them_are_told_as_they_come()
    {
        using var folder = new Folder();
        var writer = new PdfWriter();
        for (var page = 1; page <= Pages; page++)
        {
            if (Scanned.Contains(page)) writer.Page().Image(0, 0, 595, 842);
            else writer.Page().Text(100, 100, $"หน้า {page}");
        }
        var path = folder.Write("a.pdf", writer.ToArray());
        var told = new Told();
        await using var reader = new PageReader();
        var read = await reader.ReadAsync(Intake.Open(path), new ReadOptions(), told, TestContext.Current.CancellationToken);
        read.Pages.Select(p => p.Number).ShouldBe(Enumerable.Range(1, Pages));
        read.Pages.Where(p => p.Source == PageSource.Image).Select(p => p.Number).ShouldBe(Scanned);
        told.Pages.Distinct().Order().ShouldBe([1998, 1999, 2000]); // Each scan moves it on; the text of all others takes a second.

        var chosen = await reader.ReadAsync(Intake.Open(path), new ReadOptions { Pages = new PageRange(1998, 2500) }, null, TestContext.Current.CancellationToken);
        chosen.Pages.Select(p => p.Number).ShouldBe([1998, 1999, 2000]);
    }

    private sealed class Told : IProgress<PageProgress>
    {
        private readonly List<int> _pages = [];

        public IEnumerable<int> Pages => _pages;

        public void Report(PageProgress value)
        {
            value.Pages.ShouldBe(LongPdfTests.Pages);
            lock (_pages) _pages.Add(value.Page);
        }
    }
}
