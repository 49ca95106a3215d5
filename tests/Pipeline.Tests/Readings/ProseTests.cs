namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>What is taken from sentences and lists, and for which year and agency.</summary>
public sealed class ProseTests
{
    private const string Head = "การวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\n";

    [Theory]
    [InlineData("ผลการประเมินได้ 85.40 คะแนน ในปี 2566 และ 93.21 คะแนน ในปี 2567", "TOTAL", "93.21")]
    [InlineData("การใช้งบประมาณ ได้ 80.00 คะแนน (ปี 2566) และ 91.20 คะแนน (ปี 2567)", "IND02", "91.20")]
    [InlineData("มีผลคะแนนเฉลี่ย 89.53 คะแนน เพิ่มขึ้นจากปี พ.ศ. 2566 ที่ได้ 85.01 คะแนน ตัวชี้วัดที่ต้องปรับปรุง คือ การปรับปรุงระบบการทำงาน 78.20 คะแนน", "IND08", "78.20")]
    [InlineData("อันดับ 1 การใช้อำนาจ 96.11 คะแนน (ปี 2566 = 93.20)\nอันดับ 2 การปฏิบัติหน้าที่ 95.00 คะแนน (ปี 2566 = 95.10)\nอันดับ 3 การใช้งบประมาณ 94.00 คะแนน (ปี 2566 = 92.10)", "IND02", "94.00")]
    [InlineData("การปฏิบัติหน้าที่ ปี 2566 คะแนน 90.11 ปี 2567 คะแนน 94.20", "IND01", "94.20")]
    [InlineData("ภาพรวม ปี 2566 คะแนน 86.50 (A) ปี 2567 คะแนน 90.05 (ผ่านดี)", "TOTAL", "90.05")]
    [InlineData("คะแนน ITA ปี 67 = 89.44 (ผ่าน)\nคะแนน ITA ปี 66 = 85.20 (ผ่าน)", "TOTAL", "89.44")]
    [InlineData("ปี 2566 IIT 88.11 EIT 84.03 OIT 84.40\nปี 2567 IIT 95.20 EIT 90.05 OIT 94.08", "EIT", "90.05")]
    public void A_number_is_of_the_year_that_is_said_of_it(string sentence, string code, string value) =>
        WrittenDocument.Read(Head + sentence).Value(code).ShouldBe(value);

    [Theory]
    [InlineData("๓.๑ แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) ได้คะแนนเฉลี่ย\n๙๔.๗๖ คะแนน โดยรวมดีขึ้น", "IIT", "94.76")]
    [InlineData("แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) มีคะแนนเฉลี่ยเท่ากับ\n89.29", "OIT", "89.29")]
    public void A_score_at_the_beginning_of_a_line_belongs_to_the_sentence_above(string sentence, string code, string value) =>
        WrittenDocument.Read(Head + sentence).Value(code).ShouldBe(value);

    [Theory]
    [InlineData("๓.๓ แบบตรวจการเปิดเผยข้อมูลสาธารณะ (01T) ได้คะแนนเฉลี่ย 88.57 คะแนน", "OIT", "88.57")]
    [InlineData("๓.๓ แบบตรวจสอบการเปิดเผยข้อมูลสาธารณะ ได้คะแนนเฉลี่ย 88.57 คะแนน", "IND09", "-")]
    [InlineData("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (HT) ได้คะแนนเฉลี่ย 94.76 คะแนน", "IIT", "94.76")]
    [InlineData("การเปิดเผยข้อมูลสาธารณะ ได้คะแนน 88.57 คะแนน", "IND09", "88.57")]
    public void An_instrument_is_known_by_its_long_name_and_never_taken_for_the_indicator_in_it(string sentence, string code, string value) =>
        WrittenDocument.Read(Head + sentence).Value(code).ShouldBe(value);

