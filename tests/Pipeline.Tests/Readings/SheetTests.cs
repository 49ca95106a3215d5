using ItaIngest.Domain.Findings;

namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>One sentence of behaviour each: what a page prints, and what is taken from it.</summary>
public sealed class SheetTests
{
    private const string Head = "รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลบ่อโพง อำเภอนครหลวง จังหวัดพระนครศรีอยุธยา\n\n";

    [Theory]
    [InlineData("ตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t88.13", "IND01", "88.13")]
    [InlineData("ตัวชี้วัด\tคะแนน\n๔. การใช้ทรัพยากรของราชการ\t๗๖.๘๖", "IND04", "76.86")]
    [InlineData("ลำดับ\tตัวชี้วัด\tคะแนน\n1\tการป้องกันการทุจริต\t90.00", "IND10", "90.00")]
    [InlineData("ตัวชี้วัดของการประเมิน ITA\tประเด็นที่ต้องแก้ไข\n๑. คุณภาพการดำเนินงาน ๘๗.๖๘ คะแนน\tควรปรับปรุง", "IND06", "87.68")]
    [InlineData("ตัวชี้วัด\tข้อคำถาม\tคะแนน\n\tE๑เจ้าหน้าที่ปฏิบัติงานหรือให้บริการแก่ท่าน เป็นไปตามขั้นตอนและระยะเวลา\t๙๕.๐๐", "e1", "95.00")]
    [InlineData("OIT\tข้อ\tคะแนน\n<\t๐๑๐ คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่\t๑๐๐", "o10", "100.00")]
    [InlineData("ตัวชี้วัด\tคะแนน\tผลต่าง\n2. การใช้งบประมาณ\t88.20\t+1.10", "IND02", "88.20")]
    [InlineData("ประเด็นที่ต้องพัฒนา\tคะแนนปัจจุบัน\tคะแนนเป้าหมาย\tกิจกรรม\ni5 การใช้จ่ายงบประมาณ\t90.06\t95.00\tอบรม", "i5", "90.06")]
    [InlineData("ตัวชี้วัด\tปี 2566\tปี 2567\n2. การใช้งบประมาณ\t81.20\t88.20", "IND02", "88.20")]
    [InlineData("ตัวชี้วัด\tน้ำหนัก\tคะแนน\n3. การใช้อำนาจ\t10\t91.50", "IND03", "91.50")]
    [InlineData("ตัวชี้วัด\tคะแนน\n8. การปรับปรุงการทำงาน\t92. 04", "IND08", "92.04")]
    [InlineData("ตัวชี้วัด\tคะแนนเต็ม\tคะแนนรวม\tร้อยละ\nการปฏิบัติหน้าที่\t300\t285.33\t95.11\nการใช้งบประมาณ\t300\t270.66\t90.22", "IND01", "95.11")]
    public void A_row_gives_the_score_beside_the_name_it_prints(string table, string code, string value) =>
        WrittenDocument.Read(Head + table.Replace("<", "", StringComparison.Ordinal)).Value(code).ShouldBe(value);

    [Fact]
    public void The_name_decides_never_the_serial_number()
    {
        var read = WrittenDocument.Read(Head + "แบบวัด EIT\n\nตัวชี้วัด\tคะแนน\n๑. คุณภาพการดำเนินงาน\t90.01\n๒. ประสิทธิภาพการสื่อสาร\t80.02\n๓. การปรับปรุงการทำงาน\t70.03");
        read.Value("IND06").ShouldBe("90.01");
        read.Value("IND07").ShouldBe("80.02");
        read.Score("IND01").ShouldBeNull();
    }

    [Theory]
    [InlineData("ด้าน IIT พบว่า ผลคะแนนของตัวชี้วัดด้านการใช้งบประมาณ มีค่าต่ำสุดเท่ากับ 81.00", "IND02 81.00 the lowest of IIT, but there is IND01 80.00")]
    [InlineData("ตัวชี้วัดที่ได้คะแนนสูงที่สุด คือ ตัวชี้วัดการใช้อำนาจ ได้คะแนน 82.00", "IND03 82.00 the highest of all indicators, but there is IND06 90.00")]
    public void A_sentence_that_calls_the_wrong_indicator_lowest_or_highest_is_reported(string sentence, string expected) =>
        WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t80.00\n2. การใช้งบประมาณ\t81.00\n3. การใช้อำนาจ\t82.00\n6. คุณภาพการดำเนินงาน\t90.00\n\n" + sentence)
            .Issues.Single(i => i.Code == "ITA509").Message.ShouldContain(expected);

