using System.Text.RegularExpressions;

namespace ItaIngest.Pipeline.Readings;

/// <summary>The words of sentences that tell whose and of which year a number is, and whether it is a score at all.</summary>
internal static partial class ProseWords
{
    /// <summary>Words that tie a number to what was named before it.</summary>
    [GeneratedRegex(@"คะแนน|เท่ากับ|ร้อยละ|คือ|อยู่ที่|มีค่า|ได้|=|:|ผลประเมิน|(ขึ้น|ลง|มา)\s*(เป็น|เหลือ)\s*$")]
    public static partial Regex Link();

    /// <summary>Nothing but what may stand between a name and its number: "IIT 92.10", "EIT (90.35)".</summary>
    [GeneratedRegex(@"^\s?[(:]?\s?$")]
    public static partial Regex Beside();

    /// <summary>Between a name and a number: the number is of those that were not named.</summary>
    [GeneratedRegex("ข้ออื่น|ตัวชี้วัดอื่น|ด้านอื่น|รายการอื่น|ที่เหลือ|นอกนั้น|ทุกข้อ|ทุกตัวชี้วัด|ทุกด้าน")]
    public static partial Regex Others();

    /// <summary>"i1 ถึง i3", "o1 - o5": what follows is said of all of them.</summary>
    [GeneratedRegex(@"^\s*(จน)?(ถึง|[-–−])\s*(ข้อ\s*)?$")]
    public static partial Regex Range();

    /// <summary>"ตัวชี้วัดที่ 1 – 5": what follows is said of all of them.</summary>
    [GeneratedRegex(@"^\s*([-–−]|ถึง)\s*(ตัวชี้วัดที่)?\s*[0-9๐-๙]")]
    public static partial Regex NumberRange();

    /// <summary>Words right before a number that make it a threshold, a difference or somebody else's.</summary>
    [GeneratedRegex(@"(ไม่ต่ำกว่า|ไม่น้อยกว่า|มากกว่า|น้อยกว่า|ต่ำกว่า|สูงกว่า|เกณฑ์|เป้าหมาย|(?<!ได้)คะแนนเต็ม|(?<!คะแนน|ได้)เต็ม|จากเดิม|(เพิ่มขึ้น|ลดลง)(?!\s*(มา)?\s*(เป็น|เหลือ))|ผลต่าง|แตกต่าง|ตั้งแต่|ระหว่าง|ขั้นต่ำ|น้ำหนัก|ผู้ตอบ|ผู้ประเมิน|(ระดับ|ทั้ง)ประเทศ|ระดับจังหวัด|จำนวน(?!\s*$)|ช่วงคะแนน|[0-9๐-๙]\s*[-–−])[^0-9๐-๙]{0,25}$|เป้าหมาย[^0-9๐-๙]{0,25}" + Numerals.AYear + @"[^0-9๐-๙]{0,25}$|เฉลี่ย\s*((ของ|ใน|ระดับ|ทั้ง|ทุก)\s*)*(จังหวัด|ประเทศ|อำเภอ|ภาค|กลุ่ม|หน่วยงาน|อปท|องค์กรปกครอง|แห่ง)[^0-9๐-๙]{0,60}$|(หน่วยงาน|แห่ง|อปท)[^0-9๐-๙]{0,25}(สูงที่?สุด|สูงสุด|ต่ำที่?สุด|ต่ำสุด)[^0-9๐-๙]{0,60}$")]
    public static partial Regex NotAScore();

    /// <summary>What right behind a number makes it a threshold, a part of something, a range or what was before: "90.11 -> 95.20".</summary>
    [GeneratedRegex(@"^\s*(คะแนน|%)?\s*(ขึ้นไป|[-–−]\s*[0-9๐-๙]|ถึง\s*[0-9๐-๙]|(-+>|→|=>|➔|➜|⟶|⇒|»)|จาก(?=\s*(จำนวน|ทั้งหมด|ทั้งสิ้น)?\s*[0-9๐-๙])(?!\s*(100|๑๐๐))|ต่อ|/(?=\s*[0-9๐-๙])(?!\s*(100|๑๐๐)))")]
    public static partial Regex NotAScoreAfter();

