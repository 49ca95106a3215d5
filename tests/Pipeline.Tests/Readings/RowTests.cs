namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>Rows that are no row of a name and its score: lines about the table, halves of names, years.</summary>
public sealed class RowTests
{
    private const string Head = "รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลบ่อโพง อำเภอนครหลวง จังหวัดพระนครศรีอยุธยา\n\n";

    [Theory]
    [InlineData("ตัวชี้วัด\tคะแนนเต็ม\tคะแนนที่ได้\nการปฏิบัติหน้าที่\t100.00\t84.31 (ต้องปรับปรุง)\nการใช้งบประมาณ\t100.00\t97.20 (ผ่านดีเยี่ยม)")]
    [InlineData("ตัวชี้วัด\tคะแนน/ระดับ\nการปฏิบัติหน้าที่\t84.31 / B\nการใช้งบประมาณ\t97.20 / AA")]
    public void A_score_is_read_beside_its_level_in_one_cell(string table)
    {
        var read = WrittenDocument.Read("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\n" + table);
        read.Value("IND01").ShouldBe("84.31");
        read.Value("IND02").ShouldBe("97.20");
    }

    [Fact]
    public void A_sentence_that_begins_with_the_word_for_an_agency_heads_no_column_of_agencies() =>
        WrittenDocument.Read("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\nหน่วยงานได้คะแนนรวม 91.32 คะแนน ระดับผ่านดี โดย IIT = 93.90 คะแนน\tการใช้อำนาจ (87.85 คะแนน)\nEIT = 84.29 คะแนน\tการปรับปรุงการทำงาน (86.02 คะแนน)")
            .Value("TOTAL").ShouldBe("91.32");

    [Fact]
    public void Numbers_below_names_that_cannot_be_read_are_said()
    {
        var read = WrittenDocument.Read("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\nIT\tEiiT\t@\n90.57\t86.66\t96.25");
        read.Issues.ShouldContain(i => i.Code == "ITA304" && i.Message.Contains("90.57, 86.66, 96.25", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_about_the_whole_table_at_its_top_are_no_header()
    {
        var read = WrittenDocument.Read("หน่วยงาน\tเทศบาลตำบลแม่สาย อำเภอแม่สาย จังหวัดเชียงราย\t\nปีงบประมาณ\t2568\t\nการประเมิน\tITA\t\nรหัส\tประเด็น\tคะแนน\nO1\tโครงสร้าง\t100\nO3\tอำนาจหน้าที่\t0");
        read.Value("o1").ShouldBe("100.00");
        read.Value("o3").ShouldBe("0.00");
        read.Sheets[0].Agency.Agency!.Code.ShouldBe("5570901");
    }

    [Fact]
    public void A_name_broken_over_two_rows_is_one()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n1. การปฏิบัติ\t93.11\nหน้าที่\t\n2. การใช้\t92.20\nงบประมาณ\t\n3. การใช้อำนาจ\t93.05");
        read.Value("IND01").ShouldBe("93.11");
        read.Value("IND02").ShouldBe("92.20");
        read.Value("IND03").ShouldBe("93.05");
    }

    [Theory]
    [InlineData("ผลคะแนน ITA ย้อนหลัง\nปี พ.ศ. 2566\t88.20\nปี พ.ศ. 2567\t93.60", "93.60")]
    [InlineData("ปีงบประมาณ\tคะแนน\tระดับ\n2566\t88.20\tผ่านดี\n2567\t93.60\tผ่านดี", "93.60")]
    [InlineData("ปีงบประมาณ\tคะแนน LPA\n2566\t88.20\n2567\t93.60", "-")]
    public void A_row_of_a_year_gives_the_total_unless_its_column_names_another_measure(string table, string value) =>
        WrittenDocument.Read(Head + table).Value("TOTAL").ShouldBe(value);

    [Fact]
    public void A_sum_in_a_sentence_behind_all_instruments_is_the_total() =>
        WrittenDocument.Read(Head + "IIT 92.38 คะแนน (ปีก่อน 90.10)\nEIT 89.66 คะแนน (ปีก่อน 91.00)\nOIT 97.50 คะแนน (ปีก่อน 80.00)\nรวม 93.61 คะแนน (ปีก่อน 86.33)").Value("TOTAL").ShouldBe("93.61");
}
