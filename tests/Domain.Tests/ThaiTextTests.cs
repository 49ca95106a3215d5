using FsCheck;
using FsCheck.Fluent;
using ItaIngest.Domain.Values;
using ItaIngest.TestSupport;

namespace ItaIngest.Domain.Tests;

public sealed class ThaiTextTests
{
    [Theory]
    // Sara am: six faults.
    [InlineData("กํ\u0E32หนด", "กำหนด")]
    [InlineData("น\u0E4D\u0E49\u0E32", "น้ำ")]
    [InlineData("น\u0E49\u0E4D\u0E32", "น้ำ")]
    [InlineData("ก าหนด", "กำหนด")]
    [InlineData("น าเสนอ", "นำเสนอ")]
    [InlineData("น้ าดื่ม", "น้ำดื่ม")]
    [InlineData("เป้ าหมาย หน้ าที่ กว่ า เท่ ากับ แตกต่ าง", "เป้าหมาย หน้าที่ กว่า เท่ากับ แตกต่าง")]
    [InlineData("ต่ ากว่ า คว่ า ซ้ าซ้อน", "ต่ำกว่า คว่ำ ซ้ำซ้อน")]
    [InlineData("กาหนด ประจาปี สานักงาน", "กำหนด ประจำปี สำนักงาน")]
    [InlineData("ก้าหนด ส้าคัญ", "กำหนด สำคัญ")]
    [InlineData("กำรบริหำร", "การบริหาร")]
    // Marks and vowels.
    [InlineData("ถ ึง", "ถึง")]
    [InlineData("กรณ ีที่", "กรณีที่")]
    [InlineData("หนา\u0E49", "หน้า")]
    [InlineData("เเผน", "แผน")]
    [InlineData("น\u0E33\u0E49", "น้ำ")]
    [InlineData("ท\u0E48ี", "ที่")]
    [InlineData("ที\u0E48\u0E48", "ที่")]
    [InlineData("พันธ\u0E4C\u0E38", "พันธุ์")]
    [InlineData("ค ะแนน", "คะแนน")]
    [InlineData("เ ทศบาล", "เทศบาล")]
    [InlineData("ต ่าสุด", "ต่ำสุด")]
    // Private-use glyphs: Windows and Macintosh fonts, beside Thai only.
    [InlineData("ผู\uF70Aใหญ่", "ผู่ใหญ่")]
    [InlineData("\uF70Fาติ", "ญาติ")]
    [InlineData("ฐ\uF701", "ฐิ")]
    [InlineData("ป\uF885", "ปิ")]
    [InlineData("\uF701 small caps", "\uF701 small caps")]
    // Spaces, hyphens, invisible characters.
    [InlineData("การ\u200Bประเมิน\u00A0ผล\uFEFF", "การประเมิน ผล")]
    [InlineData("\u00AD7.11", "-7.11")]
    [InlineData("ผล \u00AD0.36", "ผล -0.36")]
    [InlineData("ประ\u00ADเมิน", "ประเมิน")]
    [InlineData("2564\u20112565", "2564-2565")]
    // What is right stays.
    [InlineData("๘๓.๘๕ คะแนน", "๘๓.๘๕ คะแนน")]
    [InlineData("ข้อ i๑๒ (OIT) 100.00", "ข้อ i๑๒ (OIT) 100.00")]
    [InlineData("นกกระทา ประจาน คาถา", "นกกระทา ประจาน คาถา")]
    public void Each_fault_is_mended_and_what_is_right_stays(string printed, string wanted) => ThaiText.Normalise(printed).ShouldBe(wanted);

    [Fact]
    public void Half_a_surrogate_pair_is_no_obstacle() => ThaiText.Normalise("ก\uD800ข").ShouldBe("ก\uFFFDข");

    [Theory]
    [InlineData("ประจาปี", "ประจำปี")]
    [InlineData("ก าหนด", "กำหนด")]
    [InlineData("การ ใช้ อำนาจ", "การใช้อำนาจ")]
    [InlineData("๙๓.๒๖", "93.26")]
    [InlineData("OIT", "oit")]
    public void Keys_of_the_same_words_are_equal(string one, string other) => ThaiText.Key(one).ShouldBe(ThaiText.Key(other));

    [Fact]
    public void Keys_keep_different_words_apart() => ThaiText.Key("นาดี").ShouldNotBe(ThaiText.Key("นาตี"));

    [Fact]
    public void Dictionary_order_looks_at_the_consonant_before_a_leading_vowel()
    {
        string[] words = ["แม่", "กา", "เกาะ", "ไข่", "ขาว", "โคก", "ก่อ", "คลอง"];
        words.OrderBy(ThaiText.SortKey, StringComparer.Ordinal).ShouldBe(["ก่อ", "กา", "เกาะ", "ขาว", "ไข่", "คลอง", "โคก", "แม่"]);
    }

    /// <summary>The letters, marks, digits and spaces in which all the faults happen, and some that do not belong.</summary>
    private static readonly Arbitrary<string> Texts = Gen
        .Elements([.. "กนสผทเแโไาำะิีึุู่้์ํ็๑๘๙058. -\u00A0\u200B\u00ADabZ\uF701\uF70A\uF885\uD800\uFFFD\tก้า"])
        .ArrayOf().Select(cs => new string(cs)).ToArbitrary();

    private static string Digits(string text) => string.Concat(text.Where(ThaiDigits.IsDigit));

    private static string Latin(string text) => string.Concat(text.Where(char.IsAsciiLetter));

    [Fact]
    public void Twice_is_once() => Prop.ForAll(Texts, t => ThaiText.Normalise(ThaiText.Normalise(t)) == ThaiText.Normalise(t)).Check();

    [Fact]
    public void Digits_and_Latin_letters_are_never_changed_nor_reordered() =>
        Prop.ForAll(Texts, t => Digits(ThaiText.Normalise(t)) == Digits(t) && Latin(ThaiText.Normalise(t)) == Latin(t)).Check();

    [Fact]
    public void Keys_do_not_depend_on_having_been_normalised_before() =>
        Prop.ForAll(Texts, t => ThaiText.Key(ThaiText.Normalise(t)) == ThaiText.Key(t)).Check();

    [Fact]
    public void Any_text_at_all_is_taken() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), t => t is null || ThaiText.Normalise(t).Length >= 0).Check();

    [Fact]
    public void No_registered_name_is_changed()
    {
        foreach (var file in (string[])["agencies.csv", "districts.csv", "provinces.csv"])
            foreach (var line in File.ReadLines(Path.Combine(Places.Reference, file)))
                ThaiText.Normalise(line).ShouldBe(line, file);
    }

    [Fact]
    public void A_long_text_of_faults_takes_time_in_proportion()
    {
        var text = string.Concat(Enumerable.Repeat("ก าหนด กาหนด ท\u0E48ี เเผน ", 40_000));
        ThaiText.Normalise(text).ShouldStartWith("กำหนด กำหนด ที่ แผน ");
    }
}

internal static class Laws
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(40);

    public static void Check(this Property law) => law.Check(Many);
}