    [Theory]
    [InlineData("สำนักงานปลัดรายงานผลการประเมิน ได้คะแนนรวม 93.88 คะแนน ระดับผลการประเมิน \"ผ่านดี\" โดยแยกเป็น HT 89.96 คะแนน EIT 91.32 คะแนน")]
    [InlineData("ได้คะแนนรวม 93.88 คะแนน ผลการประเมิน LIT ได้ 89.96 คะแนน")]
    public void What_stands_behind_letters_that_cannot_be_read_is_not_the_total(string sentence)
    {
        var total = WrittenDocument.Read(Head + sentence).Score("TOTAL")!;
        total.Value.ToString().ShouldBe("93.88");
        total.Mentions.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("เทศบาลตำบลทุ่งยาว ได้ 97.10 คะแนน", "TOTAL")]
    [InlineData("องค์การบริหารส่วนตำบลสุโสะ ต่ำกว่าเทศบาลตำบลทุ่งยาว ที่มีผลคะแนน 97.10 คะแนน", "TOTAL")]
    [InlineData("จังหวัดตรัง มีหน่วยงานเข้ารับการประเมิน 100 หน่วยงาน มีคะแนนเฉลี่ย 80.51 คะแนน อยู่ในระดับ B", "TOTAL")]
    [InlineData("เครื่องมือ EIT มีผู้ตอบ 120 คน คิดเป็นร้อยละ 96.00", "EIT")]
    [InlineData("คะแนน OIT = 100 (ค่าน้ำหนัก 40) ได้ 40.00", "OIT")]
    [InlineData("OIT (40%) 38.75", "OIT")]
    [InlineData("ด้าน EIT ตัวชี้วัด ประสิทธิภาพการสื่อสาร 80.70", "EIT")]
    [InlineData("ประเด็น\tผล\nด้าน EIT ตัวชี้วัดประสิทธิภาพการสื่อสาร\t80.70", "EIT")]
    [InlineData("ตัวชี้วัด\tประเด็นที่ต้องแก้ไข\n๗. ประสิทธิภาพการสื่อสาร ๘๐.๗๐ คะแนน\tด้าน EIT ตัวชี้วัด ประสิทธิภาพการสื่อสาร มีค่าต่ำสุดเท่ากับ ๘๐.๗๐", "EIT")]
    [InlineData("ต้องได้คะแนน IIT 96.00 คะแนน จึงจะผ่านเกณฑ์", "IIT")]
    [InlineData("ตั้งเป้าหมายให้ตัวชี้วัดการใช้อำนาจได้คะแนน 97.00", "IND03")]
    [InlineData("แนวทางแก้ไข: เพิ่มคะแนน i5 ให้ได้ 95.00 คะแนน", "i5")]
    [InlineData("1. การปฏิบัติหน้าที่ (IIT) ได้ 95.11 ระดับ A", "IIT")]
    [InlineData("คะแนน ITA ย้อนหลัง (พ.ศ. 2565-2567) = 80.33, 85.44, 92.35", "TOTAL")]
    [InlineData("IIT = 85.00 88.00 91.00", "IIT")]
    [InlineData("แบบ OIT ตรวจ 28 ข้อ ได้ 26 ข้อ คิดเป็น 92.86", "OIT")]
    [InlineData("ประเด็นที่ 4 การกำกับดูแลการใช้ทรัพย์สินของราชการ (90.12)", "IND04")]
    [InlineData("5. การใช้งบประมาณและการจัดซื้อจัดจ้าง ได้คะแนนเฉลี่ย 92.15", "IND02")]
    [InlineData("7. มาตรการป้องกันการทุจริต 95.03", "IND10")]
    [InlineData("ความพึงพอใจของประชาชนในภาพรวม มีคะแนนเฉลี่ย 96.40 คะแนน", "TOTAL")]
    [InlineData("รายงานผลการสำรวจความพึงพอใจ\n\nสรุปภาพรวมมีคะแนนเฉลี่ย 95.40 คะแนน ระดับมากที่สุด", "TOTAL")]
    [InlineData("ผลคะแนน ตัวชี้วัตที่ 1 คะแนน", "TOTAL")]
    [InlineData("การใช้อำนาจ 90.11 -> 95.20", "IND03")]
    [InlineData("คาดการณ์คะแนน ITA 95.00 คะแนน", "TOTAL")]
    [InlineData("ตัวอย่างการคำนวณ: หน่วยงาน ก. ได้คะแนน IIT 90.00", "IIT")]
    [InlineData("ผลประเมิน LPA มีคะแนนเฉลี่ย 89.75 คะแนน", "TOTAL")]
    [InlineData("o22 ข้อ\nคะแนนรวม 87.99", "o22")]
    [InlineData("ตัวชี้วัดที่ 1 – 5 ได้คะแนน 95.11 92.02 94.33 90.44 93.55", "IND01")]
    public void Numbers_of_others_shares_weighted_points_and_longer_names_are_not_published(string sentence, string code) =>
        WrittenDocument.Read(Head + sentence).Value(code).ShouldBe("-");

