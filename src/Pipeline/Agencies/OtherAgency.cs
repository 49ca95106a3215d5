using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Agencies of kinds that no list here holds (departments, state enterprises, universities ...). One is taken at its word only when the
/// document names it the same way at least twice, once of them where documents name their owner, and names no other nearly as often.
/// </summary>
internal static class OtherAgency
{
    private const int LongestName = 80;

    private static readonly string[] Beginnings =
    [
        "มหาวิทยาลัย", "สถาบัน", "กรม", "กระทรวง", "สำนักงาน", "การไฟฟ้า", "การประปา", "การรถไฟ", "การท่าเรือ", "การเคหะ", "การกีฬา", "การท่องเที่ยว", "การทาง",
        "การนิคม", "การยาง", "ธนาคาร", "องค์การ", "บริษัท", "โรงพยาบาล", "กองทุน", "สภา", "ศาล", "ราชวิทยาลัย", "ศูนย์",
    ];

    /// <summary>Units that are named before whom they belong to.</summary>
    private static readonly string[] Units = ["โรงเรียน", "วิทยาลัย", "คณะ", "สถานีตำรวจ", "สถานศึกษา"];

    /// <summary>The authors of the assessment, and words that only look like a name.</summary>
    private static readonly string[] NotOwners =
    [
        "ป.ป.ช", "ป้องกันและปราบปรามการทุจริต", "องค์การบริหารส่วน", "องค์การปกครองส่วน", "สำนักงานปลัด", "สถาบันการศึกษา", "ศาลปกครอง", "ศูนย์ข้อมูลข่าวสาร", "ศูนย์ดำรงธรรม",
        "ศูนย์ปฏิบัติการต่อต้าน", "กรมส่งเสริมการปกครอง", "กรมบัญชีกลาง", "สำนักงานส่งเสริมการปกครอง", "สำนักงานการตรวจเงินแผ่นดิน", "กระทรวงมหาดไทย",
    ];

    /// <summary>What a province's administration is called, beside the province's name.</summary>
    private const string Of = "จังหวัด", Office = "สำนักงานจังหวัด";

    private static readonly string[] Administration = [Office, "ราชการส่วนภูมิภาค", "ประเภทจังหวัด"];

    /// <summary>Words of a sentence that go on after a name without a space.</summary>
    private static readonly string[] GoesOn = ["มีผล", "มีคะแนน", "ได้รับ", "ได้คะแนน", "ได้เข้า", "ได้ดำเนิน", "ประจำปี", "ปีงบประมาณ", "ในปี", "พบว่า", "จึง"];

    public static AgencyMatch? Find(ImmutableArray<MentionLine> lines, Mentions mentions, ImmutableArray<Province> provinces)
    {
        // A document that names local organisations is about one of them, readable or not.
        if (mentions.Agencies.Any(m => m.Token > 1 && m.At.Place != MentionPlace.Body)) return null;
        var named = new Dictionary<string, (string Printed, int Count, bool AtHead)>(StringComparer.Ordinal);
        // A province is an agency where the document speaks of its administration; else it is where the agencies lie.
        var administered = lines.Any(l => Administration.Any(w => l.Text.Contains(w, StringComparison.Ordinal))) ? provinces : [];
        foreach (var line in lines)
            foreach (var name in NamesIn(line.Text, administered))
            {
                var key = ThaiText.Key(name);
                var before = named.GetValueOrDefault(key, (name, 0, false));
                named[key] = (before.Item1, before.Item2 + 1, before.Item3 || line.Place != MentionPlace.Body);
            }
        var ranked = named.Values.OrderByDescending(n => n.Count).ThenBy(n => n.Printed, StringComparer.Ordinal).ToList();
        if (ranked is not [var first, ..] || first.Count < 2 || !first.AtHead) return null;
        if (ranked.Count > 1 && ranked[1].Count * 2 > first.Count) return null;
        return new AgencyMatch(NewAgency.Of(first.Printed, province: ProvinceAt(first.Printed, 0, administered)), MatchKind.Exact, 0.9, [first.Printed]);
    }

    /// <summary>The names on a line; behind a unit of theirs (a school, a faculty) they are only whom it belongs to.</summary>
    private static IEnumerable<string> NamesIn(string line, ImmutableArray<Province> provinces)
    {
        var words = ThaiText.Normalise(line).Split([' ', '\t', '(', ')', ',', ':', '|', '"', '*', '#', '<', '>'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length && !Units.Any(words[i].StartsWith); i++)
            if (NameIn(words[i], i == 0, provinces) is { } name)
                // An area's number is part of its office's name.
                yield return i + 2 < words.Length && words[i + 1] == "เขต" && ThaiDigits.ParseWhole(words[i + 2]) is > 0 ? $"{name} เขต {words[i + 2]}" : name;
    }

    /// <summary>The name that a run of letters is, or that follows "of" inside it.</summary>
    private static string? NameIn(string word, bool first, ImmutableArray<Province> provinces)
    {
        var of = word.IndexOf("ของ", StringComparison.Ordinal) is >= 0 and var at ? at + "ของ".Length : -1;
        if (((first ? ProvinceAt(word, 0, provinces) : null) ?? (of > 0 ? ProvinceAt(word, of, provinces) : null)) is { } province) return Of + province.Name;
        return NameAt(word, 0) ?? (of > 0 ? NameAt(word, of) : null);
    }

    /// <summary>"จังหวัดลพบุรี", "สำนักงานจังหวัดลพบุรี": the province that is named; the longest name that fits.</summary>
    private static Province? ProvinceAt(string word, int at, ImmutableArray<Province> provinces)
    {
        var text = word.AsSpan(at);
        var start = text.StartsWith(Office, StringComparison.Ordinal) ? Office.Length : text.StartsWith(Of, StringComparison.Ordinal) ? Of.Length : 0;
        if (start == 0) return null;
        Province? found = null;
        foreach (var province in provinces)
            if (text[start..].StartsWith(province.Name, StringComparison.Ordinal) && province.Name.Length > (found?.Name.Length ?? 0)) found = province;
        return found;
    }

    private static string? NameAt(string word, int at)
    {
        var text = word[at..];
        if (text.Length > LongestName || !Beginnings.Any(b => text.Length > b.Length + 1 && text.StartsWith(b, StringComparison.Ordinal))) return null;
        if (NotOwners.Any(n => text.Contains(n, StringComparison.Ordinal))) return null;
        var end = GoesOn.Select(w => text.IndexOf(w, StringComparison.Ordinal)).Where(i => i > 0).DefaultIfEmpty(text.Length).Min();
        return text[..end];
    }
}