    [Theory]
    [InlineData("ด้าน IIT พบว่า ผลคะแนนของตัวชี้วัดด้านการปฏิบัติหน้าที่ มีค่าต่ำสุดเท่ากับ 80.00")]
    [InlineData("ควรพัฒนาการใช้งบประมาณให้เกิดประโยชน์สูงสุด ได้คะแนน 81.00")]
    public void A_true_order_and_words_about_something_else_are_no_contradiction(string sentence) =>
        WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t80.00\n2. การใช้งบประมาณ\t81.00\n3. การใช้อำนาจ\t82.00\n\n" + sentence)
            .Issues.ShouldNotContain(i => i.Code == "ITA509");

    [Fact]
    public void The_summary_card_of_the_assessment_system_gives_total_and_ranked_indicators()
    {
        var read = WrittenDocument.Read(Head + "คะแนนภาพรวมหน่วยงาน : 94.17 คะแนน\nระดับผลการประเมินที่ได้ : ผ่าน\nอันดับในจังหวัด : 12\nคะแนนสูงสุดรายตัวชี้วัด : 100.00 คะแนน\nคะแนนต่ำสุดรายตัวชี้วัด : 86.90 คะแนน\nอันดับ ตัวชี้วัด คะแนน\n"
            + "1 การป้องกันการทุจริต 100.00\n2 การปฏิบัติหน้าที่ 94.80\n3 การใช้อำนาจ 93.33\n4 การใช้งบประมาณ 92.41\n5 คุณภาพการดำเนินงาน 91.90\n6 การใช้ทรัพย์สินของราชการ 86.90");
        read.Value("TOTAL").ShouldBe("94.17");
        read.Value("IND10").ShouldBe("100.00");
        read.Value("IND04").ShouldBe("86.90");
        read.Issues.ShouldNotContain(i => i.Code == "ITA501");
    }

    [Fact]
    public void Names_and_numbers_that_take_turns_on_lines_belong_together()
    {
        var read = WrittenDocument.Read(Head + "ผลการประเมินในภาพรวม\n\n๙๑.๒๔ คะแนน\n\nแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)\nผลการประเมิน ๘๙.๖๕ คะแนน\nตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ๙๒.๕๕ คะแนน\n- i๑ ๙๑.๒๐ คะแนน\n\nการใช้อำนาจ\n90.12\n\nการใช้งบประมาณ\n88.40");
        read.Value("TOTAL").ShouldBe("91.24");
        read.Value("IIT").ShouldBe("89.65");
        read.Value("IND01").ShouldBe("92.55");
        read.Value("i1").ShouldBe("91.20");
        read.Value("IND03").ShouldBe("90.12");
        read.Value("IND02").ShouldBe("88.40");
    }

    [Fact]
    public void Overall_below_an_instruments_heading_is_not_the_total() =>
        WrittenDocument.Read(Head + "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)\n\nผลการประเมินในภาพรวม\n90.26 คะแนน").Score("TOTAL").ShouldBeNull();

    [Theory]
    [InlineData("การใช้อำนาจ\nการใช้งบประมาณ\n90.12\n88.40")]
    [InlineData("90.12\nการใช้อำนาจ\n88.40\nการใช้งบประมาณ")]
    [InlineData("การใช้อำนาจ\n90.12\n88.40\nการใช้งบประมาณ")]
    public void Names_and_numbers_torn_into_columns_are_tied_to_nothing(string lines)
    {
        var read = WrittenDocument.Read(Head + lines);
        read.Score("IND02").ShouldBeNull();
        read.Score("IND03").ShouldBeNull();
    }

