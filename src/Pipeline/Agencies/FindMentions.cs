using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>A place where a document names an agency by kind and name.</summary>
/// <param name="Type">The kind its words say; null for a bare "municipality".</param>
/// <param name="KindExact">Whether the words of the kind are printed without fault.</param>
/// <param name="Tail">Comparable form of what follows the words of the kind: the name, and whatever comes after.</param>
/// <param name="Token">Length in Tail up to the first place where words are set apart.</param>
/// <param name="Printed">Kind and first word of the tail as printed.</param>
/// <param name="KindPrinted">The words of the kind as printed.</param>
/// <param name="At">Where it stands.</param>
internal sealed record AgencyMention(AgencyType? Type, bool KindExact, string Tail, int Token, string Printed, string KindPrinted, MentionLine At);

/// <summary>A place where a document names a district or province.</summary>
/// <param name="Tail">Comparable form of what follows the word.</param>
/// <param name="Token">Length in Tail up to the first place where words are set apart.</param>
/// <param name="Printed">The name as printed.</param>
/// <param name="Weight">By place.</param>
internal sealed record PlaceMention(string Tail, int Token, string Printed, double Weight)
{
    /// <summary>อำเภอเมือง stands for every district of a provincial capital (เมืองนครราชสีมา).</summary>
    public const string Capital = "เมือง";

    /// <summary>Whether the mention says no more than Capital and the name is a capital's.</summary>
    public bool IsCapital(string name) =>
        Token == Capital.Length && Tail.StartsWith(Capital, StringComparison.Ordinal) && name.StartsWith(Capital, StringComparison.Ordinal);
}

/// <summary>Everything in a document that speaks for an agency.</summary>
internal sealed record Mentions(ImmutableArray<AgencyMention> Agencies, ImmutableArray<PlaceMention> Districts, ImmutableArray<PlaceMention> Provinces);

/// <summary>Finds the phrases that name agencies, districts and provinces, however the words of the kind are misread.</summary>
internal static class FindMentions
{
    private const int LongestTail = 48;

    /// <summary>What the words for kinds of agencies begin with; the rest may be misread.</summary>
    private static readonly string[] Beginnings = ["องค", "องศ", "อง", "อบต", "อบจ", "อ.บ.", "เทศ", "เทส", "เทต", "ทต.", "ทม.", "ทน."];

    /// <summary>
    /// Words that go on after a name without a space. None of them occurs inside any of the registered names (comparable forms, after the first two letters).
    /// </summary>
    private static readonly string[] Continuations =
    [
        "จึง", "ได้", "และ", "เพื่อ", "พบว่า", "ประจา", "อย่าง", "อาเภอ", "จังหวัด", "ประกาศ", "ดาเนิน", "โดย", "ตรวจ", "ทุกคน", "มีการ", "มีคะแนน", "ที่มี", "ปีงบ",
        "ปฏิบัติ", "ทราบ", "ในปี", "ตามที่", "ดังนี้", "ซึ่ง", "เมื่อ", "ไม่", "เทศบาล", "องค์การ",
    ];

    /// <summary>Words of a sentence behind "อำเภอ" or "จังหวัด" that name none; no registered name begins so.</summary>
    private static readonly string[] NoPlace = ["โดย", "คือ", "ได้", "และ", "ซึ่ง", "ที่มี", "มีคะแนน", "จาก", "ทั้ง"];

    private static readonly string[] DistrictWords = ["อาเภอ", "อ."], ProvinceWords = ["จังหวัด", "จ."];

    public static double WeightOf(MentionPlace place) => place switch
    {
        MentionPlace.Cover => 4,
        MentionPlace.Letterhead => 1.5,
        MentionPlace.Memo => 1.5,
        _ => 1,
    };