    /// <summary>Words that make a number one to be reached: "ตั้งเป้าหมายให้ ... ได้คะแนน", "ต้องได้คะแนน IIT", "ให้ได้".</summary>
    [GeneratedRegex(@"(ตั้งเป้า|ตัวชี้วัดความสำเร็จ|คาดว่า|คาดหวัง|คาดการณ์|ประเมินตนเอง|ตัวอย่างการ|สมมติ|ต้องได้|ต้องมีคะแนน|(?<!ทำ)ให้ได้|ให้อยู่ที่|ให้มีคะแนน|ควรได้|จะได้)([^0-9๐-๙]|" + Numerals.AYear + "){0,100}$")]
    public static partial Regex Goal();

    /// <summary>Words right before a number that make it a share of people or of answers: "120 คน คิดเป็นร้อยละ", "บุคลากรร้อยละ".</summary>
    [GeneratedRegex(@"(คน|ราย|ชุด|ข้อ|แห่ง|หน่วยงาน|บาท|ผู้ตอบ|บุคลากร|เจ้าหน้าที่|ประชาชน|ผู้รับบริการ|ผู้มาติดต่อ)[\s,(]*(หรือ|จำนวน)?\s*(คิดเป็น)?ร้อยละ\s*$|เบิกจ่าย[^0-9๐-๙]{0,40}$|(คน|ราย|ชุด|ข้อ|แห่ง)[\s,(]*(หรือ)?\s*คิดเป็น\s*(ร้อยละ)?\s*$")]
    public static partial Regex ShareOf();

    /// <summary>What people said, behind the share of them that did.</summary>
    [GeneratedRegex(@"^\s*%?\s*(เห็นว่า|ตอบว่า|ระบุว่า|มีความเห็น|ของผู้|ของบุคลากร)")]
    public static partial Regex Opinion();

    /// <summary>Words for the whole. That points were got is not enough: the sentence may be about an item named before.</summary>
    [GeneratedRegex(@"ภาพรวม|คะแนนรวม|ประเมินรวม|คะแนนเฉลี่ย|โดยรวม|มีคะแนน|มีผลคะแนน|ผลคะแนน|คะแนน\s*(ITA|การประเมิน|ผลการประเมิน)|ผลการประเมิน|ผลประเมิน")]
    public static partial Regex Overall();

    /// <summary>What follows are the parts: "โดยแยกเป็น".</summary>
    [GeneratedRegex(@"(แยก|จำแนก|แบ่ง)\s*(ออก)?(เป็น|ตาม|ราย)|ประกอบด้วย")]
    public static partial Regex IntoParts();

    /// <summary>Letters right before a number that name something, if only one could read what: "HT ได้", "LIT".</summary>
    [GeneratedRegex(@"(?<![A-Za-z])(?!ITA(?![A-Za-z]))[A-Za-z]{2,4}[)""”]?\s*(ได้|มี|รับ|คะแนน|เฉลี่ย|เท่ากับ|ร้อยละ|คือ|=|:|\s)*$")]
    public static partial Regex LettersBefore();

    /// <summary>Words for something narrower than the whole, or than an instrument.</summary>
    [GeneratedRegex(@"ตัวชี้วัด|ข้อคำถาม|ประเด็น|ด้าน\s*$|ข้อ\s*[ieoIEO๐0-9]|แบบวัด|แบบตรวจ|ต่ำสุด|สูงสุด|น้อยที่สุด|(?<!ระดับ\s*)มากที่สุด")]
    public static partial Regex Narrower();

