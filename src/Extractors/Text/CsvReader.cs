using System.Collections.Immutable;
using System.Text;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Text;

/// <summary>Reads a CSV file (RFC 4180, with comma, semicolon, tab or | between fields) as the rows of tables.</summary>
internal static class CsvReader
{
    public static ReadDocument Read(SourceDocument document, CancellationToken cancel)
    {
        using var stream = File.OpenRead(document.Path);
        var code = Encodings.Detect(stream, document.FileName);
        stream.Position = 0;
        using var text = new StreamReader(stream, code.Encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
        var tokens = ImmutableArray.CreateBuilder<Token>();
        var rows = new Rows(tokens);
        var issues = ImmutableArray.CreateBuilder<Issue>();
        char? separator = null;
        var (line, start) = (0, 0);
        var record = new StringBuilder();
        while (text.ReadLine() is { } read)
        {
            line++;
            if ((line & 0xFFF) == 0) cancel.ThrowIfCancellationRequested();
            if (record.Length == 0) start = line;
            else record.Append(' ');
            record.Append(read);
            if (line == 1 && read.Length == 5 && read.StartsWith("sep=", StringComparison.Ordinal))
            {
                separator = read[4];
                record.Clear();
                continue;
            }
            // A quoted field may hold line ends; a quote that never closes must not swallow the file.
            if (Quotes(record) % 2 == 1 && line - start < 100) continue;
            separator ??= Separator(record.ToString());
            rows.Add(start, Fields(record.ToString(), separator.Value));
            record.Clear();
        }
        if (record.Length > 0) rows.Add(start, Fields(record.ToString(), separator ?? ','));
        if (code.Damaged > 0)
            issues.Add(new Issue("ITA021", Severity.Warning, $"{code.Damaged} bytes of {document.FileName} are broken {code.Name} and were read as \uFFFD. Numbers that hold one are not read; compare with the publisher's copy.", 1));
        if (tokens.Count == 0)
            issues.Add(new Issue("ITA020", Severity.Warning, $"{document.FileName} holds no text, only blanks. Look whether the right file was given.", 1));
        return new ReadDocument([new PageText(1, default, PageSource.Office, $"csv ({code.Name})", tokens.DrainToImmutable(), [])], issues.ToImmutable());
    }

    private static int Quotes(StringBuilder text)
    {
        var n = 0;
        foreach (var chunk in text.GetChunks())
            foreach (var c in chunk.Span)
                if (c == '"') n++;
        return n;
    }

    /// <summary>The one that the first row holds most of, outside quotes.</summary>
    private static char Separator(string row)
    {
        var (best, most) = (',', 0);
        foreach (var c in ",;\t|")
        {
            var (n, quoted) = (0, false);
            foreach (var x in row)
            {
                if (x == '"') quoted = !quoted;
                else if (x == c && !quoted) n++;
            }
            if (n > most) (best, most) = (c, n);
        }
        return best;
    }

    private static List<SheetCell> Fields(string row, char separator)
    {
        var cells = new List<SheetCell>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            var c = row[i];
            if (c == '"' && quoted && i + 1 < row.Length && row[i + 1] == '"') field.Append(row[++i]);
            else if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) Flush();
            else field.Append(c);
        }
        Flush();
        return cells;

        void Flush()
        {
            cells.Add(new SheetCell(cells.Count, Markup.Collapse(ThaiText.Normalise(field.ToString())).Trim()));
            field.Clear();
        }
    }
}