    public static Mentions In(ImmutableArray<MentionLine> lines)
    {
        var agencies = ImmutableArray.CreateBuilder<AgencyMention>();
        var districts = ImmutableArray.CreateBuilder<PlaceMention>();
        var provinces = ImmutableArray.CreateBuilder<PlaceMention>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = KeyedLine.Of(lines[i].Text);
            if (line.Key.Length < 3) continue;
            var next = i + 1 < lines.Length && lines[i + 1].Page == lines[i].Page ? lines[i + 1].Text : null;
            AddAgencies(agencies, line, next, lines[i]);
            AddPlaces(districts, line, DistrictWords, lines[i].Place);
            AddPlaces(provinces, line, ProvinceWords, lines[i].Place);
        }
        return new Mentions(agencies.ToImmutable(), districts.ToImmutable(), provinces.ToImmutable());
    }

    private static void AddAgencies(ImmutableArray<AgencyMention>.Builder into, KeyedLine line, string? nextLine, MentionLine at)
    {
        // Kind and name may go on at the beginning of the next line: "เทศบาล | ตำบลท่าแซะ", "บ้าน | นา".
        var both = nextLine is null ? line : KeyedLine.Of(at.Text + " " + nextLine);
        if (!both.Key.StartsWith(line.Key, StringComparison.Ordinal)) both = line;
        for (var i = 0; i < line.Key.Length; i++)
        {
            if (!Begins(line, i) || AgencyWords.KindAt(both.Key.AsSpan(i)) is not { } kind) continue;
            // A misread beginning a few letters before the true one: the true one is cheaper.
            var (start, best) = (i, kind);
            for (var k = i + 1; k <= i + 4 && k < line.Key.Length; k++)
                if (Begins(line, k) && AgencyWords.KindAt(both.Key.AsSpan(k)) is { } other && other.Cost < best.Cost) (start, best) = (k, other);
            var from = start + best.Length;
            var kindPrinted = both.Printed(start, best.Length);
            var tail = both.Key.Substring(Math.Min(from, both.Key.Length), Math.Min(LongestTail, Math.Max(0, both.Key.Length - from)));
            var token = tail.Length == 0 ? 0 : 1;
            while (token < tail.Length && !both.ApartAt(from + token) && !GoesOn(tail, token)) token++;
            into.Add(new AgencyMention(best.Type, best.Cost == 0, tail, token, kindPrinted + both.Printed(from, token), kindPrinted, at));
            i = start + best.Length - 1;
        }
    }

    private static bool GoesOn(string tail, int at)
    {
        if (at < 2) return false;
        var rest = tail.AsSpan(at);
        foreach (var word in Continuations)
            if (rest.StartsWith(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool Begins(KeyedLine line, int at)
    {
        var rest = line.Key.AsSpan(at);
        foreach (var beginning in Beginnings)
            if (rest.StartsWith(beginning, StringComparison.Ordinal) && (beginning[^1] != '.' || line.ApartAt(at))) return true;
        return false;
    }

    private static void AddPlaces(ImmutableArray<PlaceMention>.Builder into, KeyedLine line, string[] words, MentionPlace place)
    {
        foreach (var word in words)
            for (var i = line.Key.IndexOf(word, StringComparison.Ordinal); i >= 0; i = line.Key.IndexOf(word, i + word.Length, StringComparison.Ordinal))
            {
                var from = i + word.Length;
                // อ. and จ. stand for the word only where a word begins and a Thai letter follows.
                if (word[^1] == '.' && (!line.ApartAt(i) || (i > 0 && line.Key[i - 1] == '.') || from >= line.Key.Length || !ThaiText.IsThai(line.Key[from]))) continue;
                // The province in the name องค์การบริหารส่วนจังหวัด... is that of the agency so named, whose document this may not be.
                if (line.Key.AsSpan(0, i).EndsWith("ส่วน")) continue;
                var length = Math.Min(30, line.Key.Length - from);
                var token = 0;
                var tail = line.Key.Substring(from, length);
                if (tail is [>= '0' and <= '9', ..] || NoPlace.Any(w => tail.StartsWith(w, StringComparison.Ordinal))) continue;
                while (token < length && (token == 0 || !line.ApartAt(from + token)) && !GoesOn(tail, token)) token++;
                if (token > 1) into.Add(new PlaceMention(tail, token, line.Printed(from, token), WeightOf(place)));
            }
    }
}
