using System.Text.Json;
using ItaIngest.Harvest.Sources;
using ItaIngest.TestSupport;

namespace ItaIngest.Harvest.Tests;

public sealed class SourceFileTests
{
    private static SourceFolder Read(string yaml, string file = "a.yaml")
    {
        using var desk = new Desk();
        desk.Write(file, yaml);
        return SourceFiles.Read(desk.Sources);
    }

    [Fact]
    public void The_least_a_source_needs_is_a_name_and_a_start()
    {
        var source = Read("name: ตรัง\nstart: https://www.example.go.th/\n").Sources.Single();
        (source.Name, source.Start.Single().AbsoluteUri, source.AllowPrivateAddresses, source.MinimumDocuments).ShouldBe(("ตรัง", "https://www.example.go.th/", false, 0));
    }

    [Fact]
    public void All_fields_are_read()
    {
        var source = Read("""
            name: x
            start: [http://a/, http://b/c]
            hosts: [files.a, "b:8080"]
            requests_per_second: 2.5
            max_pages: 10
            minimum_documents: 3
            allow_private_addresses: true
            expect: { years: [2564, "๒๕๖๕"], agencies: 7 }
            documents: ["ITA|คุณธรรม"]
            window: "22:00-06:00"
            keep_pages: matching
            """).Sources.Single();
        source.Start.Length.ShouldBe(2);
        source.Hosts.ShouldBe(["files.a", "b:8080"]);
        (source.RequestsPerSecond, source.MaxPages, source.MinimumDocuments, source.AllowPrivateAddresses, source.KeepPages).ShouldBe((2.5, 10, 3, true, KeepPages.Matching));
        source.ExpectYears.ShouldBe([2564, 2565]);
        source.Window!.Contains(new DateTimeOffset(2026, 1, 1, 18, 0, 0, TimeSpan.Zero)).ShouldBeTrue("one at night in Bangkok");
        source.Window.Contains(new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero)).ShouldBeFalse("one in the afternoon in Bangkok");
    }

    [Theory]
    [InlineData("start: http://a/", 1, "\"name\"")]
    [InlineData("name: x", 1, "\"start\"")]
    [InlineData("name: x\nstart: ftp://a/", 2, "not an http")]
    [InlineData("name: x\nstart: http://a/\nmax_page: 3", 3, "\"max_pages\" perhaps")]
    [InlineData("name: x\nstart: http://a/\nrequests_per_second: fast", 3, "number")]
    [InlineData("name: x\nstart: http://a/\nrequests_per_second: 0", 3, "number")]
    [InlineData("name: x\nstart:\n  - http://a/\n  - b", 4, "\"b\"")]
    [InlineData("name: x\nstart: http://a/\nfollow:\n  - \"(\"", 4, "pattern")]
    [InlineData("name: x\nstart: http://a/\nexpect:\n  years: [2021]", 4, "2564")]
    [InlineData("name: x\nstart: http://a/\nwindow: night", 3, "22:00")]
    [InlineData("name: x\n\tstart: y", 2, "YAML")]
    [InlineData("- just\n- text", 1, "source")]
    public void A_fault_is_shown_with_its_line(string yaml, int line, string words)
    {
        var folder = Read(yaml);
        folder.IsSound.ShouldBeFalse();
        folder.Problems.ShouldContain(p => p.Line == line && p.Message.Contains(words, StringComparison.Ordinal), string.Join("\n", folder.Problems));
    }

    [Fact]
    public void A_faulty_source_does_not_stop_the_others()
    {
        using var desk = new Desk();
        desk.Write("a.yaml", "name: good\nstart: http://a/\n");
        desk.Write("b.yaml", "name: bad\n");
        var folder = SourceFiles.Read(desk.Sources);
        folder.Sources.Single().Name.ShouldBe("good");
        folder.IsSound.ShouldBeFalse();
    }

    [Fact]
    public void A_name_is_taken_once() => Read("name: x\nstart: http://a/\n---\nname: x\nstart: http://b/\n").Problems.ShouldContain(p => p.Code == "ITA703" && p.Line == 4);

    [Fact]
    public void The_shipped_sources_are_sound()
    {
        var folder = SourceFiles.Read(Path.Combine(Places.Root, "sources"));
        folder.Problems.ShouldBeEmpty();
        folder.Sources.ShouldNotBeEmpty();
        folder.Sources.ShouldAllBe(s => s.Tested != null && s.Terms != null);
    }

    [Fact]
    public void The_schema_knows_the_same_keys_as_the_reader()
    {
        var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Places.Root, "sources", "source.schema.json"))).RootElement;
        var keys = schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToList();
        var all = string.Concat(keys.Select(k => $"{k}: ~\n"));
        Read(all).Problems.ShouldNotContain(p => p.Code == "ITA707", "every key of the schema is known to the reader");
        // And the other way round: what the reader asks for is in the schema.
        SourceReader.Keys.Order(StringComparer.Ordinal).ShouldBe(keys);
    }
}
