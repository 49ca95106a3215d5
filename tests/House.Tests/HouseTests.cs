using System.Text.RegularExpressions;
using System.Xml.Linq;
using ItaIngest.TestSupport;

namespace ItaIngest.House.Tests;

/// <summary>The house's own rules, held by machine: rooms, file sizes, habits, documented codes and commands.</summary>
public sealed class HouseTests
{
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Domain"] = [],
        ["Reference"] = ["Domain"],
        ["Extractors"] = ["Domain"],
        ["Pipeline"] = ["Domain"],
        ["Storage"] = ["Domain"],
        ["Harvest"] = ["Domain"],
        ["Verify"] = ["Domain"],
    };

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Places.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    [Fact]
    public void Rooms_see_only_the_middle_room()
    {
        foreach (var (room, may) in Rooms)
        {
            var project = Path.Combine(Places.Root, "src", room, room + ".csproj");
            if (!File.Exists(project)) continue;
            var sees = XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
            sees.ShouldBeSubsetOf(may, room);
        }
    }

    [Fact]
    public void No_file_has_two_subjects() =>
        Sources("src").Concat(Sources("tests")).Where(f => File.ReadLines(f).Count() > 400).ShouldBeEmpty();

    [Fact]
    public void Digits_and_culture_are_never_left_to_chance()
    {
        var against = new Regex(@"\\d|char\.IsDigit|DateTime\.Now|DateTimeOffset\.Now");
        Sources("src").Where(f => against.IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    [Fact]
    public void The_pipeline_touches_neither_files_nor_clock_nor_network()
    {
        var against = new Regex(@"\b(File|Directory|Console|HttpClient|Process|TimeProvider|Stopwatch)\.|async |Npgsql");
        Sources("src/Pipeline").Where(f => against.IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_code_of_a_message_is_explained()
    {
        var used = Sources("src").SelectMany(f => Regex.Matches(File.ReadAllText(f), "\"(?<c>ITA[0-9]{3})").Select(m => m.Groups["c"].Value)).ToHashSet();
        var explained = Directory.EnumerateFiles(Path.Combine(Places.Root, "docs", "errors"), "*.md")
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), "^## .*", RegexOptions.Multiline).SelectMany(h => Regex.Matches(h.Value, "ITA[0-9]{3}")).Select(m => m.Value)).ToHashSet();
        used.Except(explained).ShouldBeEmpty();
    }

    [Fact]
    public void The_repository_names_no_machine_path_and_no_package_host()
    {
        var against = new Regex(@"(^|[^A-Za-z0-9.])/(w[o]rk|r[o]ot)/|https?://[a-z.]*(nuget|npmjs|debian)\.", RegexOptions.Multiline);
        Sources("src").Concat(Sources("tests")).Concat(Sources("bench"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Places.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Places.Root, "*.md"))
            .Where(f => against.IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }
}
