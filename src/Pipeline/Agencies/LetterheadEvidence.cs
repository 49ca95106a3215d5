using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>What letterheads and footers say beside names: postcodes and telephone codes. They support, they never decide.</summary>
internal static class LetterheadEvidence
{
    private const double SameDistrict = 1.5, SameProvince = 0.7, OtherProvince = -0.7, SamePhone = 1, OtherPhone = -0.5, Most = 2.5;

    /// <summary>
    /// Provinces by fixed-line code (Thailand's numbering plan, National Broadcasting and Telecommunications Commission): official province codes.
    /// </summary>
    private static readonly FrozenDictionary<string, string> PhoneAreas = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["032"] = "70 76 77", ["033"] = "20 21 24", ["034"] = "71 73 74 75", ["035"] = "14 15 72", ["036"] = "16 17 19", ["037"] = "25 26 27",
        ["038"] = "20 21 24", ["039"] = "22 23", ["042"] = "38 39 41 42 43 47 48 49", ["043"] = "40 44 45 46", ["044"] = "30 31 32 36",
        ["045"] = "33 34 35 37", ["052"] = "50 51 57 58", ["053"] = "50 51 57 58", ["054"] = "52 54 55 56", ["055"] = "53 62 63 64 65",
        ["056"] = "18 60 61 66 67", ["073"] = "94 95 96", ["074"] = "90 91 93", ["075"] = "80 81 92", ["076"] = "82 83", ["077"] = "84 85 86",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static double Of(Agency agency, ImmutableArray<string> postcodes, ImmutableArray<string> phones)
    {
        var total = 0.0;
        foreach (var postcode in postcodes)
            total += string.Equals(agency.District?.PostalCode, postcode, StringComparison.Ordinal) ? SameDistrict
                : agency.District?.PostalCode?.AsSpan(0, 2).SequenceEqual(postcode.AsSpan(0, 2)) == true ? SameProvince : OtherProvince;
        foreach (var phone in phones)
            if (PhoneAreas.TryGetValue(phone, out var provinces) && agency.Province is { } province)
                total += provinces.Contains(province.Code, StringComparison.Ordinal) ? SamePhone : OtherPhone;
        return Math.Clamp(total, -Most, Most);
    }

    /// <summary>Five digits that stand alone after a province's name; each once.</summary>
    public static ImmutableArray<string> Postcodes(ImmutableArray<MentionLine> lines) => Distinct(lines, static (text, into) =>
    {
        for (var i = 0; i + 5 <= text.Length; i++)
            if (Digits(text, i) == 5 && text[i] is >= '1' and <= '9'
                && (text[..i].Contains("จังหวัด", StringComparison.Ordinal) || text[..i].Contains("จ.", StringComparison.Ordinal))) into.Add(text.Substring(i, 5));
    });

    /// <summary>The first three digits of fixed-line numbers after โทร; each once.</summary>
    public static ImmutableArray<string> Phones(ImmutableArray<MentionLine> lines) => Distinct(lines, static (text, into) =>
    {
        for (var i = text.IndexOf("โทร", StringComparison.Ordinal); i >= 0; i = text.IndexOf("โทร", i + 3, StringComparison.Ordinal))
        {
            var end = Math.Min(text.Length - 3, i + 24);
            for (var k = i; k < end; k++)
                if (text[k] == '0' && Digits(text, k) >= 3)
                {
                    into.Add(text.Substring(k, 3));
                    break;
                }
        }
    });

    private static ImmutableArray<string> Distinct(ImmutableArray<MentionLine> lines, Action<string, HashSet<string>> find)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines) find(ThaiDigits.ToArabic(line.Text), found);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>Length of the run of digits that begins here; 0 inside a run.</summary>
    private static int Digits(string text, int at)
    {
        if (!ThaiDigits.IsArabic(text[at]) || (at > 0 && ThaiDigits.IsArabic(text[at - 1]))) return 0;
        var length = 1;
        while (at + length < text.Length && ThaiDigits.IsArabic(text[at + length])) length++;
        return length;
    }
}
