using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset;

/// <summary>A long report of prose and tables, for measuring speed: a page is about half prose, half table.</summary>
public static class LongPaper
{
    private static readonly string[] Sentences =
    [
        "หน่วยงานจัดทำช่องทางรับฟังความเห็นหลายทางเพื่อให้ผู้รับบริการเลือกใช้ได้ตามสะดวก",
        "ผู้รับผิดชอบรายงานความก้าวหน้าทุกไตรมาสและเผยแพร่บนเว็บไซต์ของหน่วยงาน",
        "การใช้จ่ายงบประมาณเป็นไปตามแผนและมีการตรวจสอบภายในปีละสองครั้ง",
        "เจ้าหน้าที่ทุกกองเข้ารับการอบรมเรื่องการรับของขวัญและผลประโยชน์ทับซ้อน",
        "ทรัพย์สินของทางราชการมีทะเบียนคุมและผู้ยืมต้องกรอกแบบขออนุญาตทุกครั้ง",
        "ขั้นตอนการให้บริการติดไว้ ณ จุดบริการพร้อมระยะเวลาและค่าธรรมเนียม",
        "ที่ประชุมเห็นชอบให้ทบทวนคู่มือการปฏิบัติงานก่อนเริ่มปีงบประมาณใหม่",
        "ผลการสำรวจภายในแสดงว่าบุคลากรเข้าใจหลักเกณฑ์การเลื่อนขั้นมากขึ้น",
    ];

    public static Document Make(int pages, int seed)
    {
        var dice = new Dice(seed);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Para("เอกสารทดสอบ สำหรับวัดความเร็ว", Style.Title));
        for (var page = 1; page <= pages; page++)
        {
            blocks.Add(new Para($"ส่วนที่ {Digits(page, page % 2 == 0)} การติดตามมาตรการ", Style.Heading));
            for (var p = 0; p < 3; p++) blocks.Add(new Para(string.Join(" ", dice.Shuffled(Sentences).Take(4))));
            string[] header = ["ลำดับ", "ตัวชี้วัด", "คะแนน", "หมายเหตุ"];
            blocks.Add(Grid.Of(1, [header, .. Enumerable.Range(1, 10).Select(n => (string[])
                [Digits(n, page % 2 == 0), Wording.Indicators[n - 1], Number(dice.Between(5000, 10000), page % 2 == 0), dice.Chance(0.3) ? dice.Pick(Sentences)[..20] : ""])]));
            if (page < pages) blocks.Add(new PageBreak());
        }
        return new Document("long-" + pages.ToString(CultureInfo.InvariantCulture), [], blocks.ToImmutable(), null, 2567);
    }

    private static string Digits(int number, bool thai)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return thai ? ThaiDigits.ToThai(text) : text;
    }

    private static string Number(int hundredths, bool thai)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:00}");
        return thai ? ThaiDigits.ToThai(text) : text;
    }
}