    /// <summary>Words for more than one agency, shortly before the number.</summary>
    [GeneratedRegex(@"((ทั่ว|ทั้ง|ระดับ)\s*(ประเทศ|จังหวัด|ภาค|อำเภอ)|ภาพรวม\s*(ของ)?\s*(จังหวัด|ประเทศ|อำเภอ|ภาค|อปท|ทุก)|[0-9๐-๙]\s*(หน่วยงาน|แห่ง))[^0-9๐-๙]{0,60}$")]
    public static partial Regex Wider();

    /// <summary>Words for the mean of more agencies than this.</summary>
    [GeneratedRegex(@"(ระดับ|ทั้ง|ทั่ว)\s*(ประเทศ|จังหวัด|ภาค|อำเภอ)|เฉลี่ย\s*(ITA|คะแนน)?\s*((ของ|ใน|ระดับ|ทั้ง|ทุก)\s*)*(จังหวัด|ประเทศ|อำเภอ|ภาค|กลุ่ม|อปท|องค์กรปกครอง)|ภาพรวม\s*(ของ)?\s*(จังหวัด|ประเทศ|อำเภอ|ภาค)")]
    public static partial Regex MeanOfOthers();

    /// <summary>Words behind which a sentence is of the agency itself again, or of something new.</summary>
    [GeneratedRegex(@"หน่วยงาน|เทศบาล|องค์การบริหาร|อบต|อบจ|ขณะที่|ส่วน(?!ได้|เสีย|ท้องถิ่น|ตำบล|จังหวัด)|แต่|โดย|ตัวชี้วัด|ข้อ\s*[ieoIEO]|คะแนนรวม|คะแนนเฉลี่ย|ภาพรวม|ผลการประเมิน|ปี")]
    public static partial Regex OwnAgain();

    /// <summary>What a year got, and nothing between: "ปีงบประมาณ พ.ศ. 2568 ได้ 92.65".</summary>
    [GeneratedRegex(Numerals.AYear + @"\s*(ที่)?(ได้|มี)(รับ|คะแนน|ผลคะแนน|เท่ากับ|ร้อยละ|\s)*$")]
    public static partial Regex YearGot();

    /// <summary>Words that lead to what something is compared with.</summary>
    public const string Compared = "(จาก|กับ|กว่า|เทียบ|เดิม|ปีที่(แล้ว|ผ่านมา)|ปีก่อน(หน้า)?)";

    /// <summary>Words that lead to a year that is only compared with: "เพิ่มขึ้นจากปี", "(ปี".</summary>
    [GeneratedRegex("(" + Compared + @"|\()\s*(ใน|เมื่อ|คือ|\()?\s*" + Numerals.BeforeYear + "$")]
    public static partial Regex ComparedYear();

    /// <summary>A year right behind a number, of that number alone.</summary>
    [GeneratedRegex(@"\G\s*(คะแนน|%)?\s*(\(\s*(ใน)?\s*" + Numerals.BeforeYear + Numerals.AYear + @"\s*\)|(ใน|เมื่อ|ของ)\s*ปี\s*(งบประมาณ)?\s*(พ\.?\s?ศ\.?)?\s*" + Numerals.AYear + @"(?!\s*(ได้|มี|อยู่|เท่ากับ|คะแนน|=|:|[0-9๐-๙])))")]
    public static partial Regex OwnYear();

    /// <summary>A second number, and no word between.</summary>
    [GeneratedRegex(@"\G\s*(คะแนน|%)?\s*[,/]?\s*(และ)?\s*[0-9๐-๙]{1,3}\.[0-9๐-๙]{2}(?![0-9๐-๙])")]
    public static partial Regex AnotherNumber();

    /// <summary>Between a number of one year and one of another year of the same: "85.40 คะแนน ในปี 2566 และ 93.21 คะแนน ในปี 2567".</summary>
    [GeneratedRegex(Numerals.AYear + @"\s*\)?\s*(,|และ|เป็น|ส่วน|\s)*$")]
    public static partial Regex GoesOn();

