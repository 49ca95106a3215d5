using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Extractors.Tools;

namespace ItaIngest.Extractors.Pdf;

/// <summary>The words of a PDF's text layer, whatever single pages do to pdftotext.</summary>
internal static class Layer
{
    /// <summary>
    /// One run reads all pages. Where it hangs or dies, the first page that is not whole is read alone, so that the right page is
    /// blamed; the page is given up with an issue when it fails again, and the run goes on behind it.
    /// </summary>
    public static async Task<Dictionary<int, WordPage>> ReadAsync(
        string path, int first, int last, ReadOptions options, ImmutableArray<Issue>.Builder issues, CancellationToken cancel)
    {
        var pages = new Dictionary<int, WordPage>();
        var next = first;
        while (next <= last)
        {
            var from = next;
            var result = await Pdftotext.ReadAsync(path, from, last, options, Keep, cancel);
            if (next > last) break;
            if (result.Succeeded)
            {
                issues.Add(new Issue("ITA016", Severity.Error, $"pdftotext stopped before page {next} without a reason. Pages {next} to {last} were not read; look whether the file opens in a viewer."));
                break;
            }
            var alone = next;
            var second = await Pdftotext.ReadAsync(path, alone, alone, options, Keep, cancel);
            if (next > alone) continue;
            issues.Add(new Issue("ITA017", Severity.Error, second.TimedOut
                ? $"Page {alone} took longer than {options.PageTime.TotalSeconds:0} s and was not read. Look at the page, or give it more time."
                : $"Page {alone} could not be read: {second.FirstError}. Look at the page; the others were read.", alone));
            next = alone + 1;
        }
        return pages;

        void Keep(WordPage page)
        {
            if (page.Number != next) return;
            pages[page.Number] = page;
            next++;
        }
    }
}
