using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>What a person should know about whose document it is.</summary>
internal static class DocumentAgencyIssues
{
    public static ImmutableArray<Issue> Of(
        AgencyMatch match, ImmutableArray<ForeignMention> foreign, List<(Agency Agency, double Score)> ranked, Mentions mentions)
    {
        var issues = ImmutableArray.CreateBuilder<Issue>();
        if (match.Agency is not { } agency)
        {
            if (match.Printed.IsEmpty)
                issues.Add(new Issue("ITA401", Severity.Error, "The document names no agency. Expected: its kind and name, such as องค์การบริหารส่วนตำบล..., with district and province.", 1));
            else
                issues.Add(new Issue("ITA402", Severity.Error,
                    $"The agency could not be told for sure: printed {Quoted(match.Printed)}; candidates {string.Join(", ", ranked.Take(3).Select(r => Full(r.Agency)))}. Its scores are kept without an agency.", 1));
            return issues.ToImmutable();
        }
        if (agency.Type == AgencyType.OTHER)
            issues.Add(new Issue("ITA406", Severity.Info, $"{agency.Name} is not in the registry; it is entered as {agency.Code}."));
        else if (match.Kind == MatchKind.Corrected)
            issues.Add(new Issue("ITA403", Severity.Info,
                $"The agency is printed in several ways ({Quoted(match.Printed)}); all mentions together mean {Full(agency)} (probability {match.Probability.ToString("0.000", CultureInfo.InvariantCulture)})."));
        AddPlaces(issues, "ITA404", "district", agency.District?.Name, mentions.Districts);
        AddPlaces(issues, "ITA404", "province", agency.Province?.Name, mentions.Provinces);
        foreach (var group in foreign.GroupBy(f => f.Printed, StringComparer.Ordinal))
        {
            var first = group.First();
            issues.Add(new Issue("ITA405", Severity.Warning,
                $"The document of {agency.Name} names another agency, \"{group.Key}\", {group.Count().ToString(CultureInfo.InvariantCulture)} times ({string.Join(", ", group.Select(Place))}): these passages may be copied from its report. Scores in them prove nothing.",
                first.Page, first.Line));
        }
        return issues.ToImmutable();
    }

    private static void AddPlaces(ImmutableArray<Issue>.Builder issues, string code, string what, string? right, ImmutableArray<PlaceMention> mentions)
    {
        if (right is null) return;
        var key = ThaiText.Key(right);
        var other = mentions.Where(m => !m.IsCapital(right) && !m.Tail.StartsWith(key, StringComparison.Ordinal)).Select(m => m.Printed).Distinct(StringComparer.Ordinal).ToList();
        if (other.Count > 0)
            issues.Add(new Issue(code, Severity.Info, $"The {what} is {right}, but the document also prints {Quoted(other)}."));
    }

    private static string Place(ForeignMention mention) =>
        mention.Line is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"page {mention.Page} line {line}")
            : string.Create(CultureInfo.InvariantCulture, $"page {mention.Page}");

    private static string Quoted(IEnumerable<string> printed) => string.Join(", ", printed.Take(5).Select(p => $"\"{p}\""));

    private static string Full(Agency agency) =>
        agency.Name + (agency.District is { } d ? $" อำเภอ{d.Name}" : "") + (agency.Province is { } p ? $" จังหวัด{p.Name}" : "");
}