    /// <summary>Between a number of one year and that of the next: "ปี 2565 คะแนน 90.11 ปี 2566 คะแนน 94.20", with the first one's grade in brackets or not.</summary>
    [GeneratedRegex(@"^\s*(คะแนน|%)?\s*(\([^0-9๐-๙()]{1,25}\))?[\s,;/|]*(และ|ส่วน)?\s*(ใน)?\s*" + Numerals.BeforeYear + Numerals.AYear + @"\s*(ได้|มี|รับ|คะแนน|เท่ากับ|ร้อยละ|เป็น|[=:\s])*$")]
    public static partial Regex NextYear();

    /// <summary>A level right behind a number: "83.45 คะแนน ระดับ B".</summary>
    [GeneratedRegex(@"^\s*(คะแนน|%)?[\s,(]*(อยู่ใน|จัดอยู่ใน|ได้)?ระดับ")]
    public static partial Regex LevelNext();

    /// <summary>The points that were got, and nothing between: "คะแนนที่ได้ :".</summary>
    [GeneratedRegex(@"คะแนน(ที่ได้(รับ)?|ประเมิน)?\s*(คือ|เท่ากับ|ร้อยละ|[:=])*\s*$")]
    public static partial Regex PointsGot();

    /// <summary>The word for points behind a number.</summary>
    [GeneratedRegex(@"^\s*%?\s*(คะแนน|จาก\s*(คะแนน)?(เต็ม)?\s*(100|๑๐๐))")]
    public static partial Regex Points();

    /// <summary>What an agency got, and nothing between: "เทศบาลตำบล... ได้", "หน่วยงานได้รับ".</summary>
    [GeneratedRegex("(" + LocalNames.Beginning + @"|หน่วยงาน)(?![^0-9๐-๙]*(เฉลี่ย|แห่ง|ทุก|ทั้งหมด))[^0-9๐-๙]{0,80}((ได้|มี)\s*(รับ)?\s*(ผล)?(คะแนน)?|(ผล)?คะแนน)\s*(ร้อยละ)?\s*$")]
    public static partial Regex AgencyGot();

    /// <summary>A sum right before the number: "รวม 95.64 คะแนน".</summary>
    [GeneratedRegex(@"รวม(ทั้งสิ้น|ทั้งหมด|คะแนน|เป็น|ได้|เท่ากับ|[\s:=])*$")]
    public static partial Regex Sum();

    /// <summary>Behind an item that is named with its score: the next number is the sum of all. "i1 ได้คะแนนรวม" is the item's own.</summary>
    [GeneratedRegex(@"(?<!(ได้|มี)\s*)(คะแนนรวม|ภาพรวม|รวมทั้งสิ้น)[^0-9๐-๙]{0,20}$")]
    public static partial Regex SumOfAll();

    /// <summary>What else offices measure in per cent and points: satisfaction of citizens, performance of local organisations (LPA), of the public sector (PMQA).</summary>
    [GeneratedRegex(@"ความพึงพอใจ|LPA|PMQA|ประสิทธิภาพขององค์กรปกครองส่วนท้องถิ่น")]
    public static partial Regex OtherMeasure();

    /// <summary>Words for the assessment itself.</summary>
    [GeneratedRegex(@"\b(ITA|IIT|EIT|OIT)\b|คุณธรรมและความโปร่งใส")]
    public static partial Regex Assessment();

    /// <summary>A text that ends in a word or sign that gives a number.</summary>
    [GeneratedRegex(@"(คะแนน|เท่ากับ|ร้อยละ|อยู่ที่|คือ|=|:)\s*$")]
    public static partial Regex EndsInLink();

    /// <summary>A level or grade, with its word.</summary>
    [GeneratedRegex(@"ระดับ(ผลการประเมิน)?(ที่ได้)?[\s:""“”']*(?<g>AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)(?![A-Za-z])")]
    public static partial Regex Level();
}