    [Theory]
    [InlineData("อบต.สุโสะ ได้ 93.21 คะแนน", "TOTAL", "93.21")]
    [InlineData("เทศบาลตำบล 2,247 แห่ง คะแนนเฉลี่ย 90.77\nอบต.สุโสะ คะแนน 93.21", "TOTAL", "93.21")]
    [InlineData("1. การปฏิบัติหน้าที่ (IIT) ได้ 95.11 ระดับ A", "IND01", "95.11")]
    [InlineData("IIT 92.10\nEIT 88.00\nOIT 96.88\nรวม 92.78", "TOTAL", "92.78")]
    [InlineData("รวม 93.21 คะแนน ผลการประเมินระดับ ผ่าน", "TOTAL", "93.21")]
    [InlineData("ผลการประเมิน\n93.21\nผ่าน", "TOTAL", "93.21")]
    [InlineData("แบบวัด IIT\nปี 2567\n92.46\nแบบวัด EIT\nปี 2567\n90.08", "EIT", "90.08")]
    [InlineData("O1 โครงสร้าง 100\nO2 ข้อมูลผู้บริหาร 0\nO3 อำนาจหน้าที่ 100", "o2", "0.00")]
    [InlineData("* e9 ท่านเคยใช้งานระบบ E-Service (71.20)\n* e8 มีการปรับปรุงการดำเนินงาน (80.00)", "e9", "71.20")]
    [InlineData("2. ตัวชี้วัดที่ 2 การใช้งบประมาณ เป็นการประเมินการรับรู้เกี่ยวกับการใช้จ่ายเงินงบประมาณ ตั้งแต่การจัดทำแผนการใช้จ่ายจนถึงการเบิกจ่ายเงิน ผลการประเมินพบว่ามีคะแนนเฉลี่ยร้อยละ 92.02", "IND02", "92.02")]
    [InlineData("การใช้อำนาจ พบว่า บุคลากรร้อยละ 80.00 เห็นว่าเป็นธรรม ทำให้ได้คะแนน 94.33 คะแนน", "IND03", "94.33")]
    [InlineData("10. การป้องกันการทุจริต ได้คะแนนเต็ม 100 คะแนน", "IND10", "100.00")]
    [InlineData("OIT 90.00\nEIT 86.10\nIIT 87.20\no22 0\nคะแนนรวม 87.99", "TOTAL", "87.99")]
    [InlineData("O12 100 O13 100 O14 0", "o12", "100.00")]
    [InlineData("e1 = 94.00 คะแนน, e2 = 93.00 คะแนน\nจากผลการประเมินพบว่าดี", "e2", "93.00")]
    [InlineData("O12 100 O13 100 O14 0", "o14", "0.00")]
    [InlineData("ค่าคะแนนที่ได้ : 83.45\nระดับ : ต้องปรับปรุง", "TOTAL", "83.45")]
    [InlineData("ข้อ i1 น้อยที่สุด 0.00 น้อย 3.13 มาก 40.63 มากที่สุด 56.25 คะแนน 84.37", "i1", "84.37")]
    [InlineData("ความพึงพอใจของประชาชน ร้อยละ 96.40\nผลคะแนน ITA 90.28 คะแนน ระดับผ่านดี", "TOTAL", "90.28")]
    public void Lists_cards_and_short_sentences_are_read(string text, string code, string value) =>
        WrittenDocument.Read(Head + text).Value(code).ShouldBe(value);

    [Theory]
    [InlineData("การปฏิบัติหน้าที่ ได้คะแนน 95.1 1 คะแนน", "IND01")]
    [InlineData("การแก้ไขปัญหาการทุจริต ได้คะแนน 9 3.55 คะแนน", "IND05")]
    [InlineData("8. การปรับปรุงการทำงาน 1 00.00", "IND08")]
    [InlineData("3. การใช้อำนาจ 94,33", "IND03")]
    [InlineData("4. การใช้ทรัพย์สินของราชการ 9O.44 คะแนน", "IND04")]
    [InlineData("7. ประสิทธิภาพการสื่อสาร 88.770", "IND07")]
    public void A_number_that_fell_to_pieces_or_holds_letters_is_withheld_and_said(string text, string code)
    {
        var read = WrittenDocument.Read(Head + text);
        read.Score(code)!.Value.ShouldBeNull();
        read.Issues.ShouldContain(i => (i.Code == "ITA505" || i.Code == "ITA510") && i.Message.StartsWith(code, StringComparison.Ordinal));
    }

    [Fact]
    public void An_item_that_a_codebook_with_gaps_does_not_list_is_taken_as_printed() =>
        WrittenDocument.Read(Head.Replace("2567", "2565", StringComparison.Ordinal) + "O1 โครงสร้าง 100\nO2 ข้อมูลผู้บริหาร 0\nO43 มาตรการส่งเสริมคุณธรรม 100").Value("o1").ShouldBe("100.00");

