using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Bench.Storage;

/// <summary>
/// A nation's results made up from the codebook: each province and year has a regional report with a whole sheet per agency and an announcement with a
/// line per agency. Seeded by province and year, so that every run makes the same documents.
/// </summary>
internal sealed class Nation(ReferenceData reference, int years, int agenciesPerProvince)
{
    private const int LastYear = 2568;

    public IEnumerable<(Province Province, int Year)> Parts =>
        from year in Enumerable.Range(LastYear - years + 1, years)
        from province in reference.Gazetteer.Provinces
        where reference.Gazetteer.ByProvince.ContainsKey(province.Code)
        select (province, year);

    /// <summary>The two documents of a province in a year.</summary>
    /// <param name="province">Of which province.</param>
    /// <param name="year">Of which fiscal year.</param>
    /// <param name="edition">Another edition is another document that says the same.</param>
    public IEnumerable<DocumentFindings> Documents(Province province, int year, int edition = 0)
    {
        var agencies = reference.Gazetteer.ByProvince[province.Code].Take(agenciesPerProvince).ToList();
        var codes = CodesOf(year);
        yield return Regional(province, year, agencies, codes, edition);
        yield return Announcement(province, year, agencies, edition);
    }

    private ImmutableArray<ItemCode> CodesOf(int year)
    {
        // A year whose items nobody has published is measured with those of a year that has the most.
        var known = reference.Codebooks.Values.Where(c => c.Entries.Any(e => e.Code.Level == CodeLevel.Item)).OrderBy(c => Math.Abs(c.Year.BuddhistEra - year)).ThenBy(c => c.Year).First();
        return [ItemCode.Total, .. Enum.GetValues<Instrument>().Select(ItemCode.Of), .. known.Entries.Select(e => e.Code)];
    }

    /// <summary>Plausible and fixed: an agency has a level of its own and slowly gets better.</summary>
    private static int Value(string agency, int year, ItemCode code)
    {
        unchecked
        {
            var seed = HashCode(agency) ^ (uint)(code.Level == CodeLevel.Total ? 7 : (int)code.Level * 1000 + (int)(code.Instrument ?? 0) * 100 + code.Number) * 2654435761u ^ (uint)year * 40503u;
            seed ^= seed >> 15;
            seed *= 2246822519u;
            seed ^= seed >> 13;
            var level = 6500 + (int)(HashCode(agency) % 2500) + (year - 2560) * 90;
            return Math.Clamp(level + (int)(seed % 2400) - 1200, 0, 10_000);
        }
    }

    private static uint HashCode(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));

    private static DocumentFindings Regional(Province province, int year, List<Agency> agencies, ImmutableArray<ItemCode> codes, int edition)
    {
        var document = Document($"regional-{province.Code}-{year}.pdf", edition);
        var fiscal = FiscalYear.Of(year);
        var line = 0;
        var sheets = agencies.Select(agency =>
        {
            var claims = codes.Select(code =>
            {
                var score = Score.FromHundredths(Value(agency.Code, year, code));
                var y = 60 + ++line % 40 * 18;
                return new Observation(code, Parsed<Score>.Of(score), new Evidence(document.Id, 1 + line / 40, null, new Box(300, y, 340, y + 14), score.ToString(), ReaderKind.Text, 1, [], Where.Table, "regional-table", $"ตัวชี้วัด {code}", 0));
            }).ToImmutableArray();
            return new SheetFindings(new AgencyMatch(agency, MatchKind.Exact, 1, [agency.Name], agency.District?.Name), fiscal, claims,
                [.. claims.Select(c => new ScoreRecord(c.Code, c.Value.Value, c.Code.Level == CodeLevel.Item ? ScoreStatus.Printed : ScoreStatus.Confirmed, [], [c],
                    c.Code.Level == CodeLevel.Item ? [] : ["0.3 IIT + 0.3 EIT + 0.4 OIT = TOTAL"]))]);
        }).ToImmutableArray();
        var pages = Enumerable.Range(1, 1 + line / 40).ToImmutableDictionary(p => p, _ => PageKind.Regional);
        return new DocumentFindings(document, DocumentStatus.Clean, [PageKind.Regional], pages.Count, pages, sheets, [], []);
    }

    private static DocumentFindings Announcement(Province province, int year, List<Agency> agencies, int edition)
    {
        var document = Document($"announcement-{province.Code}-{year}.pdf", edition);
        var rows = agencies.Select((agency, i) =>
        {
            var total = Value(agency.Code, year, ItemCode.Total);
            var y = 60 + i % 40 * 18;
            // One in two hundred is misread, so that there is something to withhold.
            var read = Score.FromHundredths((HashCode(agency.Code) + (uint)year) % 200 == 0 ? Math.Max(0, total - 500) : total);
            return new AnnouncementRow(i + 1, FiscalYear.Of(year), new AgencyMatch(agency, MatchKind.Exact, 1, [agency.Name], agency.District?.Name), Parsed<Score>.Of(read), null,
                ScoreChange.FromHundredths(total - Value(agency.Code, year - 1, ItemCode.Total)), null, ScoreStatus.Confirmed,
                new Evidence(document.Id, 1 + i / 40, null, new Box(300, y, 340, y + 14), read.ToString(), ReaderKind.Text, 1, [], Where.Table, "announcement-row", agency.Name, 0), province);
        }).ToImmutableArray();
        var pages = Enumerable.Range(1, 1 + agencies.Count / 40).ToImmutableDictionary(p => p, _ => PageKind.Announcement);
        return new DocumentFindings(document, DocumentStatus.Clean, [PageKind.Announcement], pages.Count, pages, [], rows, []);
    }

    private static SourceDocument Document(string name, int edition) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(edition == 0 ? name : $"{name} {edition}"))), name, "/made/up/" + name, MediaKind.Pdf, 1_000_000);
}
