namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>Numbers that became others, and numbers of others in the same sentence.</summary>
public sealed class ChangesTests
{
    private const string Head = "การวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\n";

    [Theory]
    [InlineData("IIT เพิ่มขึ้นจาก 88.40 เป็น 92.38 คะแนน EIT ลดลงจาก 90.00 เหลือ 89.66 คะแนน", "IIT", "92.38")]
    [InlineData("IIT เพิ่มขึ้นจาก 88.40 เป็น 92.38 คะแนน EIT ลดลงจาก 90.00 เหลือ 89.66 คะแนน", "EIT", "89.66")]
    [InlineData("คะแนนรวมจากเดิม 85.40 คะแนน ในปี 2566 เป็น 93.21 คะแนน ในปี 2567", "TOTAL", "93.21")]
    [InlineData("การใช้อำนาจ จากปี 2566 ที่ได้ 90.11 เพิ่มขึ้นเป็น 95.20 คะแนน", "IND03", "95.20")]
    [InlineData("เปรียบเทียบผลการประเมินรายตัวชี้วัด ปี 2566 → ปี 2567\n\n1. การใช้อำนาจ 90.11 → 95.20\n2. การใช้งบประมาณ 98.00 → 100", "IND02", "100.00")]
    [InlineData("เปรียบเทียบผลการประเมินรายตัวชี้วัด ปี 2566 → ปี 2567\n\n1. การใช้อำนาจ 90.11 → 95.20", "IND03", "95.20")]
    [InlineData("ตัวชี้วัด\tคะแนน (ปี 2566 → ปี 2567)\n1. การใช้อำนาจ\t90.11 → 95.20", "IND03", "95.20")]
    [InlineData("อบต.สุโสะ ได้คะแนน IIT 93.11 EIT 90.42 OIT 97.85 ขณะที่ค่าเฉลี่ยระดับประเทศ IIT 91.20 EIT 88.30 OIT 94.15", "OIT", "97.85")]
    [InlineData("ค่าเฉลี่ยระดับประเทศ IIT 91.20 EIT 88.30 OIT 94.15 ส่วนหน่วยงานได้คะแนน IIT 93.11 EIT 90.42 OIT 97.85", "EIT", "90.42")]
    [InlineData("คะแนนเฉลี่ย ITA ของ อปท. ในอำเภอปะเหลียน 90.11 คะแนน\nคะแนนเฉลี่ย ITA ปี 2567 เท่ากับ 93.61 คะแนน", "TOTAL", "93.61")]
    [InlineData("ตัวชี้วัด\tคะแนน\nการใช้อำนาจ\t93.05*", "IND03", "93.05")]
    [InlineData("ได้ผลคะแนนการประเมิน จำนวน 88.41 คะแนน", "TOTAL", "88.41")]
    [InlineData("คะแนนรวม 93.60 จาก 100", "TOTAL", "93.60")]
    [InlineData("อบต.สุโสะ ได้ 93.60", "TOTAL", "93.60")]
    [InlineData("อบต.สุโสะ ได้ 93.60 เทศบาลตำบลทุ่งยาว ได้ 95.10", "TOTAL", "93.60")]
    [InlineData("จังหวัดตรัง ได้คะแนน ITA 95.11 คะแนน อยู่ในระดับผ่านดีเยี่ยม\nอบต.สุโสะ ได้คะแนน 93.60", "TOTAL", "93.60")]
    [InlineData("กองคลัง ได้ผลการประเมิน 95.11 คะแนน โรงเรียนเทศบาล 1 ได้ผลการประเมิน 90.00 คะแนน\nคะแนนภาพรวม 93.60 คะแนน", "TOTAL", "93.60")]
    [InlineData("OIT เปิดเผยครบ 27 จาก 28 ข้อ (ร้อยละ 96.43) ได้คะแนน 95.00", "OIT", "95.00")]
    public void What_a_score_became_and_whose_it_is_are_told_apart(string text, string code, string value) =>
        WrittenDocument.Read(Head + text).Value(code).ShouldBe(value);

