using System.Text.RegularExpressions;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Sentences that call an indicator the lowest or highest: "ตัวชี้วัดด้าน ... มีค่าต่ำสุด", "ตัวชี้วัดที่ได้คะแนนสูงสุด คือ ...".</summary>
internal static partial class Superlatives
{
    [GeneratedRegex("คะแนน(?<low>ต่ำ(ที่)?สุด|น้อย(ที่)?สุด)|คะแนน(?<high>สูง(ที่)?สุด|มาก(ที่)?สุด)|(มีค่า|ในระดับ)(คะแนน)?(?<low>ต่ำ(ที่)?สุด|น้อย(ที่)?สุด)|(มีค่า|ในระดับ)(คะแนน)?(?<high>สูง(ที่)?สุด|มาก(ที่)?สุด)")]
    private static partial Regex Superlative();

    /// <summary>Between the word and the name that follows it.</summary>
    [GeneratedRegex("^[^0-9๐-๙]{0,30}(คือ|ได้แก่)[^0-9๐-๙]{0,30}$")]
    private static partial Regex Is();

    /// <summary>Between a name and the word that follows it.</summary>
    [GeneratedRegex("^[^0-9๐-๙]{0,20}$")]
    private static partial Regex Has();

    /// <param name="text">A paragraph.</param>
    /// <param name="names">The year's names.</param>
    public static IEnumerable<OrderStatement> In(string text, SheetNames names)
    {
        var found = Superlative().Matches(text);
        if (found.Count == 0) yield break;
        var mentions = names.Mentions(text);
        foreach (Match m in found)
        {
            Named? after = mentions.Where(n => n.Start >= m.Index + m.Length && Is().IsMatch(text[(m.Index + m.Length)..n.Start])).Select(n => (Named?)n).FirstOrDefault();
            Named? before = mentions.Where(n => n.End <= m.Index && Has().IsMatch(text[n.End..m.Index])).Select(n => (Named?)n).LastOrDefault();
            if ((after ?? before) is not { Code.Level: CodeLevel.Indicator } named) continue;
            // Of the instrument that the sentence names before, or else of all indicators.
            var among = mentions.LastOrDefault(n => n.Code.Level == CodeLevel.Instrument && n.Start < named.Start && named.Start - n.End < 120);
            if (among.Code.Level == CodeLevel.Instrument && among.Code.Instrument != names.InstrumentOf(named.Code)) continue;
            yield return new OrderStatement(among.Code.Level == CodeLevel.Instrument ? among.Code.Instrument : null, named.Code, m.Groups["low"].Success);
        }
    }
}
