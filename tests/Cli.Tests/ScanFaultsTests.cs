using System.Text.Json;
using ItaIngest.Extractors.Tests;

namespace ItaIngest.Cli.Tests;

/// <summary>What is missing or too much is said, and everything else is read.</summary>
public sealed class ScanFaultsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ita-scan-faults-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_language_data_scans_are_named_once_with_the_remedy_and_text_pages_are_read()
    {
        var pdf = Path.Combine(_folder, "mixed.pdf");
        var writer = new PdfWriter().Page().Text(60, 100, "ประจำปีงบประมาณ พ.ศ. 2567").Text(60, 130, "องค์การบริหารส่วนตำบลบ่อโพง อำเภอนครหลวง จังหวัดพระนครศรีอยุธยา").Text(60, 160, "1. การปฏิบัติหน้าที่ 88.13 คะแนน");
        await File.WriteAllBytesAsync(pdf, writer.Page().Image(0, 0, 595, 842).Page().Image(0, 0, 595, 842).ToArray(), TestContext.Current.CancellationToken);
        using var process = Ita.Start(null, new Dictionary<string, string> { ["TESSDATA_PREFIX"] = _folder }, "extract", "-q", pdf);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var records = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var issue = records[0].GetProperty("issues").EnumerateArray().Single(i => i.GetProperty("code").GetString() == "ITA102").GetProperty("message").GetString()!;
        issue.ShouldContain("apt-get install tesseract-ocr-tha");
        issue.ShouldEndWith("Pages that are scans were not read: 2, 3.");
        records.Single(r => r.GetProperty("type").GetString() == "score").GetProperty("value").GetString().ShouldBe("88.13");
    }
}
