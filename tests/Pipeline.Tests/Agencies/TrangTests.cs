using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Pipeline.Agencies;
using ItaIngest.TestSupport;

namespace ItaIngest.Pipeline.Tests.Agencies;

/// <summary>The provincial table of Trang, 2564, against its truth: 22 garbled names, 18 garbled districts, 15 rows absent.</summary>
public sealed class TrangTests
{
    [Fact]
    public void Every_row_of_the_real_table_is_named_right_with_its_district()
    {
        var truth = Truth("003_424df539f1065b85.ranking.csv");
        var found = Align(truth);
        found.Value.InOrder.ShouldBeTrue();
        var wrong = truth.Zip(found.Value.Rows, (t, m) => (t, m))
            .Where(x => (x.m.Agency?.Name, x.m.Agency?.District?.Name) != (x.t["name_true"], x.t["district_true"]))
            .Select(x => $"{x.t["rank"]} {x.t["name_as_printed"]} -> {x.m.Agency?.Name} {x.m.Agency?.District?.Name} {x.m.Probability:0.0000}, truth {x.t["name_true"]}");
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_fifteen_absent_rows_are_reported_by_name()
    {
        var found = Align(Truth("003_424df539f1065b85.ranking.csv"));
        found.Value.Missing.Select(a => a.Name).ShouldBe(Truth("003_424df539f1065b85.missing_rows.csv").Select(t => t["true_name"]));
        found.Issues.Single(i => i.Code == "ITA424").Message.ShouldContain("องค์การบริหารส่วนตำบลหาดสำราญ");
    }

    [Fact]
    public void Names_printed_right_are_exact_and_the_others_corrected()
    {
        var truth = Truth("003_424df539f1065b85.ranking.csv");
        var found = Align(truth).Value.Rows;
        for (var i = 0; i < truth.Count; i++)
        {
            var same = truth[i]["name_as_printed"] == truth[i]["name_true"] && truth[i]["district_as_printed"] == truth[i]["district_true"];
            found[i].Kind.ShouldBe(same ? MatchKind.Exact : MatchKind.Corrected, truth[i]["rank"]);
        }
    }

    private static Staged<AnnouncementAgencies> Align(List<Dictionary<string, string>> truth)
    {
        var rows = truth.Select(t => new PrintedAgencyRow(int.Parse(t["rank"], CultureInfo.InvariantCulture), t["name_as_printed"], t["district_as_printed"])).ToImmutableArray();
        return AlignAnnouncement.Align(rows, Registry.Gazetteer.FindProvince("ตรัง")!, Registry.Gazetteer);
    }

    private static List<Dictionary<string, string>> Truth(string file)
    {
        if (Places.Shared is null) Assert.Skip("../shared with the truth of the real documents is not here");
        var lines = File.ReadAllLines(Path.Combine(Places.Shared, "truth", file));
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => columns.Zip(l.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }
}

internal static class Registry
{
    public static Gazetteer Gazetteer { get; } = Reference.ReferenceLoader.Load(Places.Reference).Gazetteer;
}
