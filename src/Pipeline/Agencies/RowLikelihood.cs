using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>A printed row in comparable form.</summary>
internal readonly record struct ComparableRow(NamedAgency Agency, string? District)
{
    public static ComparableRow Of(PrintedAgencyRow row) =>
        new(AgencyWords.Split(row.Name), row.District is { } d ? DistrictKey(d) : null);

    /// <summary>Without the word อำเภอ or อ. before it.</summary>
    public static string DistrictKey(string printed)
    {
        var key = ThaiText.Key(printed);
        foreach (var word in (ReadOnlySpan<string>)["อาเภอ", "อ.", "เขต"])
            if (key.Length > word.Length && key.StartsWith(word, StringComparison.Ordinal)) return key[word.Length..];
        return key;
    }
}

/// <summary>
/// How much more likely a printed row is if it means a registered agency than if it is some other text, in nats: a log-odds alignment
/// score as in sequence comparison. A letter read right speaks for the agency, one read wrong against it, and a name beyond recognition
/// costs what such names are worth among all (about one in twenty in badly read tables), so that only order can place it.
/// </summary>
internal static class RowLikelihood
{
    private const double LetterRight = 1.3, LetterWrong = 1.8, NameFault = 1.4, NameLeast = -3;

    /// <summary>A name printed letter by letter: three rows in four are, and about 5,500 different names are registered (ln 0.75 * 5500).</summary>
    private const double NameExact = 8.3;


    private const double DistrictRight = 2, DistrictNear = 0.5, DistrictWrong = -1.5;
    private const double KindWrong = -5, KindUnknown = -0.3, AliasCost = -2;

    /// <param name="row">As printed.</param>
    /// <param name="registered">The agency it may mean.</param>
    /// <param name="misread">Districts as this table prints them, with the registered one that is meant.</param>
    public static double Of(ComparableRow row, RegisteredRow registered, IReadOnlySet<(string Printed, string Meant)> misread)
    {
        var likelihood = NameLikelihood(row.Agency.Name, registered.Name) + KindLikelihood(row.Agency, registered.ListedAs);
        if (registered.Alias) likelihood += AliasCost;
        if (row.District is { } district && registered.District.Length > 0)
            likelihood += misread.Contains((district, registered.District)) ? DistrictRight : DistrictLikelihood(district, registered.District);
        return likelihood;
    }

    /// <summary>Whether nothing is left of the name: then place and district alone would name the row.</summary>
    public static bool BeyondRecognition(ComparableRow row, RegisteredRow registered) => NameLikelihood(row.Agency.Name, registered.Name) <= NameLeast + 0.5;

    /// <summary>Of a short name alone.</summary>
    public static double NameLikelihood(string printed, string meant)
    {
        if (string.Equals(printed, meant, StringComparison.Ordinal)) return NameExact;
        var weight = Math.Max(ConfusionDistance.WeightOf(printed), ConfusionDistance.WeightOf(meant)) / 100.0;
        // Beyond this cost the name is past recognition: no need to know how far.
        var limit = (int)Math.Ceiling(100 * ((LetterRight * weight) - NameFault - NameLeast) / (LetterRight + LetterWrong));
        var cost = ConfusionDistance.Between(printed, meant, Math.Max(limit, 0)) / 100.0;
        return Math.Clamp((LetterRight * (weight - cost)) - (LetterWrong * cost) - NameFault, NameLeast, NameExact - NameFault);
    }

    /// <summary>Districts are misread in whole blocks of rows, so one that is wrong says little.</summary>
    private static double DistrictLikelihood(string printed, string meant)
    {
        var near = ConfusionDistance.WeightOf(meant) * 3 / 10;
        var cost = ConfusionDistance.Between(printed, meant, near);
        return cost == 0 ? DistrictRight : cost <= near ? DistrictNear : DistrictWrong;
    }

    private static double KindLikelihood(NamedAgency printed, AgencyType listedAs) =>
        printed.Type is { } type ? (type == listedAs ? 0 : KindWrong)
        : !printed.Known ? (listedAs == AgencyType.SPECIAL ? 0 : KindUnknown)
        : listedAs is AgencyType.TN or AgencyType.TM or AgencyType.TT ? 0 : KindWrong;
}