    [Fact]
    public void A_card_that_shows_another_years_number_is_of_that_year() =>
        WrittenDocument.Read(Head + "แบบวัด IIT\nปี 2566\n92.46\nแบบวัด EIT\nปี 2566\n90.08").Score("IIT").ShouldBeNull();

    [Theory]
    [InlineData("ผลการวิเคราะห์ข้อมูลการประเมิน ITA\nองค์การบริหารส่วนตำบลสุโสะ อำเภอปะเหลียน จังหวัดตรัง\nปีงบประมาณ พ.ศ. 2565 - 2567\n\nการใช้อำนาจ 96.11")]
    [InlineData("ผลการประเมิน ITA ปี 2567 : อบต.สุโสะ อ.ปะเหลียน จ.ตรัง\nคะแนนรวม ๙๒.๕๑ ระดับ ผ่าน\nปี 2566 : ๘๕.๔๐")]
    [InlineData("การวิเคราะห์ผลการประเมิน ITA ปี พ.ศ. 2567\nอบต.สุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\n1. การใช้อำนาจ ได้ 90.11 คะแนน ในปี 2566 และ 96.11 คะแนน ในปี 2567\n2. การใช้งบประมาณ ได้ 90.12 คะแนน ในปี 2566 และ 92.11 คะแนน ในปี 2567\n3. การปฏิบัติหน้าที่ ได้ 90.13 คะแนน ในปี 2566 และ 93.11 คะแนน ในปี 2567")]
    [InlineData("สำเนา คะแนนเพื่อใช้ภายใน\n\nรายงานการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\n\nอบต.สุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\nการใช้อำนาจ 96.11\n\nผลการประเมินในปีงบประมาณ พ.ศ. 2566 ได้คะแนนภาพรวม 76.29 คะแนน")]
    [InlineData("การวิเคราะห์ผลการประเมิน ITA ปี พ.ศ. 2567 ของ อบต.สุโสะ อำเภอปะเหลียน จังหวัดตรัง\n\nการใช้อำนาจ 96.11 คะแนน (ปี 2566 = 93.20)\nการปฏิบัติหน้าที่ 95.00 คะแนน (ปี 2566 = 95.10)\nการใช้งบประมาณ 94.00 คะแนน (ปี 2566 = 92.10)")]
    public void Years_looked_back_at_are_not_the_documents(string text) => WrittenDocument.Read(text).Sheets.ShouldHaveSingleItem().Year!.Value.BuddhistEra.ShouldBe(2567);

    [Fact]
    public void A_schools_scores_are_not_its_education_areas()
    {
        var read = WrittenDocument.Read("รายงานผลการประเมิน ITA ปีงบประมาณ 2567\nโรงเรียนบ้านหนองน้ำใส สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2\nสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2\nการใช้อำนาจ 94.40");
        read.Sheets.ShouldBeEmpty();
        read.Issues.ShouldContain(i => i.Code == "ITA201");
    }

    [Fact]
    public void The_number_of_an_area_is_part_of_its_offices_name() =>
        WrittenDocument.Read("รายงานผลการประเมิน ITA ปีงบประมาณ 2567\nสำนักงานที่ดิน เขต 2\nสำนักงานที่ดิน เขต 2 ได้คะแนนรวม 94.40 คะแนน").Sheets.ShouldHaveSingleItem().Agency.Agency!.Name.ShouldBe("สำนักงานที่ดิน เขต 2");

    [Theory]
    [InlineData("แบบรายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2567\nจากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566 อบต.สุโสะ มีผลคะแนน 85.02 คะแนน\nทั้งนี้ ปี 2567 ตั้งเป้าหมายคะแนนไม่ต่ำกว่า 90.00 คะแนน", 2566)]
    [InlineData("รายงานวิเคราะห์ผล ITA ปี 2567 อบต.สุโสะ\nIIT ได้ 90.00 คะแนน (ปี 2566 ได้ 84.35)", 2567)]
    [InlineData("ผลการประเมิน ITA ย้อนหลัง 3 ปี อบต.สุโสะ\n\nตัวชี้วัด\tปี 2564\tปี 2565\tปี 2566\nการปฏิบัติหน้าที่\t88.12\t90.33\t95.10", 2566)]
    [InlineData("ผลการประเมิน ITA อบต.สุโสะ\nปีงบประมาณ พ.ศ. 2565 ได้ 85.91 คะแนน ระดับ A\nปีงบประมาณ พ.ศ. 2566 ได้ 90.17 คะแนน ระดับผ่านดี", 2566)]
    public void A_goals_year_is_not_the_results_and_of_years_side_by_side_the_newest_is_shown(string text, int year) =>
        WrittenDocument.Read(text).Sheets.ShouldHaveSingleItem().Year!.Value.BuddhistEra.ShouldBe(year);

