using System.Collections.Immutable;
using AngleSharp.Html.Parser;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Text;

namespace ItaIngest.Extractors.Html;

/// <summary>
/// Reads a web page as a person sees it: one page, its title as label. The encoding is found from the bytes, not from what the
/// page claims: Thai sites of the TIS-620 years often claim wrongly.
/// </summary>
internal static class HtmlReader
{
    public static ReadDocument Read(SourceDocument document)
    {
        using var stream = File.OpenRead(document.Path);
        var code = Encodings.Detect(stream, document.FileName);
        stream.Position = 0;
        using var text = new StreamReader(stream, code.Encoding, detectEncodingFromByteOrderMarks: true);
        using var page = new HtmlParser().ParseDocument(text.ReadToEnd());

        var walk = new HtmlWalk();
        if (page.Body is { } body) walk.Read(body);
        var tokens = walk.Finish();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        if (code.Damaged > 0)
            issues.Add(new Issue("ITA021", Severity.Warning, $"{code.Damaged} bytes of {document.FileName} are broken {code.Name} and were read as \uFFFD. Numbers that hold one are not read; compare with the publisher's copy.", 1));
        if (tokens.IsEmpty)
            issues.Add(new Issue("ITA020", Severity.Warning, $"{document.FileName} holds no text. If a script fills the page in a browser, save it from there as PDF.", 1));
        var title = Markup.Cell(page.Title ?? "");
        return new ReadDocument([new PageText(1, default, PageSource.Html, $"html ({code.Name})", tokens, [], title.Length > 0 ? title : null)], issues.ToImmutable());
    }
}
