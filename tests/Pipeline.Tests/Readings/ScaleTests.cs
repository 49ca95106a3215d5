namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>Numbers that stand where scores stand and are on another scale, and sums that are none.</summary>
public sealed class ScaleTests
{
    private const string Head = "รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\n";
    private const string Ten = "ตัวชี้วัด\tคะแนน\nการปฏิบัติหน้าที่\t95.11\nการใช้งบประมาณ\t94.20\nการใช้อำนาจ\t93.05\nการใช้ทรัพย์สินของราชการ\t92.44\nการแก้ไขปัญหาการทุจริต\t91.10\n"
        + "คุณภาพการดำเนินงาน\t80.33\nประสิทธิภาพการสื่อสาร\t79.75\nการปรับปรุงการทำงาน\t78.90\nการเปิดเผยข้อมูล\t95.00\nการป้องกันการทุจริต\t75.00\n";

    [Theory]
    [InlineData("เครื่องมือ\tคะแนน\nแบบวัด IIT (30)\t27.65\nแบบวัด EIT (30)\t26.60\nแบบตรวจ OIT (40)\t38.31\nรวม (100)\t92.56", "IIT", "weighted points")]
    [InlineData("ตัวชี้วัด\tคะแนน\nการปฏิบัติหน้าที่\t4.50\nการใช้งบประมาณ\t4.61\nการใช้อำนาจ\t4.72", "IND01", "another scale")]
    [InlineData("เครื่องมือ\tคะแนน\nOIT (40 คะแนน)\t38.31", "OIT", "weighted points")]
    [InlineData("ข้อ\tรายการ\tผลการตรวจ\tคะแนน\nO1\tโครงสร้าง\tมี\t1\nO2\tข้อมูลผู้บริหาร\tไม่มี\t0", "o2", "marks")]
    public void Weighted_points_a_scale_of_five_and_marks_are_withheld_and_said(string table, string code, string what)
    {
        var read = WrittenDocument.Read(Head + table);
        read.Value(code).ShouldBe("-");
        read.Issues.ShouldContain(i => i.Code == "ITA331" && i.Message.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void The_sum_of_weighted_points_is_the_total() =>
        WrittenDocument.Read(Head + "เครื่องมือ\tคะแนน\nแบบวัด IIT (30)\t27.65\nแบบวัด EIT (30)\t26.60\nแบบตรวจ OIT (40)\t38.31\nรวม (100)\t92.56").Value("TOTAL").ShouldBe("92.56");

    [Fact]
    public void A_plain_mean_of_all_indicators_is_not_the_total_and_takes_nothing_from_them()
    {
        var read = WrittenDocument.Read(Head + Ten + "ค่าเฉลี่ย\t87.49");
        read.Score("TOTAL")?.Value?.ToString().ShouldNotBe("87.49");
        read.Value("IND01").ShouldBe("95.11");
        read.Issues.ShouldContain(i => i.Code == "ITA301" && i.Message.Contains("plain mean", StringComparison.Ordinal));
    }

    [Fact]
    public void The_weighted_sum_of_all_indicators_is_the_total_whatever_its_row_is_called() =>
        WrittenDocument.Read(Head + Ten + "ค่าเฉลี่ย\t85.85").Value("TOTAL").ShouldBe("85.85");

    [Fact]
    public void A_mean_below_some_of_an_indicators_items_is_not_the_indicators() =>
        WrittenDocument.Read(Head + "รายการ\tคะแนน\ni1\t91.18\ni2\t93.18\nเฉลี่ย\t92.18").Score("IND01").ShouldBeNull();

    [Fact]
    public void A_sum_in_the_column_of_the_instruments_is_the_total() =>
        WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\tคะแนนเครื่องมือ\nการปฏิบัติหน้าที่\t95.11\t93.18\nการใช้งบประมาณ\t94.20\t\nการใช้อำนาจ\t93.05\t\nการใช้ทรัพย์สินของราชการ\t92.44\t\nการแก้ไขปัญหาการทุจริต\t91.10\t\n"
            + "คุณภาพการดำเนินงาน\t80.33\t79.66\nประสิทธิภาพการสื่อสาร\t79.75\t\nการปรับปรุงการทำงาน\t78.90\t\nการเปิดเผยข้อมูล\t95.00\t85.00\nการป้องกันการทุจริต\t75.00\t\nคะแนนรวม\t\t85.85").Value("TOTAL").ShouldBe("85.85");

    [Theory]
    [InlineData("ข้อ\tคำถาม\tจำนวนผู้ตอบ\tร้อยละ\ni1\tเจ้าหน้าที่ปฏิบัติงาน\t45\t100.00\ni2\tเจ้าหน้าที่ให้บริการ\t44\t97.78", "i1")]
    [InlineData("ประเด็นความเสี่ยง\tคะแนนความเสี่ยง\nการใช้อำนาจ\t16.00\nการใช้งบประมาณ\t14.00", "IND03")]
    [InlineData("ตัวชี้วัด\tคะแนนสูงสุด\tคะแนนต่ำสุด\nการปฏิบัติหน้าที่\t100.00\t60.00\nการใช้งบประมาณ\t100.00\t55.00", "IND01")]
    public void Shares_of_counts_risks_and_extremes_are_no_scores(string table, string code) =>
        WrittenDocument.Read(Head + table).Score(code).ShouldBeNull();

    [Theory]
    [InlineData("ตัวชี้วัด\tค่าน้ำหนัก\tคะแนน\tคะแนน x น้ำหนัก\nIIT\t0.30\t92.38\t27.71\nEIT\t0.30\t89.66\t26.90\nOIT\t0.40\t97.50\t39.00\nรวม\t1.00\t\t93.61", "TOTAL", "93.61")]
    [InlineData("ตัวชี้วัด\tคะแนน\tคะแนนที่คาดหวัง\nการปฏิบัติหน้าที่\t91.20\t97.00", "IND01", "91.20")]
    [InlineData("ตัวชี้วัด\tคะแนนเดิม\tคะแนนใหม่\nการปฏิบัติหน้าที่\t88.10\t91.20", "IND01", "91.20")]
    [InlineData("เครื่องมือ\tคะแนนก่อนอุทธรณ์\tคะแนนหลังอุทธรณ์\nOIT\t85.00\t95.00", "OIT", "95.00")]
    [InlineData("เครื่องมือ\tคะแนน\nEIT ส่วนที่ 1\t84.50\nEIT ส่วนที่ 2\t90.10\nEIT\t87.30", "EIT", "87.30")]
    [InlineData("รายการ\tคะแนน\nคะแนนเฉลี่ยจังหวัด\t90.00\nคะแนนของหน่วยงาน\t93.60\nคะแนนสูงสุดในจังหวัด\t99.10", "TOTAL", "93.60")]
    [InlineData("ตัวชี้วัด\tคะแนนสูงสุด\tคะแนนต่ำสุด\tคะแนนเฉลี่ย\nการปฏิบัติหน้าที่\t100.00\t60.00\t91.20", "IND01", "91.20")]
    public void The_own_result_is_found_beside_drafts_parts_extremes_and_others(string table, string code, string value) =>
        WrittenDocument.Read(Head + table).Value(code).ShouldBe(value);

    [Theory]
    [InlineData("93.11 (89.98)")]
    [InlineData("93.11/95.00")]
    public void A_cell_of_several_numbers_is_not_taken_and_said(string cell)
    {
        var read = WrittenDocument.Read(Head + $"ตัวชี้วัด\tผล\nการปฏิบัติหน้าที่\t{cell}\nการใช้งบประมาณ\t{cell}");
        read.Score("IND01").ShouldBeNull();
        read.Issues.Count(i => i.Code == "ITA305" && i.Message.Contains(cell, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("ประเด็น\tเห็นด้วย (%)\tไม่เห็นด้วย (%)\nการปฏิบัติหน้าที่\t80.00\t20.00")]
    [InlineData("1. การปฏิบัติหน้าที่\t88.10\t91.18")]
    public void Of_two_columns_of_which_nothing_says_that_they_are_scores_none_is_taken(string table)
    {
        var read = WrittenDocument.Read(Head + table);
        read.Score("IND01").ShouldBeNull();
        read.Issues.ShouldContain(i => i.Code == "ITA305");
    }

    [Fact]
    public void Numbers_without_names_are_said() =>
        WrittenDocument.Read(Head + "ลำดับ\tคะแนน\n1\t95.11\n2\t94.20").Issues.Count(i => i.Code == "ITA301").ShouldBe(2);

    [Fact]
    public void Numbers_of_all_indicators_below_that_word_name_them() =>
        WrittenDocument.Read(Head + "ตัวชี้วัดที่\tคะแนน\n" + string.Join('\n', Enumerable.Range(1, 10).Select(i => $"{i}\t9{i % 10}.11"))).Value("IND07").ShouldBe("97.11");

    [Fact]
    public void A_projects_number_is_not_that_of_the_indicator_it_serves() =>
        WrittenDocument.Read(Head + "โครงการ\tตัวชี้วัด\tค่าเป้าหมาย\tผลการดำเนินงาน\nเผยแพร่ข้อมูล\tการเปิดเผยข้อมูล\t100.00\t85.00").Score("IND09").ShouldBeNull();
}
