using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Work;

/// <summary>A page to be read as an image: where, why, how fine it is, and whether it has colours.</summary>
internal readonly record struct Scan(int Page, string Why, double Dpi, bool Coloured = false);

/// <summary>Reads scanned pages in the workers, all of them at once as far as there are seats; the result does not depend on how many.</summary>
internal static class Scans
{
    /// <summary>Recognition that is not installed: costs all scans, so it is said once.</summary>
    private static readonly string[] NotInstalled = ["ITA101", "ITA102", "ITA015"];

    public static async Task<ReadDocument> ReadAsync(
        SourceDocument document, string path, IReadOnlyList<Scan> scans, Pool pool, ReadOptions options, Action<int> onPage, CancellationToken cancel)
    {
        var reads = await Task.WhenAll(scans.Select(async scan =>
        {
            var (reply, why) = await pool.AskAsync(new Request(document, new ScanRequest(path, scan.Page, scan.Dpi, scan.Coloured, options)), options, cancel);
            onPage(scan.Page);
            return (Scan: scan, Reply: reply, Why: why);
        }));
        var pages = ImmutableArray.CreateBuilder<PageText>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        foreach (var (scan, reply, why) in reads)
        {
            if (reply?.Read is { } read)
            {
                pages.AddRange(read.Pages);
                issues.Add(Said(scan, read, reply.Count));
                issues.AddRange(read.Issues);
            }
            else if (reply?.Refused is not { } refused)
                issues.Add(new Issue("ITA017", Severity.Error, $"Page {scan.Page} was not read ({scan.Why}): its reader {why}. Look at the page; the others were read.", scan.Page));
            else if (!NotInstalled.Contains(refused.Code))
                issues.Add(new Issue(refused.Code, Severity.Error, $"{refused.What} {refused.Remedy}", scan.Page));
            else if (scans.Count == 1 || issues.All(i => i.Code != refused.Code))
                issues.Add(new Issue(refused.Code, Severity.Error, $"{refused.What} {refused.Remedy} Pages that are scans were not read: {string.Join(", ", scans.Select(s => s.Page))}."));
        }
        return new ReadDocument(pages.ToImmutable(), issues.ToImmutable());
    }

    /// <summary>A picture: one page, or as many as a TIFF holds.</summary>
    public static async Task<ReadDocument> PictureAsync(SourceDocument document, Pool pool, ReadOptions options, IProgress<PageProgress>? progress, CancellationToken cancel)
    {
        var count = 1;
        if (document.Kind == MediaKind.Tiff)
        {
            var (reply, why) = await pool.AskAsync(new Request(document, new ScanRequest(document.Path, 0, 0, false, options)), options, cancel);
            if (reply is null) throw new DocumentRejectedException("ITA024", $"{document.FileName} could not be read: its reader {why}.", "Save it as PDF or PNG and give that.");
            count = reply.Count;
        }
        if (count == 0) throw new DocumentRejectedException("ITA103", $"{document.FileName} cannot be decoded as a picture.", "Open it in a viewer and save it again as PNG, or download it again.");
        var scans = Enumerable.Range(1, count).Where(p => options.Pages?.Contains(p) ?? true).Select(p => new Scan(p, $"it is {Intake.Describe(document.Kind)}", 0)).ToList();
        var read = await ReadAsync(document, document.Path, scans, pool, options, page => progress?.Report(new PageProgress(page, count)), cancel);
        if (read.Pages.IsEmpty && read.Issues.FirstOrDefault(i => i.Severity == Severity.Error) is { } error)
            throw new DocumentRejectedException(error.Code, error.Message, "Nothing of it was read.");
        return read;
    }

    private static Issue Said(Scan scan, ReadDocument read, int leftOut)
    {
        if (read.Pages.All(p => p.Tokens.IsEmpty)) return new Issue("ITA020", Severity.Info, $"Page {scan.Page} was read as an image ({scan.Why}) and holds no text.", scan.Page);
        var prose = leftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {leftOut} lines of prose without numbers were left out.");
        return new Issue("ITA019", Severity.Info, $"Page {scan.Page} was read as an image: {scan.Why}.{prose}", scan.Page);
    }
}
