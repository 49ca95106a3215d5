using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Extractors.Text;

namespace ItaIngest.Extractors.Office;

/// <summary>
/// Reads a Word document as one page: a token for each paragraph (line breaks part it) and for each cell of a table. Text that is
/// deleted in tracked changes, field codes and the second copy of text boxes for old programs are not read.
/// </summary>
internal sealed class DocxReader
{
    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private int _line, _tables;

    public static ReadDocument Read(SourceDocument document)
    {
        Package.Check(document.Path, document.FileName);
        using var file = WordprocessingDocument.Open(document.Path, isEditable: false);
        var body = file.MainDocumentPart?.Document?.Body ?? throw new InvalidDataException("it has no body");
        var reader = new DocxReader();
        reader.Blocks(body);
        var tokens = reader._tokens.DrainToImmutable();
        ImmutableArray<Issue> issues = tokens.IsEmpty
            ? [new Issue("ITA020", Severity.Warning, $"{document.FileName} holds no text. If its pages are pictures, save it as PDF and give that.", 1)]
            : Pictures(file, document.FileName);
        return new ReadDocument([new PageText(1, default, PageSource.Office, "docx", tokens, [])], issues);
    }

    /// <summary>A pasted picture may hold the very table that is looked for; small ones are emblems and signatures.</summary>
    private static ImmutableArray<Issue> Pictures(WordprocessingDocument file, string name)
    {
        const double Centimetre = 360_000, Large = 40 * Centimetre * Centimetre;
        var large = file.MainDocumentPart!.Document.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.Extent>()
            .Count(e => e.Cx is not null && e.Cy is not null && (double)e.Cx.Value * e.Cy.Value >= Large);
        return large == 0 ? [] : [new Issue("ITA026", Severity.Warning, $"{name} holds {large} large pictures; text in pictures is not read. Save it as PDF and give that where they show tables.", 1)];
    }

    private void Blocks(OpenXmlElement parent)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var child in parent.ChildElements)
        {
            switch (child)
            {
                case Paragraph paragraph:
                    foreach (var text in Texts(paragraph)) _tokens.Add(Token.Stated(text, ++_line));
                    foreach (var box in Boxes(paragraph)) Blocks(box);
                    break;
                case Table table:
                    Rows(table);
                    break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun:
                    Blocks(child);
                    break;
            }
        }
    }

    private void Rows(Table table)
    {
        var rows = table.Descendants<TableRow>().Where(r => r.Ancestors<Table>().First() == table && r.TableRowProperties?.GetFirstChild<Deleted>() is null).ToList();
        var cells = new List<(TableCell Cell, int Row, int Column, int Columns, bool Goes)>();
        for (var r = 0; r < rows.Count; r++)
        {
            var column = rows[r].TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0;
            foreach (var cell in rows[r].Descendants<TableCell>().Where(c => c.Ancestors<TableRow>().First() == rows[r]))
            {
                var columns = Math.Clamp(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, 1, 1000);
                // A vertical merge without a value continues the cell above.
                var merge = cell.TableCellProperties?.VerticalMerge;
                var goes = merge is not null && (merge.Val is null || merge.Val.Value == MergedCellValues.Continue);
                cells.Add((cell, r, column, columns, goes));
                column += columns;
            }
        }
        var number = _tables++;
        var below = new Dictionary<(int Row, int Column), bool>();
        foreach (var c in cells) below[(c.Row, c.Column)] = c.Goes;
        var line = _line;
        foreach (var c in cells)
        {
            if (c.Goes && c.Row > 0 && below.ContainsKey((c.Row - 1, c.Column))) continue;
            var span = 1;
            while (below.TryGetValue((c.Row + span, c.Column), out var goes) && goes) span++;
            _tokens.Add(Token.Stated(CellText(c.Cell), line + 1 + c.Row, new CellAddress(number, c.Row, c.Column, span, c.Columns)));
        }
        _line += rows.Count;
    }

    private static string CellText(TableCell cell) =>
        string.Join(' ', cell.Descendants<Paragraph>().Where(p => !InFallback(p)).SelectMany(p => Texts(p)));

    /// <summary>The paragraph's own text, one piece for each printed line that the writer broke by hand.</summary>
    private static List<string> Texts(Paragraph paragraph)
    {
        var pieces = new List<string>();
        var text = new StringBuilder();
        foreach (var element in paragraph.Descendants())
        {
            if (element is not (DocumentFormat.OpenXml.Wordprocessing.Text or TabChar or Break or CarriageReturn or NoBreakHyphen)) continue;
            // A text box stands inside a run but has paragraphs of its own.
            if (element.Ancestors<Paragraph>().First() != paragraph || InFallback(element)) continue;
            if (element is DocumentFormat.OpenXml.Wordprocessing.Text t) text.Append(t.Text);
            else if (element is NoBreakHyphen) text.Append('-');
            else if (element is TabChar) text.Append(' ');
            else Flush();
        }
        Flush();
        return pieces;

        void Flush()
        {
            var whole = Markup.Collapse(ThaiText.Normalise(text.ToString())).Trim();
            if (whole.Length > 0) pieces.Add(whole);
            text.Clear();
        }
    }

    private static IEnumerable<TextBoxContent> Boxes(Paragraph paragraph) =>
        paragraph.Descendants<TextBoxContent>().Where(b => !InFallback(b) && b.Ancestors<TextBoxContent>().FirstOrDefault() == paragraph.Ancestors<TextBoxContent>().FirstOrDefault());

    private static bool InFallback(OpenXmlElement element) => element.Ancestors<AlternateContentFallback>().Any();
}
