using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Reference;
using ItaIngest.TestSupport;

namespace ItaIngest.Pipeline.Tests;

/// <summary>Documents written as text in a test: tab-separated lines are table rows, as the text reader states them.</summary>
internal static class WrittenDocument
{
    private static readonly Lazy<ReferenceData> Loaded = new(() => ReferenceLoader.Load(Places.Reference));

    public static ReferenceData Reference => Loaded.Value;

    public static PageText Page(string text, int number = 1)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        int line = 0, table = -1, row = 0;
        var inTable = false;
        foreach (var written in text.Split('\n'))
        {
            line++;
            if (!written.Contains('\t', StringComparison.Ordinal))
            {
                inTable = false;
                if (written.Trim().Length > 0) tokens.Add(Token.Stated(written.Trim(), line));
                continue;
            }
            if (!inTable) (table, row, inTable) = (table + 1, 0, true);
            var cells = written.Split('\t');
            for (var c = 0; c < cells.Length; c++) tokens.Add(Token.Stated(cells[c].Trim(), line, new CellAddress(table, row, c)));
            row++;
        }
        return new PageText(number, default, PageSource.Text, "test", tokens.ToImmutable(), []);
    }

    public static DocumentFindings Read(string text) =>
        Ingest.Document(new SourceDocument(new string('0', 64), "test.txt", "test.txt", MediaKind.PlainText, text.Length), [Page(text)], [], Reference);

    public static DocumentFindings ReadPages(params string[] pages) =>
        Ingest.Document(new SourceDocument(new string('0', 64), "test.txt", "test.txt", MediaKind.PlainText, pages.Sum(p => p.Length)), [.. pages.Select((p, i) => Page(p, i + 1))], [], Reference);

    public static ScoreRecord? Score(this DocumentFindings findings, string code) =>
        findings.Sheets.SelectMany(s => s.Scores).FirstOrDefault(s => s.Code.ToString() == code);

    public static string Value(this DocumentFindings findings, string code) => findings.Score(code)?.Value?.ToString() ?? "-";
}
