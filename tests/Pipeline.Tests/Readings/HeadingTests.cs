namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>What a heading says that the numbers below it are.</summary>
public sealed class HeadingTests
{
    private const string Head = "รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\n";
    private const string Table = "\n\nตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t89.98\n2. การใช้งบประมาณ\t89.07\n3. การใช้อำนาจ\t89.92";

    [Theory]
    [InlineData("ผลการประเมิน ITA ในภาพรวมระดับประเทศ จำแนกรายตัวชี้วัด", "more than one agency")]
    [InlineData("ผลคะแนนเฉลี่ยขององค์กรปกครองส่วนท้องถิ่นในจังหวัดตรัง", "more than one agency")]
    [InlineData("ค่าเฉลี่ยรายตัวชี้วัด ประเภทองค์การบริหารส่วนตำบล", "more than one agency")]
    [InlineData("หน่วยงานต้นแบบ : เทศบาลเมืองหล่มสัก", "names another agency")]
    [InlineData("ตารางประมาณการคะแนน ก่อนรับการประเมิน", "a forecast")]
    [InlineData("ผลการดำเนินงานไตรมาส 2 ตามแผนยกระดับ", "progress")]
    [InlineData("เป้าหมายคะแนน ITA ปีงบประมาณ พ.ศ. 2568", "a goal")]
    public void A_table_below_a_heading_of_others_goals_forecasts_or_progress_is_withheld_and_said(string heading, string what)
    {
        var read = WrittenDocument.Read(Head + heading + Table);
        read.Value("IND01").ShouldBe("-");
        read.Issues.ShouldContain(i => i.Code == "ITA331" && i.Message.Contains(what, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ผลการประเมินเทียบกับค่าเฉลี่ยระดับประเทศ")]
    [InlineData("ผลการประเมินปีงบประมาณ พ.ศ. 2567 และเป้าหมายปีงบประมาณ พ.ศ. 2568")]
    [InlineData("ผลการประเมินในภาพรวมระดับประเทศ\n\nผลคะแนนขององค์การบริหารส่วนตำบลสุโสะ")]
    [InlineData("ข้อ o8 แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี")]
    public void Headings_of_the_own_results_however_many_words_they_share_keep_their_table(string heading) =>
        WrittenDocument.Read(Head + heading + Table).Value("IND01").ShouldBe("89.98");

    [Fact]
    public void Goals_and_results_listed_below_each_other_are_told_apart()
    {
        var read = WrittenDocument.Read("แผนยกระดับ ITA ปีงบประมาณ พ.ศ. 2568 องค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\nเป้าหมาย\nIIT 95.00\nEIT 94.00\nOIT 100.00\n\nผลการประเมินปีงบประมาณ พ.ศ. 2567\nIIT 92.38\nEIT 89.66\nOIT 97.50");
        read.Value("IIT").ShouldBe("92.38");
        read.Value("OIT").ShouldBe("97.50");
    }

    [Theory]
    [InlineData("ตารางที่ 1 คะแนนรายตัวชี้วัด ประจำปีงบประมาณ พ.ศ. 2566", "ตารางที่ 2 คะแนนรายตัวชี้วัด ประจำปีงบประมาณ พ.ศ. 2567")]
    [InlineData("ปีงบประมาณ พ.ศ. 2566", "ปีงบประมาณ พ.ศ. 2567")]
    public void Tables_of_several_years_are_each_of_the_year_above_them(string before, string now) =>
        WrittenDocument.Read(Head + before + Table + "\n\n" + now + Table.Replace("89.98", "93.11", StringComparison.Ordinal)).Value("IND01").ShouldBe("93.11");

    [Fact]
    public void A_year_alone_in_a_tables_first_row_is_the_tables() =>
        WrittenDocument.Read(Head + "ปี 2566\t" + Table.TrimStart('\n').Insert(0, "\n") + "\n\nปี 2567\t\n" + Table.Trim().Replace("89.98", "93.11", StringComparison.Ordinal)).Value("IND01").ShouldBe("93.11");

    [Fact]
    public void A_table_of_the_year_before_alone_gives_this_year_nothing()
    {
        var read = WrittenDocument.Read(Head + "ผลการประเมินภาพรวม 93.61 คะแนน\n\nตารางเปรียบเทียบ คะแนนรายตัวชี้วัดของปีงบประมาณ พ.ศ. 2566 มีดังนี้" + Table);
        read.Value("TOTAL").ShouldBe("93.61");
        read.Score("IND01").ShouldBeNull();
        read.Issues.ShouldContain(i => i.Code == "ITA321");
    }

    [Fact]
    public void Years_that_stand_below_each_other_are_told_apart_by_their_rows() =>
        WrittenDocument.Read("สถิติผลการประเมิน ITA ย้อนหลัง\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\nปีงบประมาณ\tIIT\tEIT\tOIT\tคะแนนรวม\n2565\t88.10\t84.20\t85.30\t85.81\n2566\t91.10\t88.20\t95.30\t91.91").Value("TOTAL").ShouldBe("91.91");

    [Fact]
    public void A_list_below_another_years_heading_is_that_years()
    {
        var read = WrittenDocument.Read(Head + "อยู่ระหว่างรอประกาศผล\nผลการประเมินปี 2566\nIIT 92.38\nEIT 89.66\nOIT 97.50");
        read.Score("IIT").ShouldBeNull();
        read.Issues.ShouldContain(i => i.Code == "ITA321");
    }
}