    [Theory]
    [InlineData("ประกอบด้วย IIT 92.10 คะแนน EIT (90.35) และ OIT : 97.05", "92.10", "90.35", "97.05")]
    [InlineData("ประกอบด้วย IIT 26.53 คะแนน EIT 24.52 คะแนน และ OIT 35.86 คะแนน", null, null, null)]
    public void Instruments_beside_their_numbers_are_scores_unless_they_may_be_weighted_points(string sentence, string? iit, string? eit, string? oit)
    {
        var read = WrittenDocument.Read(Head + sentence);
        read.Score("IIT")?.Value?.ToString().ShouldBe(iit);
        read.Score("EIT")?.Value?.ToString().ShouldBe(eit);
        read.Score("OIT")?.Value?.ToString().ShouldBe(oit);
    }

    [Fact]
    public void Bullets_before_codes_and_parts_of_EIT_do_not_hide_the_rows_score()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tEIT ส่วนที่ 1\tEIT ส่วนที่ 2\tคะแนนเฉลี่ย\n6. คุณภาพการดำเนินงาน\t91.00\t95.00\t93.00\n7. ประสิทธิภาพการสื่อสาร\t90.10\t93.90\t92.00\n\nตัวชี้วัด\tคะแนน\n- i4\t89.20\n• i5\t90.80");
        read.Value("IND06").ShouldBe("93.00");
        read.Value("IND07").ShouldBe("92.00");
        read.Score("EIT").ShouldBeNull();
        read.Value("i4").ShouldBe("89.20");
        read.Value("i5").ShouldBe("90.80");
    }

    [Fact]
    public void A_sentence_that_says_what_two_years_got_gives_this_years_total()
    {
        var read = WrittenDocument.Read(Head + "องค์การบริหารส่วนตำบลบ่อโพง เข้าร่วมการประเมิน โดยปีงบประมาณ พ.ศ. 2566 ได้ 88.02 คะแนน และปีงบประมาณ พ.ศ. 2567 ได้ 92.65 คะแนน เพิ่มขึ้น 4.63 คะแนน");
        read.Value("TOTAL").ShouldBe("92.65");
    }

    [Fact]
    public void A_year_that_results_are_compared_with_is_not_the_documents() =>
        WrittenDocument.Read("การวิเคราะห์ผลการประเมิน ITA ปี 2565 เทศบาลเมืองชุมแพ อำเภอชุมแพ จังหวัดขอนแก่น\nผลการประเมินพบว่า ได้คะแนน 83.46 คะแนน อยู่ในระดับ B โดยคะแนนลดลงจากปี 2564 ที่ได้ 86.11 คะแนน").Value("TOTAL").ShouldBe("83.46");

    [Theory]
    [InlineData("ร้อยละ", "คะแนนที่ได้")]
    [InlineData("สัดส่วน", "คะแนน")]
    [InlineData("คะแนนเต็ม", "ผลการประเมิน")]
    public void Numbers_that_add_up_to_a_hundred_are_weights_however_they_are_headed(string weights, string scores)
    {
        var read = WrittenDocument.Read(Head + $"เครื่องมือ\t{weights}\t{scores}\tคะแนนถ่วงน้ำหนัก\nIIT\t30\t88.43\t26.53\nEIT\t30\t81.74\t24.52\nOIT\t40\t89.66\t35.86\nรวม\t100\t\t86.91");
        read.Value("IIT").ShouldBe("88.43");
        read.Value("OIT").ShouldBe("89.66");
    }

    [Theory]
    [InlineData("ค่าเป้าหมายคือไม่น้อยกว่า 85.00 คะแนน ในภาพรวม")]
    [InlineData("คะแนนภาพรวมเพิ่มขึ้น 3.25 คะแนน")]
    [InlineData("ช่วงคะแนน 85.00 - 94.99 คือระดับ A ของผลการประเมินภาพรวม")]
    public void Thresholds_differences_and_ranges_are_no_scores(string sentence) =>
        WrittenDocument.Read(Head + sentence).Score("TOTAL").ShouldBeNull();

    [Fact]
    public void A_title_broken_over_two_lines_names_the_year_though_an_item_names_another() =>
        WrittenDocument.Read("การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการ\nดำเนินงานของหน่วยงานภาครัฐ ในปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลบ่อโพง อำเภอนครหลวง จังหวัดพระนครศรีอยุธยา\n\n"
            + "ตัวชี้วัด\tข้อคำถาม\tคะแนน\n\to28 รายงานการส่งเสริมคุณธรรมภายในหน่วยงาน ประจำปี พ.ศ. 2566\t100").Value("o28").ShouldBe("100.00");

    [Fact]
    public void A_displaced_total_is_found_behind_its_grade() =>
        WrittenDocument.Read(Head + "พบว่าคะแนนภาพรวมอยู่ที่คะแนน และอยู่ในระดับผ่าน 85.83 คะแนน").Value("TOTAL").ShouldBe("85.83");

    [Fact]
    public void A_sentence_cut_in_two_still_gives_the_score_to_its_item() =>
        WrittenDocument.Read(Head + "ข้อ i5 มีการเบิกจ่ายเงินเป็นเท็จ เช่น ค่าทำงานล่วงเวลา\n\nค่าวัสดุอุปกรณ์ ฯลฯ ได้คะแนน 88.75 คะแนน").Value("i5").ShouldBe("88.75");

    [Fact]
    public void Two_tables_that_differ_publish_neither()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n4. การใช้ทรัพย์สินของราชการ\t79.72\n\nสรุป\n\nตัวชี้วัด\tคะแนน\n4. การใช้ทรัพย์สินของราชการ\t72.79");
        read.Score("IND04")!.Status.ShouldBe(ScoreStatus.Conflicting);
        read.Value("IND04").ShouldBe("-");
    }

    [Fact]
    public void Where_prose_contradicts_a_table_the_table_is_published_and_an_issue_says_so()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n7. ประสิทธิภาพการสื่อสาร\t83.42\n\nตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร ได้คะแนน 88.42 คะแนน");
        read.Value("IND07").ShouldBe("83.42");
        read.Issues.ShouldContain(i => i.Code == "ITA501");
    }

    [Fact]
    public void A_number_that_lost_its_point_is_withheld_and_said()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t88.13\n2. การใช้งบประมาณ\t๘๕๔๙ คะแนน");
        read.Score("IND02")!.Status.ShouldBe(ScoreStatus.Unresolved);
        read.Issues.ShouldContain(i => i.Code == "ITA323");
    }

    [Theory]
    [InlineData("มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๔\nการวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๓\n\nตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t98.06", 2563)]
    [InlineData("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566\nเป้าหมายคะแนนปีงบประมาณ พ.ศ. 2567 ไม่น้อยกว่า 95.00 คะแนน\nมาตรการเพื่อการพัฒนาในปีงบประมาณ พ.ศ. 2567\n\nตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t98.06", 2566)]
    public void The_year_is_that_of_the_results_not_of_the_plan(string text, int year) =>
        WrittenDocument.Read(text).Sheets[0].Year!.Value.BuddhistEra.ShouldBe(year);

    [Fact]
    public void A_column_per_agency_gives_a_sheet_per_agency_and_weighted_points_are_no_scores()
    {
        var read = WrittenDocument.Read("รายงาน ITA กลุ่มที่ 3 จังหวัดระนอง ปีงบประมาณ พ.ศ. 2566\n\nตัวชี้วัด\tองค์การบริหารส่วนจังหวัดระนอง\tเทศบาลเมืองระนอง\n1. การปฏิบัติหน้าที่\t92.11\t85.62\nIIT (30 คะแนน)\t27.02\t25.16");
        read.Sheets.Length.ShouldBe(2);
        read.Sheets[1].Agency.Agency!.Name.ShouldBe("เทศบาลเมืองระนอง");
        read.Sheets.SelectMany(s => s.Scores).Select(s => s.Code.ToString()).Distinct().ShouldBe(["IND01"]);
    }

    [Fact]
    public void An_instruments_letters_beside_a_question_name_the_group_whatever_words_the_header_holds()
    {
        var read = WrittenDocument.Read(Head + "เครื่องมือ\tประเด็นที่ 7 กลไกและมาตรการในการแก้ไขและป้องกันการทุจริต\tคะแนน\nIIT\ti13 ผู้บริหารสูงสุดของหน่วยงานของท่าน ให้ความสำคัญกับการแก้ไขปัญหาการทุจริต\t87.41");
        read.Value("i13").ShouldBe("87.41");
        read.Score("IIT").ShouldBeNull();
    }

    [Fact]
    public void A_total_of_a_full_mark_a_hundred_behind_its_word_and_a_rank_before_the_name_are_read()
    {
        var read = WrittenDocument.Read(Head + "ในภาพรวมของหน่วยงาน ได้คะแนนรวม 95.40 คะแนน จากคะแนนเต็ม 100 คะแนน อยู่ในระดับ ผ่านดี เมื่อเทียบกับค่าเฉลี่ยระดับประเทศ 93.05 คะแนน\n\n"
            + "ลำดับ ๑ ตัวชี้วัดการป้องกันการทุจริต คะแนน ๑๐๐\nลำดับ ๒ ตัวชี้วัดการปฏิบัติหน้าที่ คะแนน ๙๗.๒๒");
        read.Value("TOTAL").ShouldBe("95.40");
        read.Value("IND10").ShouldBe("100.00");
        read.Value("IND01").ShouldBe("97.22");
    }

    [Fact]
    public void Items_named_behind_an_indicators_score_are_findings_and_not_the_rows_name()
    {
        var read = WrittenDocument.Read(Head + "ประเด็นการประเมิน\tคะแนนปี 66\tคะแนนปี 67\tข้อคำถามที่ควรปรับปรุง\n1. การปฏิบัติหน้าที่\t90.12\t93.44\ti2 (88.89)\n2. การใช้งบประมาณ\t88.01\t85.10\ti5 (80.00), i6 (82.22)");
        read.Value("IND01").ShouldBe("93.44");
        read.Value("IND02").ShouldBe("85.10");
        read.Value("i2").ShouldBe("88.89");
    }

    [Fact]
    public void In_a_table_of_neighbours_only_the_own_row_counts()
    {
        const string Own = "องค์การบริหารส่วนตำบลบ่อโพง";
        var read = WrittenDocument.Read(Head + $"หน่วยงาน\tIIT\tEIT\tOIT\tรวม\n{Own}\t93.64\t91.20\t98.00\t94.65\nทต.นครหลวง\t90.00\t89.10\t95.00\t91.73");
        read.Value("TOTAL").ShouldBe("94.65");
        WrittenDocument.Read(Head + $"หน่วยงาน\tIIT\tEIT\tOIT\tรวม\n{Own}\t93.64\t91.20\t98.00\t94.65\nทต.นครหลวง\t90.00\t89.10\t95.00\t91.73\nทต.อรัญญิก\t88.00\t85.10\t92.50\t88.93")
            .Rows.Select(r => r.Total.Value.ToString()).ShouldBe(["94.65", "91.73", "88.93"]);
    }

    [Fact]
    public void Rows_of_departments_below_columns_of_instruments_are_not_the_agencys()
    {
        var read = WrittenDocument.Read(Head + "ส่วนราชการ\tIIT\tEIT\nกองคลัง\t94.55\t92.10");
        read.Score("IIT").ShouldBeNull();
        read.Issues.ShouldContain(i => i.Code == "ITA301" && i.Message.Contains("กองคลัง", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sum_on_a_line_below_the_table_of_all_indicators_is_the_total()
    {
        var read = WrittenDocument.Read(Head + "เครื่องมือ\tคะแนน\nIIT\t91.65\nEIT\t90.78\nOIT\t92.50\n\nรวม 91.73");
        read.Value("TOTAL").ShouldBe("91.73");
    }

    [Fact]
    public void Columns_headed_by_years_of_two_digits_are_told_apart()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนน ปี 66\tคะแนน ปี 67\tเปรียบเทียบ\n1.การปฏิบัติหน้าที่\t92.44\t95.31\tเพิ่มขึ้น 2.87\n2.การใช้งบประมาณ\t89.00\t88.12\tลดลง 0.88");
        read.Value("IND01").ShouldBe("95.31");
        read.Value("IND02").ShouldBe("88.12");
    }

    [Fact]
    public void Several_names_and_as_many_numbers_belong_together_in_order()
    {
        var read = WrittenDocument.Read(Head + "ข้อ e1 และ e2 ได้คะแนน 91.00 และ 92.00 คะแนน ตามลำดับ\n\nตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ และตัวชี้วัดที่ 2 การใช้งบประมาณ ได้คะแนน 94.00 และ 95.00 ตามลำดับ");
        read.Value("e1").ShouldBe("91.00");
        read.Value("e2").ShouldBe("92.00");
        read.Value("IND01").ShouldBe("94.00");
        read.Value("IND02").ShouldBe("95.00");
    }

    [Theory]
    [InlineData("ข้อ e1 e2 และ e3 ได้คะแนน 91.00 และ 92.00 ตามลำดับ", "e3")]
    [InlineData("ข้อ i1 ถึง i3 ได้คะแนนเฉลี่ย 93.00 คะแนน", "i3")]
    [InlineData("ตัวชี้วัดการใช้อำนาจ มีคะแนนต่ำกว่าค่าเฉลี่ยของจังหวัดที่ได้ 92.50 คะแนน", "IND03")]
    [InlineData("คะแนนรวมเฉลี่ยของ อปท. ในอำเภอนครหลวง 88.00 คะแนน", "TOTAL")]
    [InlineData("โดยในภาพรวมจังหวัดพระนครศรีอยุธยา มีผลคะแนน 88.11 คะแนน", "TOTAL")]
    [InlineData("คะแนนเฉลี่ย ITA ของเทศบาลตำบลทั่วประเทศ 86.00 คะแนน", "TOTAL")]
    [InlineData("ข้อ i4 คะแนนลดลงจากปีก่อน 2.10 คะแนน", "i4")]
    [InlineData("ข้อ i5 มีผู้ตอบร้อยละ 80.00 เห็นว่าดี", "i5")]
    [InlineData("ข้อ\tคำถาม\tร้อยละของผู้ตอบ\ni6\tการใช้งบประมาณ\t85.50\ni7\tการใช้อำนาจ\t90.00", "i6")]
    [InlineData("หน่วยงานที่มีผลคะแนน ITA สูงสุด คือ เทศบาลตำบลอื่น ได้คะแนน 99.00 คะแนน", "TOTAL")]
    [InlineData("ข้อที่ได้คะแนน 0 ได้แก่ O12, O18 และข้ออื่นได้ 100 คะแนน", "o18")]
    [InlineData("ควรพัฒนาตัวชี้วัดการใช้อำนาจ ส่วนตัวชี้วัดอื่นได้คะแนนเฉลี่ย 95.00 คะแนน", "IND03")]
    public void A_number_of_all_the_others_is_not_that_of_the_one_named(string sentence, string code) =>
        WrittenDocument.Read(Head + sentence).Score(code).ShouldBeNull();

    [Theory]
    [InlineData("ตัวชี้วัด\tคะแนนสูงสุดของจังหวัด\tคะแนนหน่วยงาน\n1. การปฏิบัติหน้าที่\t99.00\t93.10\n2. การใช้งบประมาณ\t98.00\t91.20", "93.10", "91.20")]
    [InlineData("ตัวชี้วัด\tค่าเฉลี่ยประเทศ\tคะแนนที่ได้\tส่วนต่าง\n1. การปฏิบัติหน้าที่\t90.00\t93.10\t3.10\n2. การใช้งบประมาณ\t92.00\t91.20\t-0.80", "93.10", "91.20")]
    [InlineData("ตัวชี้วัด\tมากที่สุด (ร้อยละ)\tมาก (ร้อยละ)\tคะแนน\n1. การปฏิบัติหน้าที่\t60.00\t30.00\t93.10\n2. การใช้งบประมาณ\t70.00\t20.00\t91.20", "93.10", "91.20")]
    [InlineData("ตัวชี้วัด\tIIT\tEIT\tOIT\n1. การปฏิบัติหน้าที่\t93.10\t\t\n2. การใช้งบประมาณ\t91.20\t\t\n6. คุณภาพการดำเนินงาน\t\t90.00\t", "93.10", "91.20")]
    [InlineData("ตัวชี้วัด\tคะแนนปีที่แล้ว\tคะแนนปีนี้\n1. การปฏิบัติหน้าที่\t90.00\t93.10\n2. การใช้งบประมาณ\t92.00\t91.20", "93.10", "91.20")]
    [InlineData("ตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t93.10\n2. การใช้งบประมาณ\t91.20\nรวม\t92.15", "93.10", "91.20")]
    [InlineData("ตัวชี้วัด\tค่าเป้าหมาย ปี 2568\tผลปี 2567\tส่วนต่าง\n1. การปฏิบัติหน้าที่\t95.00\t93.10\t-1.90\n2. การใช้งบประมาณ\t95.00\t91.20\t-3.80", "93.10", "91.20")]
    [InlineData("ตัวชี้วัด\tคะแนนรอบที่ 1\tคะแนนรอบที่ 2\n1. การปฏิบัติหน้าที่\t90.00\t93.10\n2. การใช้งบประมาณ\t91.20\t91.20", "-", "91.20")]
    public void Of_several_columns_of_numbers_the_agencys_own_scores_are_taken_or_none(string table, string first, string second)
    {
        var read = WrittenDocument.Read(Head + table);
        read.Value("IND01").ShouldBe(first);
        read.Value("IND02").ShouldBe(second);
        read.Score("IIT").ShouldBeNull();
        read.Score("EIT").ShouldBeNull();
    }

    [Fact]
    public void A_sum_below_columns_of_instruments_is_each_instruments_and_not_the_total()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tIIT\tEIT\tOIT\n1. การปฏิบัติหน้าที่\t87.55\t-\t-\n6. คุณภาพการดำเนินงาน\t-\t84.50\t-\n9. การเปิดเผยข้อมูล\t-\t-\t88.57\nคะแนนเฉลี่ย\t82.78\t81.55\t84.91");
        read.Score("TOTAL").ShouldBeNull();
        read.Value("IIT").ShouldBe("82.78");
        read.Value("OIT").ShouldBe("84.91");
    }

    [Fact]
    public void Columns_of_several_years_give_instruments_and_the_sum_for_this_year_alone()
    {
        var read = WrittenDocument.Read(Head + "เครื่องมือ\tปี 2565\tปี 2566\tปี 2567\nIIT\t84.00\t88.11\t95.20\nEIT\t80.12\t84.03\t90.05\nOIT\t84.70\t84.40\t94.08\nรวม\t83.11\t85.40\t93.21");
        read.Value("IIT").ShouldBe("95.20");
        read.Value("TOTAL").ShouldBe("93.21");
        read.Issues.Count(i => i.Code == "ITA321" && i.Message.StartsWith("4 scores", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void Cells_that_each_hold_a_name_and_its_score_are_all_read()
    {
        var read = WrittenDocument.Read(Head + "IIT 94.10 คะแนน\tEIT 88.80 คะแนน\tOIT 93.75 คะแนน");
        read.Value("IIT").ShouldBe("94.10");
        read.Value("EIT").ShouldBe("88.80");
        read.Value("OIT").ShouldBe("93.75");
    }

    [Fact]
    public void Codes_and_scores_within_a_cell_of_findings_are_read()
    {
        var read = WrittenDocument.Read(Head + "ประเด็น\tผลการวิเคราะห์\tมาตรการ\n1. กระบวนการปฏิบัติงาน\ti1 = 88.33, i2 = 90.00 / e3 = 97.37 / o7-o10 = 100\tจัดทำคู่มือ\n2. การให้บริการ\te9 = 65.79 / o11 = 100, o13 = 0\tพัฒนาระบบ");
        read.Value("i1").ShouldBe("88.33");
        read.Value("i2").ShouldBe("90.00");
        read.Value("e3").ShouldBe("97.37");
        read.Value("e9").ShouldBe("65.79");
        read.Value("o11").ShouldBe("100.00");
        read.Value("o13").ShouldBe("0.00");
        read.Score("o10").ShouldBeNull();
    }

    [Fact]
    public void Columns_of_indicators_instruments_and_the_whole_side_by_side_are_told_apart()
    {
        var read = WrittenDocument.Read(Head + "เครื่องมือ\tตัวชี้วัด\tผลคะแนนรายตัวชี้วัด\tผลคะแนนรายเครื่องมือ\tผลคะแนนรวม\nIIT\tการปฏิบัติหน้าที่\t95.11\t93.09\t92.51\n\tการใช้งบประมาณ\t92.02\t\t\n\tการใช้อำนาจ\t94.33\t\t\n"
            + "\tการใช้ทรัพย์สินของราชการ\t90.44\t\t\n\tการแก้ไขปัญหาการทุจริต\t93.55\t\t\nEIT\tคุณภาพการดำเนินงาน\t91.66\t89.44\t\n\tประสิทธิภาพการสื่อสาร\t88.77\t\t\n\tการปรับปรุงการทำงาน\t87.88\t\t\nOIT\tการเปิดเผยข้อมูล\t95.00\t94.38\t\n\tการป้องกันการทุจริต\t93.75\t\t");
        read.Value("IND01").ShouldBe("95.11");
        read.Value("IND06").ShouldBe("91.66");
        read.Value("EIT").ShouldBe("89.44");
        read.Value("TOTAL").ShouldBe("92.51");
    }

    [Fact]
    public void Points_of_a_full_mark_are_no_scores_and_their_percentage_is()
    {
        var read = WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนนเต็ม\tคะแนนที่ได้\tร้อยละ\nการปฏิบัติหน้าที่\t30\t28.53\t95.11\nการใช้งบประมาณ\t30\t27.61\t92.02");
        read.Value("IND01").ShouldBe("95.11");
        read.Value("IND02").ShouldBe("92.02");
        WrittenDocument.Read(Head + "ตัวชี้วัด\tคะแนนเต็ม\tคะแนน\nการปฏิบัติหน้าที่\t30\t28.53\nการใช้งบประมาณ\t30\t27.61").Score("IND01").ShouldBeNull();
    }

    [Fact]
    public void Instruments_listed_in_the_column_of_the_items_keep_their_scores_and_a_sum_on_top_is_the_total()
    {
        var read = WrittenDocument.Read(Head + "ประเด็น\tITA 2566\tITA 2567\tผลต่าง\tแนวโน้ม\nคะแนนรวม\t85.40\t93.21\t+7.81\t↑\nIIT\t88.11\t95.20\t+7.09\t↑\ni1\t88.00\t94.00\t+6.00\t↑\nEIT\t84.03\t90.05\t+6.02\t↑\nOIT\t84.40\t94.08\t+9.68\t↑");
        read.Value("TOTAL").ShouldBe("93.21");
        read.Value("IIT").ShouldBe("95.20");
        read.Value("i1").ShouldBe("94.00");
    }

    [Fact]
    public void A_table_with_codes_on_top_and_scores_below_is_read_downwards()
    {
        var read = WrittenDocument.Read(Head + "IIT\nI1\ti2\ti3\n91.20\t90.10\t97.30\nEIT\nE1\tE2\n88.10\t87.20");
        read.Value("i2").ShouldBe("90.10");
        read.Value("e1").ShouldBe("88.10");
    }

    [Theory]
    [InlineData("\tคะแนน IIT\tคะแนน EIT\tคะแนน OIT\tคะแนนรวม\nปี 2565\t84.00\t80.12\t84.70\t83.11\nปี 2566\t88.11\t84.03\t84.40\t85.40\nปี 2567\t95.20\t90.05\t94.08\t93.21")]
    [InlineData("รายการ\tIIT\tEIT\tOIT\tคะแนนรวม\nเป้าหมาย\t95.00\t95.00\t95.00\t95.00\nค่าเฉลี่ยจังหวัด\t92.00\t89.00\t91.00\t90.70\nคะแนนที่ได้\t95.20\t90.05\t94.08\t93.21\nผลต่าง\t0.20\t4.95\t0.92\t1.79")]
    [InlineData("IIT\tEIT\tOIT\tรวม\n95.20\t90.05\t94.08\t93.21\nตัวชี้วัด 1\tตัวชี้วัด 2\tตัวชี้วัด 3\tตัวชี้วัด 4\n97.11\t95.30\t96.60\t92.01")]
    public void Below_columns_that_name_codes_only_this_years_own_scores_are_taken(string table)
    {
        var read = WrittenDocument.Read(Head + table);
        read.Value("IIT").ShouldBe("95.20");
        read.Value("EIT").ShouldBe("90.05");
        read.Value("TOTAL").ShouldBe("93.21");
    }
}
