using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ItaIngest.Extractors.Tests.Office;

public sealed class DocxReaderTests
{
    private const string Space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:v='urn:schemas-microsoft-com:vml'";

    private static async Task<string[]> Tokens(string body)
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.Path, "a.docx");
        using (var file = WordprocessingDocument.Create(path, WordprocessingDocumentType.Document))
            file.AddMainDocumentPart().Document = new Document($"<w:document {Space}><w:body>{body}</w:body></w:document>");
        return await Read.Tokens(path);
    }

    private static string P(string text) => $"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>";

    private static string Cell(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{P(text)}</w:tc>";

    [Fact]
    public async Task Runs_are_put_together_and_line_breaks_part_them() =>
        (await Tokens("<w:p><w:r><w:t>ได้ 85</w:t></w:r><w:r><w:t>.83</w:t><w:tab/><w:t>คะแนน</w:t><w:br/><w:t>ระดับ A</w:t></w:r></w:p>" + P("ก\u0E4Dาหนด")))
            .ShouldBe(["ได้ 85.83 คะแนน", "ระดับ A", "กำหนด"]);

    [Fact]
    public async Task Tables_keep_merged_cells() =>
        (await Tokens("<w:tbl>"
            + $"<w:tr>{Cell("IIT", "<w:vMerge w:val='restart'/>")}{Cell("ตัวชี้วัดที่ 1")}{Cell("85.00")}</w:tr>"
            + $"<w:tr>{Cell("", "<w:vMerge/>")}{Cell("ตัวชี้วัดที่ 2")}{Cell("86.00")}</w:tr>"
            + $"<w:tr>{Cell("รวม", "<w:gridSpan w:val='2'/>")}{Cell("")}</w:tr></w:tbl>" + P("หลัง")))
            .ShouldBe(["IIT@0,0,0+2x1", "ตัวชี้วัดที่ 1@0,0,1", "85.00@0,0,2", "ตัวชี้วัดที่ 2@0,1,1", "86.00@0,1,2", "รวม@0,2,0+1x2", "@0,2,2", "หลัง"]);

    [Fact]
    public async Task Deleted_text_field_codes_and_second_copies_are_not_read() =>
        (await Tokens("<w:p><w:del><w:r><w:delText>เก่า</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>ใหม่</w:t></w:r>"
            + "<mc:AlternateContent><mc:Choice Requires='v'><w:r><w:t>หนึ่ง</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>สอง</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"))
            .ShouldAllBe(t => !t.Contains("เก่า", StringComparison.Ordinal) && !t.Contains("PAGE", StringComparison.Ordinal) && !t.Contains("สอง", StringComparison.Ordinal) && t.StartsWith("ใหม่", StringComparison.Ordinal));

    [Fact]
    public async Task A_broken_file_is_refused_and_not_half_read()
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.Path, "a.docx");
        using (var file = WordprocessingDocument.Create(path, WordprocessingDocumentType.Document))
            file.AddMainDocumentPart().Document = new Document(new Body(new Paragraph(new Run(new DocumentFormat.OpenXml.Wordprocessing.Text("คะแนน")))));
        var bytes = File.ReadAllBytes(path);
        Array.Fill(bytes, (byte)0x55, 40, 200);
        (await Read.Refused(folder.Write("b.docx", bytes))).Code.ShouldBe("ITA023");
    }

    [Fact]
    public async Task A_small_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked()
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.Path, "bomb.docx");
        using (var zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Create))
        using (var part = zip.CreateEntry("word/document.xml").Open())
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 120; i++) part.Write(zeros);
        }
        (await Read.Refused(path)).Code.ShouldBe("ITA025");
    }

    [Fact]
    public async Task Entities_declared_in_the_file_are_not_followed()
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.Path, "a.docx");
        using (var file = WordprocessingDocument.Create(path, WordprocessingDocumentType.Document))
        {
            using var part = new StreamWriter(file.AddMainDocumentPart().GetStream());
            part.Write($"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><w:document {Space}><w:body>{P("&e;")}</w:body></w:document>");
        }
        (await Read.Refused(path)).Code.ShouldBe("ITA023");
    }
}
