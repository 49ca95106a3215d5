using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>Which score a row named sum holds.</summary>
public sealed class SumTests
{
    private const string Head = "รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\n";
    private const string Eight = "การปฏิบัติหน้าที่\t95.11\nการใช้งบประมาณ\t94.20\nการใช้อำนาจ\t93.05\nการใช้ทรัพย์สินของราชการ\t92.44\nการแก้ไขปัญหาการทุจริต\t91.10\n"
        + "คุณภาพการดำเนินงาน\t80.33\nประสิทธิภาพการสื่อสาร\t79.75\nการปรับปรุงการทำงาน\t78.90";
    private const string Two = "การเปิดเผยข้อมูล\t95.00\nการป้องกันการทุจริต\t75.00";

    [Theory]
    [InlineData("ตัวชี้วัด\tคะแนน\n" + Eight, "ตัวชี้วัด\tคะแนน\n" + Two + "\nรวม\t85.85")]
    [InlineData("ตัวชี้วัด\tคะแนน\n" + Eight, Two + "\nรวม\t85.85")]
    [InlineData("ตัวชี้วัด\tคะแนน\n" + Eight + "\n" + Two, "ตัวชี้วัด\tคะแนน\nรวม\t85.85\nระดับ\tผ่าน")]
    public void A_sum_on_the_page_after_sums_up_the_whole_table(string first, string second) =>
        WrittenDocument.ReadPages(Head + first, second).Value("TOTAL").ShouldBe("85.85");

    [Fact]
    public void A_sum_below_a_new_heading_sums_up_what_stands_below_that_heading()
    {
        var read = WrittenDocument.ReadPages(Head + "ตัวชี้วัด\tคะแนน\n" + Eight, "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)\nตัวชี้วัด\tคะแนน\n" + Two + "\nรวม\t85.00");
        read.Value("OIT").ShouldBe("85.00");
        read.Score("TOTAL")?.Value?.ToString().ShouldNotBe("85.00");
    }

    [Fact]
    public void The_only_sum_below_instruments_indicators_and_items_is_the_total()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\nแบบวัด IIT\t93.18\n" + Eight.Replace("การใช้งบประมาณ", "i1\t91.18\ni2\t93.18\nการใช้งบประมาณ", StringComparison.Ordinal).Replace("คุณภาพ", "แบบวัด EIT\t79.66\nคุณภาพ", StringComparison.Ordinal)
            + "\nแบบตรวจ OIT\t85.00\n" + Two.Replace("การป้องกัน", "o7\t100.00\no8\t100.00\nการป้องกัน", StringComparison.Ordinal) + "\nคะแนนรวม\t85.85");
        read.Value("TOTAL").ShouldBe("85.85");
        read.Value("o7").ShouldBe("100.00");
    }

    [Fact]
    public void A_sum_below_a_group_whose_item_is_missing_is_not_the_total()
    {
        // The groups above have sums of their own; of the last one an item was lost, so its sum is nobody's.
        var read = WrittenDocument.Read(Head + "รายการ\tคะแนน\ni1\t91.18\ni2\t93.18\ni3\t92.35\nรวม\t92.24\ni4\t91.18\ni5\t93.18\ni6\t92.35\nรวม\t92.24\no1\t100.00\no2\t100.00\nรวม\t95.00");
        read.Score("TOTAL").ShouldBeNull();
        read.Issues.ShouldContain(i => i.Code == "ITA301" && i.Message.Contains("95.00", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_group_of_one_table_has_its_sum_and_all_have_the_total()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n" + Eight.Replace("คุณภาพ", "คะแนนเฉลี่ย IIT\t93.18\nคุณภาพ", StringComparison.Ordinal) + "\nรวม\t79.66\n" + Two + "\nรวม\t85.00\nรวมทั้งสิ้น\t85.85");
        new[] { "IIT", "EIT", "OIT", "TOTAL" }.Select(read.Value).ShouldBe(["93.18", "79.66", "85.00", "85.85"]);
    }

    [Theory]
    [InlineData("คะแนบนรวม")]
    [InlineData("คะแนนราม")]
    public void A_sum_with_a_letter_misread_is_one(string label) =>
        WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n" + Eight + "\n" + Two + $"\n{label}\t85.85").Value("TOTAL").ShouldBe("85.85");

    [Fact]
    public void The_word_for_indicator_may_lose_its_marks() =>
        WrittenDocument.Read(Head + "ข้อ\tคะแนน\nตัวชีวัดที่ 3 การใช้อำนาจ\t94.47\nตัวชี้วัดที 4 การใช้ทรัพย์สินของราชการ\t92.44").Value("IND03").ShouldBe("94.47");

    [Fact]
    public void Instruments_and_the_total_are_read_beside_indicators_and_items_in_merged_cells()
    {
        var read = Merged("93.57", "97.14", "90.59");
        read.Value("OIT").ShouldBe("93.57");
        read.Value("IND09").ShouldBe("97.14");
        read.Value("o7").ShouldBe("100.00");
        // Of one page of the table the sum is nobody's.
        read.Score("TOTAL").ShouldBeNull();
        read.Issues.ShouldContain(i => i.Code == "ITA301" && i.Message.Contains("90.59", StringComparison.Ordinal));
    }

    /// <summary>One page of a wide table: instrument, indicator and item each with a column of scores, the cells of the first two over several rows.</summary>
    private static DocumentFindings Merged(string oit, string nine, string total)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        foreach (var (line, text) in Head.Split('\n').Index()) if (text.Length > 0) tokens.Add(Token.Stated(text, line + 1));
        void Cell(int row, int column, string text, int columns = 1, int rows = 1) => tokens.Add(Token.Stated(text, 10 + row, new CellAddress(0, row, column, rows, columns)));
        string[] header = ["เครื่องมือ", "คะแนนเครื่องมือ", "ตัวชี้วัด", "คะแนนตัวชี้วัด", "ข้อ", "ประเด็นคำถาม", "คะแนนรายข้อ"];
        for (var c = 0; c < header.Length; c++) Cell(0, c, header[c]);
        Cell(1, 0, "OIT", rows: 3); Cell(1, 1, oit, rows: 3); Cell(1, 2, "9. การเปิดเผยข้อมูล", rows: 3); Cell(1, 3, nine, rows: 3);
        for (var r = 1; r <= 3; r++) { Cell(r, 4, $"o{r + 6}"); Cell(r, 5, "รายการที่เปิดเผย"); Cell(r, 6, "100.00"); }
        Cell(4, 0, "คะแนนรวม", columns: 6); Cell(4, 6, total);
        return Ingest.Document(new SourceDocument(new string('0', 64), "test.html", "test.html", MediaKind.Html, 1),
            [new PageText(1, default, PageSource.Text, "test", tokens.ToImmutable(), [])], [], WrittenDocument.Reference);
    }
}
