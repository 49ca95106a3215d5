using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ItaIngest.Pipeline.Readings;

/// <summary>"e1 และ e2 ได้คะแนน 91.00 และ 92.00 ตามลำดับ": several names, then as many numbers, in order.</summary>
internal static partial class Respectively
{
    [GeneratedRegex("^[^0-9๐-๙]{0,20}ตาม(ลำดับ|ลําดับ|ล ำดับ)")]
    private static partial Regex InOrder();

    /// <summary>Between numbers of one such list.</summary>
    [GeneratedRegex(@"^\s*(คะแนน|%)?\s*(,|และ|/)?\s*(ร้อยละ|คะแนน|ได้|เท่ากับ)?\s*$")]
    private static partial Regex NextNumber();

    /// <summary>Whose each number of such lists is, by where it begins; null where names and numbers are not equally many: then it is nobody's.</summary>
    /// <param name="text">A paragraph.</param>
    /// <param name="numbers">Its numbers, in order.</param>
    /// <param name="mentions">Its names, in order.</param>
    public static Dictionary<int, Named?> Owners(string text, IReadOnlyList<Group> numbers, ImmutableArray<Named> mentions)
    {
        var owners = new Dictionary<int, Named?>();
        for (var last = 0; last < numbers.Count; last++)
        {
            if (!InOrder().IsMatch(text[End(numbers[last])..])) continue;
            var first = last;
            while (first > 0 && NextNumber().IsMatch(text[End(numbers[first - 1])..numbers[first].Index])) first--;
            var from = first == 0 ? 0 : End(numbers[first - 1]);
            // "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่" names the same code twice.
            var named = mentions.Where(m => m.Start >= from && m.End <= numbers[first].Index).DistinctBy(m => m.Code).ToArray();
            for (var i = first; i <= last; i++) owners[numbers[i].Index] = named.Length == last - first + 1 ? named[i - first] : null;
        }
        return owners;
    }

    private static int End(Group number) => number.Index + number.Length;
}