    [Theory]
    [InlineData("ตั้งเป้าเพิ่มคะแนน OIT จาก 97.50 เป็น 100.00 คะแนน", "OIT")]
    [InlineData("เพื่อยกระดับการใช้อำนาจ จาก 90.11 เป็น 95.20 คะแนน", "IND03")]
    [InlineData("การใช้อำนาจ 90.11 → 95.20", "IND03")]
    [InlineData("ตัวชี้วัด\tคะแนน → เป้าหมาย\n1. การใช้อำนาจ\t90.11 → 95.20", "IND03")]
    public void A_change_that_may_be_a_goal_is_not_taken_and_said(string text, string code)
    {
        var read = WrittenDocument.Read(Head + text);
        read.Score(code).ShouldBeNull();
        read.Issues.ShouldContain(i => i.Code == "ITA303" && i.Message.StartsWith(code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("คะแนน ITA ของกรมส่งเสริมการปกครองท้องถิ่น 95.11 คะแนน", "TOTAL")]
    [InlineData("ผลการประเมินมาตรฐานศูนย์พัฒนาเด็กเล็ก ได้ 95.11 คะแนน", "TOTAL")]
    [InlineData("ตัวชี้วัดความสำเร็จ: คะแนน ITA ปี 2567 ร้อยละ 95.00", "TOTAL")]
    [InlineData("เป้าหมายคะแนน ITA ปี 2567 ร้อยละ 95.00", "TOTAL")]
    [InlineData("การใช้งบประมาณ ประจำปี 2567 เบิกจ่ายได้ร้อยละ 85.50 ของงบประมาณทั้งหมด", "IND02")]
    public void Totals_of_other_bodies_and_shares_of_a_budget_are_not_published(string text, string code) =>
        WrittenDocument.Read(Head + text).Value(code).ShouldBe("-");

    [Fact]
    public void The_same_name_under_another_kind_heads_another_agencys_table()
    {
        var read = WrittenDocument.Read("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลดงขุย อำเภอชนแดน จังหวัดเพชรบูรณ์\n\nตัวชี้วัด\tคะแนน\nการปฏิบัติหน้าที่\t91.10\n\nผลการประเมินของเทศบาลตำบลดงขุย\n\nเครื่องมือ\tคะแนน\nIIT\t80.11");
        read.Value("IND01").ShouldBe("91.10");
        read.Value("IIT").ShouldBe("-");
    }

    [Theory]
    [InlineData("IIT ปี 2566 88.20", "IIT", "-")]
    [InlineData("ผลการประเมิน ITA 2567\n93.61\nผ่านดี\nIIT\n92.38\nEIT\n89.66", "TOTAL", "93.61")]
    [InlineData("ผลการประเมิน ITA 2566\n93.61\nผ่านดี\nIIT\n92.38\nEIT\n89.66", "TOTAL", "-")]
    [InlineData("สูงสุด คือ การป้องกันการทุจริต ร้อยละ 100", "IND10", "100.00")]
    public void A_year_in_a_lines_label_is_its_numbers(string text, string code, string value) =>
        WrittenDocument.Read(Head + text).Value(code).ShouldBe(value);

    [Fact]
    public void A_number_that_is_tied_to_nothing_is_said() =>
        WrittenDocument.Read(Head + "ปี 67 = 88.43\nIIT 86.10\nEIT 84.05\nOIT 93.46").Issues.ShouldContain(i => i.Code == "ITA304" && i.Message.Contains("88.43", StringComparison.Ordinal));

    [Fact]
    public void The_report_of_a_neighbour_behind_the_own_gives_it_nothing()
    {
        var read = WrittenDocument.Read("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566\nเทศบาลตำบลหนองบัว อำเภอหนองกุงศรี จังหวัดกาฬสินธุ์\n\nตัวชี้วัด\tคะแนน\nการปฏิบัติหน้าที่\t91.10\n\n"
            + "รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566\nเทศบาลตำบลหนองหิน อำเภอหนองกุงศรี จังหวัดกาฬสินธุ์\n\nตัวชี้วัด\tคะแนน\nการใช้ทรัพย์สินของราชการ\t71.10");
        read.Value("IND01").ShouldBe("91.10");
        read.Value("IND04").ShouldBe("-");
        read.Issues.ShouldContain(i => i.Code == "ITA331" && i.Message.Contains("หนองหิน", StringComparison.Ordinal));
    }
}
