using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace ItaIngest.Domain.Values;

/// <summary>
/// Common words of official letters that hold ำ. Where its nikhahit was lost without a trace (กาหนด) or read as mai tho (ก้าหนด),
/// only a word list can tell. A word stands here only when neither faulty form is a word, a part of two neighbouring words,
/// or a part of any registered name of a local administrative organisation, district or province (tested).
/// </summary>
internal static class ThaiWords
{
    private static readonly string[] WithSaraAm =
    [
        "กำหนด", "กำกับ", "กำลัง", "ข้อคำถาม", "คำแนะนำ", "คำสั่ง", "คำร้อง", "คำชี้แจง", "จำกัด", "จำนวน", "จำเป็น", "ชำนาญ", "ชำระ",
        "ดำเนิน", "ดำรงตำแหน่ง", "ตำบล", "ตำแหน่ง", "ตำรวจ", "ต่ำสุด", "ต่ำกว่า", "ต่ำที่สุด", "ทำงาน", "บำรุง", "บำบัด", "ประจำปี", "ประจำตัว", "ประจำเดือน", "ผู้นำ",
        "ลำดับ", "สำคัญ", "สำนัก", "สำเร็จ", "สำรวจ", "สำหรับ", "อำนวย", "อำนาจ", "อำเภอ",
    ];

    /// <summary>Words that a font which swaps า and ำ shows most: กำรบริหำร.</summary>
    private static readonly string[] WithSaraAa = ["การบริหาร", "บริหารส่วน", "การปฏิบัติ", "การใช้", "การทุจริต", "การดำเนิน", "การประเมิน", "การเปิดเผย", "การป้องกัน", "การแก้ไข", "การปรับปรุง", "การสื่อสาร", "หน่วยงาน", "ราชการ", "อำนาจ", "รายงาน", "ภาครัฐ", "มาตรการ"];

    private static readonly FrozenDictionary<string, string> Right = Forms();

    private static readonly SearchValues<string> Wrong = SearchValues.Create([.. Right.Keys], StringComparison.Ordinal);

    public static string Repair(string text)
    {
        var rest = text.AsSpan();
        var at = rest.IndexOfAny(Wrong);
        if (at < 0) return text;
        var into = new StringBuilder(text.Length);
        for (; at >= 0; at = rest.IndexOfAny(Wrong))
        {
            var (wrong, right) = Match(rest[at..]);
            into.Append(rest[..at]).Append(right);
            rest = rest[(at + wrong.Length)..];
        }
        return into.Append(rest).ToString();
    }

    private static (string Wrong, string Right) Match(ReadOnlySpan<char> text)
    {
        foreach (var (wrong, right) in Right)
            if (text.StartsWith(wrong, StringComparison.Ordinal)) return (wrong, right);
        throw new InvalidOperationException("The search found a word that the list does not hold.");
    }

    /// <summary>Every way to lose at least one of a word's ำ, and the swaps.</summary>
    private static FrozenDictionary<string, string> Forms()
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in WithSaraAm)
        {
            Add(word.Replace("ำ", "า", StringComparison.Ordinal), word);
            var first = word.IndexOf('ำ', StringComparison.Ordinal);
            if (!ThaiText.IsTone(word[first - 1])) Add(word.Replace("ำ", "\u0E49า", StringComparison.Ordinal), word);
        }
        foreach (var word in WithSaraAa)
        {
            var swapped = word.Replace('า', '\0').Replace('ำ', 'า').Replace('\0', 'ำ');
            Add(swapped, word);
            Add(word.Replace('า', 'ำ'), word);
        }
        return forms.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string wrong, string right)
        {
            if (wrong != right) forms.TryAdd(wrong, right);
        }
    }
}
