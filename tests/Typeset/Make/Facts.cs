using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Typeset.Make;

/// <summary>The public facts documents are made of: agencies in their official order, codebooks.</summary>
public sealed class Facts(ReferenceData reference)
{
    private static readonly AgencyType[] Order = [AgencyType.PAO, AgencyType.TN, AgencyType.TM, AgencyType.TT, AgencyType.TAO];

    private readonly ImmutableArray<Agency> _local =
        [.. reference.Gazetteer.Agencies.Where(a => a.Province is not null && Order.Contains(a.Type) && (a.District is not null || a.Type == AgencyType.PAO))];

    public Codebook Book(int year) => reference.Codebooks[FiscalYear.Of(year)];

    public Agency Any(Dice dice, params AgencyType[] types)
    {
        while (true)
        {
            var agency = dice.Pick(_local);
            if (agency.District is not null && (types.Length == 0 || types.Contains(agency.Type))) return agency;
        }
    }

    /// <summary>An agency that shares its short name and district with one of another kind.</summary>
    public (Agency Agency, Agency Twin) AnyTwins(Dice dice)
    {
        var pair = dice.Pick(_local.Where(a => a.District is not null && a.Type is AgencyType.TT or AgencyType.TAO)
            .GroupBy(a => a.District!.Code + a.ShortName, StringComparer.Ordinal).Where(g => g.Count() == 2).Select(g => g.ToArray()).ToArray());
        return dice.Chance(0.5) ? (pair[0], pair[1]) : (pair[1], pair[0]);
    }

    /// <summary>An agency whose full name at least four provinces have, and its own province once.</summary>
    public Agency AnyCommon(Dice dice) => dice.Pick(
        _local.Where(a => a.Type == AgencyType.TAO).GroupBy(a => a.Name, StringComparer.Ordinal)
            .Where(g => g.Select(a => a.Province!.Code).Distinct(StringComparer.Ordinal).Count() >= 4)
            .SelectMany(g => g.GroupBy(a => a.Province!.Code, StringComparer.Ordinal).Where(p => p.Count() == 1).Select(p => p.First())).ToArray());

    public Agency Named(string name, string district) => _local.First(a => a.Name == name && (a.District?.Name ?? "") == district);

    /// <summary>Grade and verdict of a whole sheet, given by code.</summary>
    public (string Grade, bool Pass) GradeOf(int year, IEnumerable<(string Code, string Value)> sheet)
    {
        var values = sheet.ToDictionary(s => s.Code, s => Score.Parse(s.Value).Value.Hundredths, StringComparer.Ordinal);
        var lowest = Math.Min(values["IIT"], Math.Min(values["EIT"], values["OIT"]));
        var band = Book(year).Grades.First(g => values["TOTAL"] >= g.FromHundredths && (g.InstrumentsFromHundredths is not { } each || lowest >= each));
        return (band.Grade, band.Pass);
    }

    /// <summary>A province with this many agencies.</summary>
    public Province AnyProvince(Dice dice, int atLeast, int atMost)
    {
        var all = _local.GroupBy(a => a.Province!.Code, StringComparer.Ordinal).Where(g => g.Count() >= atLeast && g.Count() <= atMost)
            .Select(g => g.First().Province!).OrderBy(p => p.Code, StringComparer.Ordinal).ToArray();
        return dice.Pick(all);
    }

    /// <summary>A province's agencies as announcements list them: type, district, name, each in dictionary order.</summary>
    public ImmutableArray<Agency> InOrder(Province province) =>
    [
        .. _local.Where(a => a.Province!.Code == province.Code)
            .OrderBy(a => Array.IndexOf(Order, a.Type))
            .ThenBy(a => DictionaryKey(a.District?.Name ?? ""), StringComparer.Ordinal)
            .ThenBy(a => DictionaryKey(a.ShortName), StringComparer.Ordinal),
    ];

    /// <summary>
    /// Thai dictionary order, written here once more so that the generator does not lean on the rule it tests: a leading vowel sorts after its
    /// consonant, marks above are ignored at the first level.
    /// </summary>
    private static string DictionaryKey(string text)
    {
        var letters = text.Where(c => c is not (>= '\u0E47' and <= '\u0E4E')).ToArray();
        for (var i = 0; i + 1 < letters.Length; i++)
        {
            if (letters[i] is not (>= 'เ' and <= 'ไ')) continue;
            (letters[i], letters[i + 1]) = (letters[i + 1], letters[i]);
            i++;
        }
        return new string(letters) + '\u0001' + text;
    }
}
