using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ItaIngest.Storage.Export;

/// <summary>
/// An Excel workbook (ECMA-376, SpreadsheetML) written as a stream: typed numbers, a frozen bold header, a filter. Text is always a string cell, never
/// a formula, and what looks like one keeps its leading mark when it is edited (quotePrefix). Past Excel's last row another sheet begins.
/// A zip is written by hand because the Open XML library holds a whole sheet in memory on this platform. Same rows, same bytes.
/// </summary>
internal sealed class XlsxRows(Stream to, IReadOnlyList<Column> columns, string title) : RowWriter(to, columns)
{
    private const int LastRow = 1_048_576;
    private const int TextStyle = 0, HeaderStyle = 1, ScoreStyle = 2, QuotedStyle = 3;
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _zip = new(to, ZipArchiveMode.Create, leaveOpen: true);
    private readonly string[] _letters = [.. Enumerable.Range(0, columns.Count).Select(Letters)];
    private StreamWriter? _sheet;
    private int _sheets;
    private int _rows;

    public override void Begin() => BeginSheet();

    private void BeginSheet()
    {
        _sheet = Open($"xl/worksheets/sheet{++_sheets}.xml");
        _rows = 0;
        _sheet.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var i = 0; i < Columns.Count; i++)
            _sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{Width(Columns[i])}\" customWidth=\"1\"/>"));
        _sheet.Write("</cols><sheetData>");
        BeginRow();
        for (var i = 0; i < Columns.Count; i++) Text(i, Columns[i].Name, HeaderStyle);
        _sheet.Write("</row>");
    }

    private static int Width(Column column) => column.IsNumber || column.Type == typeof(bool) ? 11 : column.Name is "agency" or "document" or "note" ? 44 : 18;

    private void BeginRow() => _sheet!.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{++_rows}\">"));

    public override void Row(object?[] values)
    {
        if (_rows == LastRow)
        {
            EndSheet();
            BeginSheet();
        }
        BeginRow();
        for (var i = 0; i < values.Length; i++)
        {
            switch (values[i])
            {
                case null: break;
                case bool yes: _sheet!.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{_letters[i]}{_rows}\" t=\"b\"><v>{(yes ? 1 : 0)}</v></c>")); break;
                case decimal score: _sheet!.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{_letters[i]}{_rows}\" s=\"{ScoreStyle}\"><v>{score}</v></c>")); break;
                case var number when Columns[i].IsNumber: _sheet!.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{_letters[i]}{_rows}\"><v>{number}</v></c>")); break;
                case var other:
                    var text = Print(other);
                    Text(i, text, LooksLikeFormula(text) ? QuotedStyle : TextStyle);
                    break;
            }
        }
        _sheet!.Write("</row>");
    }

    private void Text(int column, string text, int style)
    {
        _sheet!.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{_letters[column]}{_rows}\" t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">"));
        // A cell holds 32,767 characters at most.
        _sheet.Write(Escape(text.Length > 32_767 ? text[..32_766] + "…" : text));
        _sheet.Write("</t></is></c>");
    }

    private void EndSheet()
    {
        _sheet!.Write(string.Create(CultureInfo.InvariantCulture, $"</sheetData><autoFilter ref=\"A1:{_letters[^1]}{_rows}\"/></worksheet>"));
        _sheet.Dispose();
    }

    public override void End()
    {
        EndSheet();
        var sheets = Enumerable.Range(1, _sheets).ToList();
        Write("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
            + string.Concat(sheets.Select(n => $"<sheet name=\"{Escape(SheetName(n))}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
            + "</sheets><definedNames>" + string.Concat(sheets.Select(n => $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{n - 1}\" hidden=\"1\">'{Escape(SheetName(n))}'!$A$1:${_letters[^1]}${(n < _sheets ? LastRow : _rows)}</definedName>")) + "</definedNames></workbook>");
        Write("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + string.Concat(sheets.Select(n => $"<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))
            + $"<Relationship Id=\"rId{_sheets + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>");
        Write("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"4\"><xf xfId=\"0\"/><xf xfId=\"0\" fontId=\"1\" applyFont=\"1\"/><xf xfId=\"0\" numFmtId=\"2\" applyNumberFormat=\"1\"/><xf xfId=\"0\" quotePrefix=\"1\"/></cellXfs></styleSheet>");
        Write("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Write("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + string.Concat(sheets.Select(n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")) + "</Types>");
        _zip.Dispose(); // Writes the table of contents: without it there is no file.
    }

    public override void Dispose()
    {
        _sheet?.Dispose();
        _zip.Dispose();
    }

    /// <summary>At most 31 characters, none of []:*?/\.</summary>
    private string SheetName(int number)
    {
        var clean = string.Concat(title.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal)));
        var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}");
        return (clean.Length > 31 - suffix.Length ? clean[..(31 - suffix.Length)] : clean) + suffix;
    }

    private void Write(string path, string xml)
    {
        using var part = Open(path);
        part.Write(xml);
    }

    private StreamWriter Open(string path)
    {
        var entry = _zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        var writer = new StreamWriter(entry.Open(), new UTF8Encoding(false), 1 << 16);
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        return writer;
    }

    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);

    /// <summary>Characters that XML cannot hold become U+FFFD.</summary>
    private static string Escape(string text)
    {
        var into = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) into.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' || (c < ' ' && c is not ('\t' or '\n' or '\r'))) into.Append('\uFFFD');
            else if (c == '&') into.Append("&amp;");
            else if (c == '<') into.Append("&lt;");
            else if (c == '>') into.Append("&gt;");
            else if (c == '"') into.Append("&quot;");
            else into.Append(c);
        }
        return into.ToString();
    }
}
