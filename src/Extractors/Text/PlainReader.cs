using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Text;

/// <summary>
/// Reads a text as an OCR or a person left it: tab-separated rows, Markdown rows and HTML tables become stated cells, every other
/// line tokens with its number. Tab rows that follow each other are one table; a blank line or one without tabs ends it.
/// </summary>
internal static class PlainReader
{
    public static ReadDocument Read(SourceDocument document, CancellationToken cancel)
    {
        using var stream = File.OpenRead(document.Path);
        var code = Encodings.Detect(stream, document.FileName);
        stream.Position = 0;
        var issues = ImmutableArray.CreateBuilder<Issue>();
        using var text = new StreamReader(stream, code.Encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
        var lines = new TextLines(cancel);
        var number = 0;
        var firstDamage = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (firstDamage == 0 && code.Damaged > 0 && line.Contains('\uFFFD', StringComparison.Ordinal)) firstDamage = number;
            lines.Add(line, number);
        }
        var tokens = lines.Finish();
        if (code.Damaged > 0)
            issues.Add(new Issue("ITA021", Severity.Warning, $"{code.Damaged} bytes of {document.FileName} are broken {code.Name} and were read as \uFFFD. Numbers that hold one are not read; compare with the publisher's copy.", 1, firstDamage == 0 ? null : firstDamage));
        if (tokens.IsEmpty)
            issues.Add(new Issue("ITA020", Severity.Warning, $"{document.FileName} holds no text, only blanks. Look whether the right file was given.", 1));
        return new ReadDocument([new PageText(1, default, PageSource.Text, $"text ({code.Name})", tokens, [])], issues.ToImmutable());
    }
}
