using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ItaIngest.Extractors.Tests.Office;

public sealed class XlsxReaderTests
{
    private const string Space = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";

    /// <summary>Sheets as (name, state, sheetData and what follows it).</summary>
    private static string Book(Folder folder, params (string Name, string State, string Data)[] sheets)
    {
        var path = Path.Combine(folder.Path, "a.xlsx");
        using var file = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = file.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            $"<styleSheet {Space}><numFmts><numFmt numFmtId='170' formatCode='+0.00;-0.00;0.00'/><numFmt numFmtId='171' formatCode='[$-D00041E]0.00'/></numFmts>"
            + "<cellXfs><xf numFmtId='0'/><xf numFmtId='2'/><xf numFmtId='170'/><xf numFmtId='171'/><xf numFmtId='49'/></cellXfs></styleSheet>");
        book.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
            $"<sst {Space}><si><t>การใช้อำนาจ</t></si><si><r><t>รวม</t></r><r><t>ทั้งหมด</t></r></si></sst>");
        var list = "";
        foreach (var (name, state, data) in sheets)
        {
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet($"<worksheet {Space}>{data}</worksheet>");
            list += $"<sheet name='{name}' sheetId='{list.Length + 1}' state='{state}' r:id='{book.GetIdOfPart(part)}'/>";
        }
        book.Workbook = new Workbook($"<workbook {Space} xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>{list}</sheets></workbook>");
        return path;
    }

    [Fact]
    public async Task Numbers_are_printed_as_their_formats_show_them()
    {
        using var folder = new Folder();
        var path = Book(folder, ("1", "visible", "<sheetData><row r='1'>"
            + "<c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>85</v></c><c r='C1' s='2'><v>26.19</v></c><c r='D1' s='2'><v>-7.11</v></c><c r='E1' s='3'><v>93.26</v></c>"
            + "<c r='F1'><v>86.285714285714292</v></c><c r='G1'><v>50</v></c><c r='H1' s='4' t='str'><v>๙๓.๒๖</v></c><c r='I1' t='inlineStr'><is><t>ใน</t></is></c></row></sheetData>"));
        (await Read.Tokens(path)).ShouldBe(["การใช้อำนาจ@0,0,0", "85.00@0,0,1", "+26.19@0,0,2", "-7.11@0,0,3", "๙๓.๒๖@0,0,4", "86.29@0,0,5", "50@0,0,6", "๙๓.๒๖@0,0,7", "ใน@0,0,8"]);
        (await Read.File(path)).Issues.ShouldHaveSingleItem().Code.ShouldBe("ITA028");
    }

    [Fact]
    public async Task Merged_cells_blanks_and_empty_rows_shape_the_tables()
    {
        using var folder = new Folder();
        var path = Book(folder, ("1", "visible", "<sheetData><row r='1'><c r='A1' t='s'><v>1</v></c></row>"
            + "<row r='2'><c r='A2' t='str'><v>IIT</v></c><c r='B2'><v>1</v></c><c r='D2' s='1'><v>85</v></c></row><row r='3'><c r='B3'><v>2</v></c><c r='D3' s='1'><v>86</v></c></row>"
            + "<row r='6'><c r='A6'><v>7</v></c><c r='B6'><v>8</v></c></row></sheetData><mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='A1:D1'/></mergeCells>"));
        (await Read.Tokens(path)).ShouldBe(["รวมทั้งหมด", "IIT@0,0,0+2x1", "1@0,0,1", "@0,0,2", "85.00@0,0,3", "2@0,1,1", "@0,1,2", "86.00@0,1,3", "7@1,0,0", "8@1,0,1"]);
    }

    [Fact]
    public async Task Sheets_are_pages_with_their_names_and_hidden_ones_are_said()
    {
        using var folder = new Folder();
        var data = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>";
        var read = await Read.File(Book(folder, ("สรุป", "visible", data), ("ร่าง", "hidden", data), ("รายข้อ", "visible", data)));
        read.Pages.Select(p => (p.Number, p.Label)).ShouldBe([(1, "สรุป"), (2, "รายข้อ")]);
        read.Issues.ShouldHaveSingleItem().Code.ShouldBe("ITA027");
    }

    [Theory]
    [InlineData(85.0, "0.00", "85.00")]
    [InlineData(85.125, "0.00", "85.13")]
    [InlineData(85.5, "General", "85.5")]
    [InlineData(86.27000000000001, "General", "86.27")]
    [InlineData(0.9326, "0.00%", "93.26%")]
    [InlineData(-7.11, "0.00", "-7.11")]
    [InlineData(-7.11, "#,##0.00;(#,##0.00)", "(7.11)")]
    [InlineData(7850, "#,##0", "7,850")]
    [InlineData(85.5, "0.00\" คะแนน\"", "85.50 คะแนน")]
    [InlineData(85.5, "t0.00", "๘๕.๕๐")]
    [InlineData(2564, "[$-D00041E]0", "๒๕๖๔")]
    [InlineData(85.5, "[Red][<85]0.0;0.00", "85.5")]
    [InlineData(100, "0.##", "100")]
    [InlineData(43466, "d/m/yyyy", "2019-01-01")]
    public void Formats_print_as_a_spreadsheet_does(double value, string code, string shown) =>
        ItaIngest.Extractors.Office.NumberFormat.Print(value, code, out _).ShouldBe(shown);
}
