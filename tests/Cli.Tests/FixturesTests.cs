using System.Globalization;
using System.Text.Json;
using ItaIngest.TestSupport;

namespace ItaIngest.Cli.Tests;

/// <summary>Every fixture against its truth, typed by hand from the page: what is published must be right, and nearly all must be published.</summary>
public sealed class FixturesTests(FixturesTests.Extracted extracted) : IClassFixture<FixturesTests.Extracted>
{
    private static readonly string[] Published = ["printed", "confirmed", "repaired", "derived"];

    public sealed class Extracted : IAsyncLifetime
    {
        internal List<JsonElement> Records { get; } = [];

        public async ValueTask InitializeAsync() => Records.AddRange((await Ita.RunAsync(null, "extract", "-q", Places.Fixtures)).Records);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public void No_published_score_differs_from_the_page()
    {
        var wrong = new List<string>();
        int right = 0, all = 0;
        foreach (var truth in Truths("truth.csv"))
        {
            var file = truth["file"];
            var sheets = extracted.Records.Where(r => Text(r, "type") == "score" && File(r) == file && Text(r, "code") == truth["code"]).ToList();
            var agency = AgencyCode(file, truth["agency"]);
            var record = sheets.Count <= 1 ? sheets.FirstOrDefault() : sheets.FirstOrDefault(s => Text(s, "agency_code") == agency);
            var published = record.ValueKind == JsonValueKind.Object && Published.Contains(Text(record, "status")) ? Text(record, "value") : null;
            if (truth["value_true"].Length == 0)
            {
                if (published is not null && Text(record, "status") != "printed") wrong.Add($"{file} {truth["code"]}: {published} claimed as proved, the page cannot tell");
                continue;
            }
            all++;
            if (published is null) continue;
            if (decimal.Parse(published, CultureInfo.InvariantCulture) == decimal.Parse(truth["value_true"], CultureInfo.InvariantCulture)) right++;
            else wrong.Add($"{file} {truth["code"]}: {published}, truth {truth["value_true"]}");
        }
        wrong.ShouldBeEmpty();
        ((double)right / all).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void Every_document_names_its_own_agency_and_year()
    {
        var wrong = new List<string>();
        foreach (var truth in Truths("truth.csv").GroupBy(t => t["file"]).Where(g => g.Select(t => t["agency"]).Distinct().Count() == 1).Select(g => g.First()))
        {
            var document = extracted.Records.First(r => Text(r, "type") == "document" && File(r) == truth["file"]);
            var agency = document.GetProperty("agency");
            var name = agency.ValueKind == JsonValueKind.Object ? Text(agency, "name") : null;
            if (name != truth["agency"] || document.GetProperty("fiscal_year").ToString() != truth["fiscal_year"]) wrong.Add($"{truth["file"]}: {name} {document.GetProperty("fiscal_year")}, truth {truth["agency"]} {truth["fiscal_year"]}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_announcement_row_has_its_agency_score_grade_difference_and_verdict()
    {
        var wrong = new List<string>();
        int right = 0, all = 0;
        foreach (var truth in Truths("ranking.csv"))
        {
            all++;
            var row = extracted.Records.FirstOrDefault(r => Text(r, "type") == "row" && File(r) == truth["file"] && r.GetProperty("number").GetInt32().ToString(CultureInfo.InvariantCulture) == truth["rank"]);
            if (row.ValueKind != JsonValueKind.Object) continue;
            var same = Text(row, "score") == truth["score"] && Text(row, "grade") == truth["grade"] && Text(row, "delta") == truth["delta"]
                && row.GetProperty("pass").GetBoolean() == (truth["pass"] == "ผ่าน");
            var named = Text(row, "agency") is null || (Text(row, "agency") == truth["name_true"] && Text(row, "district") == truth["district_true"]);
            if (!same || !named) wrong.Add($"{truth["file"]} row {truth["rank"]}: {row}");
            else right++;
        }
        wrong.ShouldBeEmpty();
        ((double)right / all).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void The_same_content_as_text_and_as_PDF_gives_the_same_scores()
    {
        foreach (var pdf in Directory.GetDirectories(Places.Fixtures, "pdf-*").Select(Path.GetFileName))
        {
            var fromPdf = Scores(pdf + ".pdf");
            fromPdf.ShouldBe(Scores(pdf!["pdf-".Length..] + ".txt"), $"{pdf}");
        }

        List<string> Scores(string file) =>
            [.. extracted.Records.Where(r => Text(r, "type") == "score" && File(r) == file).Select(r => $"{Text(r, "code")} {Text(r, "value")} {Text(r, "status")}")];
    }

    private string? AgencyCode(string file, string name) =>
        extracted.Records.Where(r => Text(r, "type") == "score" && File(r) == file).Select(r => Text(r, "agency_code")).Distinct()
            .FirstOrDefault(c => c is not null && Registry.Value.TryGetValue(c, out var n) && n == name);

    private static readonly Lazy<Dictionary<string, string>> Registry = new(() =>
        Domain().ToDictionary(a => a.Code, a => a.Name, StringComparer.Ordinal));

    private static System.Collections.Immutable.ImmutableArray<ItaIngest.Domain.Reference.Agency> Domain() => ItaIngest.Reference.ReferenceLoader.Load(Places.Reference).Gazetteer.Agencies;

    private static string File(JsonElement record) => Path.GetFileName(Text(record, "file")!);

    private static string? Text(JsonElement record, string name) => record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<Dictionary<string, string>> Truths(string name)
    {
        foreach (var path in Directory.GetFiles(Places.Fixtures, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var csv = new CsvHelper.CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            while (csv.Read()) yield return csv.HeaderRecord!.ToDictionary(h => h, h => csv.GetField(h) ?? "", StringComparer.Ordinal);
        }
    }
}
