using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Pipeline.Agencies;
using ItaIngest.TestSupport;

namespace ItaIngest.Pipeline.Tests.Agencies;

/// <summary>The real documents, whose covers, bodies and narratives misname their own agency in many ways.</summary>
public sealed class SampleDocumentTests
{
    [Theory]
    [InlineData("000_17bb028fd6ecb97e.txt", "องค์การบริหารส่วนตำบลเลิงแฝก", "กุดรัง", "มหาสารคาม")]
    [InlineData("002_18406ba21c1ab376.txt", "องค์การบริหารส่วนตำบลถ้ำรงค์", "บ้านลาด", "เพชรบุรี")]
    [InlineData("003_424df539f1065b85.txt", "องค์การบริหารส่วนตำบลสุโสะ", "ปะเหลียน", "ตรัง")]
    [InlineData("004_31d3ce814e3a5947.txt", "องค์การบริหารส่วนตำบลนาห่อม", "ทุ่งศรีอุดม", "อุบลราชธานี")]
    public void The_agency_of_a_real_document_is_told_from_all_its_mentions(string file, string name, string district, string province)
    {
        var found = Resolve(file).Value.Match;
        (found.Agency?.Name, found.Agency?.District?.Name, found.Agency?.Province?.Name).ShouldBe((name, district, province), $"{found}");
        found.Probability.ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void The_agency_whose_narrative_was_copied_is_named_with_its_lines()
    {
        var found = Resolve("000_17bb028fd6ecb97e.txt");
        found.Value.Foreign.Select(f => f.Line).ShouldBe([196, 216, 231]);
        found.Value.Foreign.ShouldAllBe(f => f.Printed.Replace(" ", "", StringComparison.Ordinal) == "เทศบาลตำบลโนนสว่าง");
        found.Issues.ShouldContain(i => i.Code == "ITA405" && i.Message.Contains("โนนสว่าง", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("002_18406ba21c1ab376.txt")]
    [InlineData("003_424df539f1065b85.txt")]
    [InlineData("004_31d3ce814e3a5947.txt")]
    public void Misreadings_of_the_own_name_are_not_taken_for_another_agency(string file) => Resolve(file).Value.Foreign.ShouldBeEmpty();

    private static Staged<DocumentAgency> Resolve(string file)
    {
        if (Places.Shared is null) Assert.Skip("../shared with the real documents is not here");
        var lines = File.ReadAllLines(Path.Combine(Places.Shared, "seeds", file));
        return ResolveDocumentAgency.Resolve([.. lines.Select((text, i) => (text, i))
            .Where(l => !IsTableRow(l.text))
            .Select(l => new MentionLine(l.text, 1, l.i + 1, l.i < 30 ? MentionPlace.Cover : MentionPlace.Body))], Registry.Gazetteer);
    }

    /// <summary>A row of the announcement: a serial number, then an agency.</summary>
    private static bool IsTableRow(string line) => line.Split('\t') is [var number, _, _, _, ..] && int.TryParse(number, out _);
}