    [Fact]
    public void Names_and_numbers_torn_apart_are_reported()
    {
        var read = WrittenDocument.Read(Head + "ภาพรวม 88.53 คะแนน\nการปฏิบัติหน้าที่\nการใช้งบประมาณ\nการใช้อำนาจ\n92.88\n85.43\n90.11");
        read.Score("IND01").ShouldBeNull();
        read.Issues.Single(i => i.Code == "ITA302").Message.ShouldContain("92.88");
    }

    [Fact]
    public void Three_unlike_numbers_for_one_code_are_withheld_however_well_one_of_them_fits()
    {
        var read = WrittenDocument.Read(Head + "IIT ได้ 93.64 คะแนน\nEIT ได้ 91.20 คะแนน\nOIT ได้ 98.00 คะแนน\nคะแนนรวม ITA 94.65\nIIT ได้ 90.00 คะแนน\nEIT ได้ 89.10 คะแนน\nOIT ได้ 95.00 คะแนน\nคะแนนรวม ITA 91.73\nIIT ได้ 88.00 คะแนน\nEIT ได้ 85.10 คะแนน\nOIT ได้ 92.50 คะแนน\nคะแนนรวม ITA 88.93");
        read.Value("TOTAL").ShouldBe("-");
        read.Issues.ShouldContain(i => i.Code == "ITA510" && i.Message.Contains("unlike", StringComparison.Ordinal));
    }

    [Fact]
    public void An_item_of_OIT_that_is_neither_all_nor_nothing_is_withheld_in_years_whose_manual_is_not_known()
    {
        var read = WrittenDocument.Read(Head.Replace("2567", "2566", StringComparison.Ordinal) + "o1 โครงสร้าง 100\no3 แผน 87.99");
        read.Value("o1").ShouldBe("100.00");
        read.Value("o3").ShouldBe("-");
    }

    [Fact]
    public void A_university_that_a_sentence_goes_on_after_is_named()
    {
        var read = WrittenDocument.Read("มหาวิทยาลัยราชภัฏสกลนคร\nรายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2565\nมหาวิทยาลัยราชภัฏสกลนครมีผลการประเมินในภาพรวม 89.92 คะแนน ระดับ A");
        read.Sheets.ShouldHaveSingleItem().Agency.Agency!.Name.ShouldBe("มหาวิทยาลัยราชภัฏสกลนคร");
    }

    [Theory]
    [InlineData("การวิเคราะห์ผลการประเมิน ITA ของจังหวัดลพบุรี\nประจำปีงบประมาณ พ.ศ. 2565\nสำนักงานจังหวัดลพบุรี\n\nจังหวัดลพบุรีได้รับคะแนนการประเมิน ITA 86.20 คะแนน", "จังหวัดลพบุรี")]
    [InlineData("ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 ของการประปาส่วนภูมิภาค\n\nการประปาส่วนภูมิภาค ได้คะแนนเฉลี่ย 94.10 คะแนน", "การประปาส่วนภูมิภาค")]
    public void A_provinces_administration_and_a_state_enterprise_are_agencies(string text, string name) =>
        WrittenDocument.Read(text).Sheets.ShouldHaveSingleItem().Agency.Agency!.Name.ShouldBe(name);

    [Fact]
    public void A_province_that_only_says_where_a_hospital_lies_is_no_agency() =>
        WrittenDocument.Read("จังหวัดลพบุรี\nผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2565\nจังหวัดลพบุรี ได้คะแนนรวม 86.20 คะแนน").Sheets.ShouldHaveSingleItem().Agency.Agency.ShouldBeNull();

    [Theory]
    [InlineData("ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของสถานศึกษา สังกัดสำนักงานคณะกรรมการการอาชีวศึกษา (ITA) ปีงบประมาณ พ.ศ. 2566")]
    [InlineData("ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของสถานีตำรวจ (ITA) ประจำปีงบประมาณ พ.ศ. 2566")]
    public void Colleges_and_police_stations_are_assessed_by_other_schemes(string title)
    {
        var read = WrittenDocument.Read(title + "\n\nตัวชี้วัด\tคะแนน\nการปฏิบัติหน้าที่\t91.20");
        read.Sheets.ShouldBeEmpty();
        read.Issues.ShouldContain(i => i.Code == "ITA201");
    }
}
