namespace ItaIngest.Pipeline.Tests.Agencies;

/// <summary>An agency's own report and the table of its province speak of one agency and year, though both misread its name.</summary>
public sealed class MeetingTests
{
    [Theory]
    [InlineData("องค์การบริหารส่วนตำบลโพรงจระเช้", "องค์การบริหารส่วนตำบลโฟรงจะเข้", "2564")]
    [InlineData("องค์การบริหารส่วนตำบลโพรงจะเข้", "องค์การบริหารส่วนตำบลโพรวจรเข้", "๒๕๖๔")]
    public void Report_and_table_meet(string inReport, string inTable, string year)
    {
        var report = WrittenDocument.Read($"รายงานการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year}\n{inReport} อำเภอย่านตาขาว จังหวัดตรัง\n\n{inReport} ได้คะแนนภาพรวม 90.12 คะแนน");
        var table = WrittenDocument.Read($"ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year}\nจังหวัดตรัง\n\nที่\tหน่วยงาน\tอำเภอ\tคะแนน {year}\tระดับ\n"
            + "1\tองค์การบริหารส่วนตำบลเกาะเปียะ\tย่านตาขาว\t88.31\tA\n2\tองค์การบริหารส่วนตำบลทุ่งค่าย\tย่านตาขาว\t91.04\tA\n3\tองค์การบริหารส่วนตำบลนาชุมเห็ด\tย่านตาขาว\t86.92\tA\n"
            + $"4\tองค์การบริหารส่วนตำบลในควน\tย่านตาขาว\t85.77\tA\n5\t{inTable}\tย่านตาขาว\t90.12\tA\n6\tองค์การบริหารส่วนตำบลหนองบ่อ\tย่านตาขาว\t87.30\tA");
        var own = report.Sheets.Single();
        var row = table.Rows.Single(r => r.Number == 5);
        own.Agency.Agency!.Name.ShouldBe("องค์การบริหารส่วนตำบลโพรงจระเข้");
        row.Match.Agency.ShouldBe(own.Agency.Agency);
        (own.Year, own.Scores.Single(s => s.Code == Domain.Values.ItemCode.Total).Value).ShouldBe((table.Rows[0].Year, row.Total.Value));
    }
}
