using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tests.Readings;

/// <summary>What is taken from tables and lists of many agencies.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public void An_announcement_row_whose_grade_contradicts_its_score_is_withheld()
    {
        var read = WrittenDocument.Read("ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2564\nจังหวัดสมุทรสงคราม\n\nที่\tหน่วยงาน\tอำเภอ\tคะแนน 2564\tระดับผลการประเมิน\tเปรียบเทียบปีที่ผ่านมา\tเปรียบเทียบกับเกณฑ์*\n1\tองค์การบริหารส่วนจังหวัดสมุทรสงคราม\tเมืองสมุทรสงคราม\t88.42\tA\t+12.07\tผ่าน\n2\tเทศบาลเมืองสมุทรสงคราม\tเมืองสมุทรสงคราม\t61.15\tA\t+9.30\tผ่าน");
        read.Rows.Length.ShouldBe(2);
        read.Rows[0].Status.ShouldBe(ScoreStatus.Printed);
        read.Rows[0].Match.Agency!.Name.ShouldBe("องค์การบริหารส่วนจังหวัดสมุทรสงคราม");
        read.Rows[1].Status.ShouldBe(ScoreStatus.Conflicting);
    }

    [Fact]
    public void An_agency_printed_by_its_usual_abbreviation_is_named_exactly_and_needs_no_remark()
    {
        var read = WrittenDocument.Read("ประกาศผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564\nจังหวัดตรัง\n\nที่\tหน่วยงาน\tอำเภอ\tคะแนน 2564\tระดับ\n1\tอบจ.ตรัง\tเมืองตรัง\t90.25\tA\n2\tอบต.สุโสะ\tปะเหลียน\t86.50\tA");
        read.Rows.Select(r => r.Match.Kind).ShouldAllBe(k => k == MatchKind.Exact);
        read.Issues.ShouldNotContain(i => i.Code == "ITA420");
    }

    [Fact]
    public void A_title_that_a_stroke_parts_above_undivided_cells_keeps_its_year()
    {
        // The grid has a column more than the table: "ปี" and "2563" stand in two cells above one column of scores.
        var tokens = ImmutableArray.CreateBuilder<Token>();
        tokens.Add(Token.Stated("ประกาศผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564 จังหวัดตรัง", 1));
        void Row(int row, params (int Column, string Text, int Span)[] cells)
        {
            foreach (var (column, text, span) in cells) tokens.Add(Token.Stated(text, 3 + row, new CellAddress(0, row, column, 1, span)));
        }
        Row(0, (0, "ที่", 1), (1, "หน่วยงาน", 1), (2, "อำเภอ", 1), (3, "ปี", 1), (4, "2563", 2), (6, "ปี 2564", 2));
        Row(1, (0, "", 1), (1, "", 1), (2, "", 1), (3, "คะแนน", 2), (5, "ระดับ", 1), (6, "คะแนน", 1), (7, "ระดับ", 1));
        Row(2, (0, "1", 1), (1, "องค์การบริหารส่วนจังหวัดตรัง", 1), (2, "เมืองตรัง", 1), (3, "75.35", 2), (5, "B", 1), (6, "81.25", 1), (7, "B", 1));
        Row(3, (0, "2", 1), (1, "เทศบาลนครตรัง", 1), (2, "เมืองตรัง", 1), (3, "75.72", 2), (5, "B", 1), (6, "79.83", 1), (7, "B", 1));
        Row(4, (0, "3", 1), (1, "เทศบาลเมืองกันตัง", 1), (2, "กันตัง", 1), (3, "77.57", 2), (5, "B", 1), (6, "81.60", 1), (7, "B", 1));
        var read = Ingest.Document(new SourceDocument(new string('0', 64), "test.html", "test.html", MediaKind.Html, 1),
            [new PageText(1, default, PageSource.Text, "test", tokens.ToImmutable(), [])], [], WrittenDocument.Reference);
        read.Rows.Select(r => r.Total.Value.ToString()).ShouldBe(["81.25", "79.83", "81.60"]);
    }

    [Fact]
    public void A_row_that_is_a_provinces_line_opens_that_provinces_part_of_the_table()
    {
        const string header = "ที่\tหน่วยงาน\tอำเภอ\tคะแนน 2564\tระดับ\n";
        var read = WrittenDocument.Read("ประกาศผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564\nจังหวัดตรัง\n\n" + header
            + "1\tองค์การบริหารส่วนจังหวัดตรัง\tเมืองตรัง\t90.25\tA\n\tจังหวัดสตูล\t\t\t\n2\tองค์การบริหารส่วนจังหวัดสตูล\tเมืองสตูล\t86.50\tA");
        read.Rows.Select(r => r.Match.Agency?.Name).ShouldBe(["องค์การบริหารส่วนจังหวัดตรัง", "องค์การบริหารส่วนจังหวัดสตูล"]);
    }

    [Fact]
    public void A_table_whose_rows_name_agencies_is_an_announcement_though_its_header_is_misread()
    {
        var read = WrittenDocument.Read("ประกาศผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564\nจังหวัดตรัง\n\nที\tหนวบงาม\tอำเกอ\tคระแบบ\n"
            + "1\tองค์การบริหารส่วนจังหวัดตรัง\tเมืองตรัง\t90.25\n2\tเทศบาลนครตรัง\tเมืองตรัง\t88.11\n3\tเทศบาลเมืองกันตัง\tกันตัง\t86.50");
        read.Rows.Select(r => r.Match.Agency?.Name).ShouldBe(["องค์การบริหารส่วนจังหวัดตรัง", "เทศบาลนครตรัง", "เทศบาลเมืองกันตัง"]);
        read.Rows.Select(r => r.Total.Value.ToString()).ShouldBe(["90.25", "88.11", "86.50"]);
    }

    [Fact]
    public void An_announcement_with_columns_of_instruments_gives_the_total_and_never_an_instrument()
    {
        var title = "ตารางแสดงผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 จังหวัดสตูล\n\n";
        var read = WrittenDocument.Read(title + "อันดับ\tชื่อหน่วยงาน\tคะแนน IIT\tคะแนน EIT\tคะแนน OIT\tคะแนนรวม\tระดับ\n1\tเทศบาลตำบลคลองขุด\t95.22\t93.10\t99.00\t96.10\tผ่านดี\n2\tองค์การบริหารส่วนจังหวัดสตูล\t94.00\t92.00\t98.00\t95.00\tผ่านดี");
        read.Rows.Select(r => r.Total.Value.ToString()).ShouldBe(["96.10", "95.00"]);
        read.Issues.ShouldContain(i => i.Code == "ITA348");
        var without = WrittenDocument.Read(title + "อันดับ\tชื่อหน่วยงาน\tคะแนน IIT\tระดับ\n1\tเทศบาลตำบลคลองขุด\t95.22\tผ่านดี\n2\tองค์การบริหารส่วนจังหวัดสตูล\t94.00\tผ่านดี");
        without.Rows.ShouldAllBe(r => !r.Total.Succeeded);
    }

    [Fact]
    public void An_announcement_that_goes_on_with_a_column_more_than_its_header_is_read()
    {
        var read = WrittenDocument.Read("ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 จังหวัดสตูล\n\nที่\tหน่วยงาน\tคะแนน\n1\tเทศบาลตำบลคลองขุด\t96.10\n\nหน้า 2\n\n2\tองค์การบริหารส่วนจังหวัดสตูล\t\t95.00");
        read.Rows.Select(r => r.Total.Value.ToString()).ShouldBe(["96.10", "95.00"]);
    }

    [Fact]
    public void An_announcement_that_shows_last_year_beside_the_score_is_read_for_its_own_year()
    {
        var read = WrittenDocument.Read("ประกาศผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. 2565\nจังหวัดระนอง\n\n"
            + "ที่\tหน่วยงาน\tคะแนน\tระดับ\tปี 2564\tผลต่าง\n1\tอบจ.ระนอง\t93.36\tA\t90.12\t3.24\n2\tทม.ระนอง\t88.10\tA\t91.33\t-3.23\n3\tอบต.บางแก้ว อ.ละอุ่น\t61.55\tD\t70.40\t-8.85");
        read.Rows.Select(r => $"{r.Year} {r.Total.Value} {r.Grade} {r.Match.Agency?.ShortName} {r.Match.Agency?.District?.Name}").ShouldBe([
            "2565 93.36 A ระนอง เมืองระนอง", "2565 88.10 A ระนอง เมืองระนอง", "2565 61.55 D บางแก้ว ละอุ่น"]);
    }

    [Theory]
    [InlineData("1 เทศบาลตำบลนาตาล่วง 95.11 AA\n2 เทศบาลตำบลห้วยนาง 94.02 A\n3 เทศบาลตำบลท่าข้าม 84.20 B", "95.11 AA นาตาล่วง|94.02 A ห้วยนาง|84.20 B ท่าข้าม")]
    [InlineData("๑. องค์การบริหารส่วนตำบลบ้านควน อำเภอเมืองตรัง คะแนน ๗๙.๒๑ ระดับ B\n๒. องค์การบริหารส่วนตำบลบางรัก อำเภอเมืองตรัง คะแนน ๖๕.๐๘ ระดับ C\n๓. เทศบาลตำบลคลองเต็ง อำเภอเมืองตรัง คะแนน ๘๓.๐๐ ระดับ B", "79.21 B บ้านควน|65.08 C บางรัก|83.00 B คลองเต็ง")]
    [InlineData("- อบต.สุโสะ ได้ 82.19 คะแนน (ระดับ B)\n- อบต.ลิพัง ได้ 70.04 คะแนน (ระดับ C)\n- อบต.บ้านควน ได้ 90.10 คะแนน (ระดับ A)", "82.19 B สุโสะ|70.04 C ลิพัง|90.10 A บ้านควน")]
    public void Agencies_listed_on_lines_are_rows(string lines, string rows) =>
        string.Join('|', WrittenDocument.Read("ประกาศผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564\nจังหวัดตรัง\n\n" + lines).Rows.Select(r => $"{r.Total.Value} {r.Grade} {r.Match.Agency?.ShortName}")).ShouldBe(rows);

    [Fact]
    public void Two_agencies_named_in_passing_are_no_announcement() =>
        WrittenDocument.Read("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564\nจังหวัดตรัง\n\nเทศบาลตำบลนาตาล่วง 95.11 AA\nเทศบาลตำบลห้วยนาง 94.02 A").Rows.ShouldBeEmpty();

    [Fact]
    public void Of_two_years_groups_of_columns_score_and_grade_are_both_the_newer_years()
    {
        var read = WrittenDocument.Read("ผลการประเมิน ITA จังหวัดตรัง ปีงบประมาณ พ.ศ. 2563 - 2564\n\nที่\tอปท.\tอำเภอ\tปี 2563\t\tปี 2564\t\n\t\t\tคะแนน\tระดับ\tคะแนน\tระดับ\n"
            + "1\tเทศบาลตำบลนาตาล่วง\tเมืองตรัง\t88.12\tA\t95.34\tAA\n2\tเทศบาลตำบลห้วยนาง\tห้วยยอด\t75.30\tB\t\t\n3\tเทศบาลตำบลท่าข้าม\tปะเหลียน\t91.05\tA\t66.10\tC");
        read.Rows.Select(r => $"{r.Year} {(r.Total.Succeeded ? r.Total.Value.ToString() : "-")} {r.Grade ?? "-"}").ShouldBe(["2564 95.34 AA", "2564 - -", "2564 66.10 C"]);
    }

    [Fact]
    public void Lists_under_headings_are_rows_even_where_one_list_is_short()
    {
        var read = WrittenDocument.Read("ผลการประเมิน ITA ปี 2567 จังหวัดตรัง\nเทศบาลตำบล จำนวน 1 แห่ง\n(1) เทศบาลตำบลท่าข้าม อำเภอปะเหลียน ได้ 84.10 คะแนน\nองค์การบริหารส่วนตำบล จำนวน 2 แห่ง\n(1) องค์การบริหารส่วนตำบลบางรัก อำเภอเมืองตรัง ได้ 80.11 คะแนน\n(2) องค์การบริหารส่วนตำบลลิพัง อำเภอปะเหลียน ได้ 79.20 คะแนน");
        read.Rows.Select(r => $"{r.Match.Agency?.ShortName} {r.Total.Value}").ShouldBe(["ท่าข้าม 84.10", "บางรัก 80.11", "ลิพัง 79.20"]);
        read.Sheets.ShouldBeEmpty();
    }

    [Fact]
    public void A_column_for_each_year_and_nothing_else_is_read_for_the_newest()
    {
        var read = WrittenDocument.Read("ประกาศผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566 จังหวัดตรัง\n\nหน่วยงาน\t2564\t2565\t2566\nเทศบาลนครตรัง\t80.33\t88.44\t94.12\nอบต.บ้านควน\t70.30\t80.40\t90.11");
        read.Rows.Select(r => $"{r.Year} {r.Total.Value}").ShouldBe(["2566 94.12", "2566 90.11"]);
    }

    [Fact]
    public void A_kind_in_a_column_of_its_own_belongs_to_the_name()
    {
        var read = WrittenDocument.Read("ผลการประเมิน ITA ปี พ.ศ. 2567 จังหวัดตรัง\n\nลำดับ\tชื่อ อปท.\tประเภท\tคะแนน ITA\n1\tทุ่งยาว\tเทศบาลตำบล\t95.22\n2\tตรัง\tเทศบาลนคร\t94.12");
        read.Rows.Select(r => r.Match.Agency?.Name).ShouldBe(["เทศบาลตำบลทุ่งยาว", "เทศบาลนครตรัง"]);
    }

    [Fact]
    public void A_listed_agency_with_an_unreadable_score_is_a_row_without_one()
    {
        var read = WrittenDocument.Read("ผลการประเมิน ITA ปี พ.ศ. 2567 จังหวัดตรัง\n\n1 เทศบาลตำบลนาตาล่วง 95.1 1 ผ่านดี\n2 เทศบาลตำบลห้วยนาง 9 4.02 ผ่าน\n3 เทศบาลตำบลท่าข้าม 90,44 ผ่าน\n4 อบต.สุโสะ 93.21 ผ่าน");
        read.Rows.Select(r => r.Total.Succeeded ? r.Total.Value.ToString() : "-").ShouldBe(["-", "-", "-", "93.21"]);
        read.Issues.Count(i => i.Code == "ITA343").ShouldBe(3);
    }

    [Theory]
    [InlineData("ผลการประเมินประสิทธิภาพขององค์กรปกครองส่วนท้องถิ่น ประจำปี 2566\nจังหวัดตรัง\n", "ITA202")]
    [InlineData("รายงานประจำปี 2566 ด้านคุณธรรมและการบริหาร\n\nผลการประเมิน LPA ประจำปี 2566 จังหวัดตรัง\n", "ITA203")]
    public void A_table_of_agencies_that_is_of_another_measure_is_not_taken(string title, string code)
    {
        var read = WrittenDocument.Read(title + "ที่\tหน่วยงาน\tคะแนน\n1\tเทศบาลตำบลนาตาล่วง\t95.11\n2\tองค์การบริหารส่วนตำบลสุโสะ\t88.40");
        read.Rows.ShouldBeEmpty();
        read.Issues.ShouldContain(i => i.Code == code);
    }

    [Fact]
    public void A_regions_ranking_names_each_row_in_the_province_of_its_row()
    {
        var read = WrittenDocument.Read("ประกาศผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 ภาค 6 เรียงตามคะแนน\n\nอันดับ\tหน่วยงาน\tอำเภอ\tจังหวัด\tคะแนน\tระดับ\n1\tเทศบาลตำบลดงขุย\tชนแดน\tเพชรบูรณ์\t98.11\tผ่านดีเยี่ยม\n"
            + "2\tองค์การบริหารส่วนตำบลบ้านกลาง\tวังทอง\tพิษณุโลก\t97.05\tผ่านดีเยี่ยม\n3\tองค์การบริหารส่วนตำบลบ้านกลาง\tหล่มสัก\tเพชรบูรณ์\t96.44\tผ่านดี\n4\tเทศบาลนครพิษณุโลก\tเมืองพิษณุโลก\tพิษณุโลก\t95.20\tผ่านดี");
        read.Rows.Select(r => (r.Number, r.Match.Agency?.Code, r.Total.Value.ToString())).ShouldBe([(1, "5670202", "98.11"), (2, "6650809", "97.05"), (3, "6670307", "96.44"), (4, "3650102", "95.20")]);
    }

    [Fact]
    public void Departments_with_their_instruments_and_a_sum_are_rows() =>
        WrittenDocument.Read("ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\n\nลำดับ\tหน่วยงาน\tIIT\tEIT\tOIT\tรวม\n1\tกรมป่าไม้\t90.00\t88.00\t95.00\t91.40\n2\tกรมทรัพยากรน้ำ\t91.00\t89.00\t96.00\t92.40\n3\tกรมควบคุมมลพิษ\t92.00\t90.00\t97.00\t93.40")
            .Rows.Select(r => r.Total.Value.ToString()).ShouldBe(["91.40", "92.40", "93.40"]);
}
