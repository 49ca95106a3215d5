using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>What a person should know about the names of a table.</summary>
internal static class AnnouncementIssues
{
    public static void Add(
        ImmutableArray<Issue>.Builder issues,
        ImmutableArray<PrintedAgencyRow> rows,
        AgencyMatch[] matches,
        ImmutableArray<Agency> missing,
        Func<int, IEnumerable<(Agency Agency, double Probability)>> likely,
        Province province)
    {
        for (var i = 0; i < rows.Length; i++)
            if (OfRow(rows[i], matches[i], likely(i)) is { } issue) issues.Add(issue);
        if (!missing.IsEmpty)
            issues.Add(new Issue("ITA424", Severity.Warning,
                $"The table of {province.Name} has no row for {missing.Length} registered agencies: {string.Join(", ", missing.Select(WithDistrict))}. Look for a lost page.",
                rows[^1].Page, rows[^1].Line));
    }

    private static Issue? OfRow(PrintedAgencyRow row, AgencyMatch match, IEnumerable<(Agency Agency, double Probability)> likely)
    {
        var number = row.Number is { } n ? $"Row {n.ToString(CultureInfo.InvariantCulture)}" : "A row";
        var chance = match.Probability.ToString("0.000", CultureInfo.InvariantCulture);
        if (match.Agency is not { } agency)
            return new Issue("ITA421", Severity.Error,
                $"{number}: \"{row.Name}\"{In(row.District)} could not be told for sure ({Guesses(likely)}); the row is kept without an agency. Name it on the page and add an alias.", row.Page, row.Line);
        if (match.Kind == MatchKind.Exact) return null;
        var words = AgencyWords.Split(row.Name);
        if (words is { Exact: true, Type: { } type } && type != agency.Type && string.Equals(words.Name, ThaiText.Key(agency.ShortName), StringComparison.Ordinal))
            return new Issue("ITA423", Severity.Info,
                $"{number}: \"{row.Name}\"{In(row.District)} is registered as {WithDistrict(agency)}: the same body under another status.", row.Page, row.Line);
        return string.Equals(ThaiText.Key(row.Name), ThaiText.Key(agency.Name), StringComparison.Ordinal)
            ? new Issue("ITA422", Severity.Info, $"{number}: the district of {agency.Name} is printed as \"{row.District}\"; it is {agency.District?.Name}.", row.Page, row.Line)
            : new Issue("ITA420", Severity.Info, $"{number}: \"{row.Name}\"{In(row.District)} is {WithDistrict(agency)} by its place in the table (probability {chance}).", row.Page, row.Line);
    }

    private static string Guesses(IEnumerable<(Agency Agency, double Probability)> likely)
    {
        var named = likely.OrderByDescending(l => l.Probability).Take(3).Select(l => string.Create(CultureInfo.InvariantCulture, $"{WithDistrict(l.Agency)} {l.Probability:0.000}")).ToArray();
        return named.Length == 0 ? "no registered agency is near" : "perhaps " + string.Join(", ", named);
    }

    private static string In(string? district) => district is null ? "" : $" (district \"{district}\")";

    private static string WithDistrict(Agency agency) => agency.District is { } d ? $"{agency.Name} ({d.Name})" : agency.Name;
}
