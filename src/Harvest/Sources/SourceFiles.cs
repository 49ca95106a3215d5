using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ItaIngest.Harvest.Sources;

/// <summary>Something wrong in a source file.</summary>
/// <param name="Code">ITA7nn.</param>
/// <param name="Line">From 1; 0 where it is about the file or folder.</param>
public sealed record SourceProblem(string Code, string File, int Line, string Message, bool IsError = true)
{
    public override string ToString() => $"{File}:{Line}: {(IsError ? "error" : "warning")} {Code}: {Message}";
}

/// <summary>All sources of a folder, and what is wrong with them.</summary>
public sealed record SourceFolder(ImmutableArray<Source> Sources, Settings Settings, ImmutableArray<SourceProblem> Problems)
{
    public bool IsSound => !Problems.Any(p => p.IsError);
}

/// <summary>Reads a folder of source files: every *.yaml and *.yml, each one or more YAML documents with one source each, or a list of sources.</summary>
public static class SourceFiles
{
    public const string SettingsFile = "harvest.yaml";

    public static SourceFolder Read(string folder)
    {
        var problems = new List<SourceProblem>();
        var sources = new List<Source>();
        var settings = new Settings();
        if (!Directory.Exists(folder))
        {
            problems.Add(new SourceProblem("ITA701", folder, 0, "This folder of sources does not exist. Name one with --sources."));
            return new SourceFolder([], settings, [.. problems]);
        }
        var files = Directory.EnumerateFiles(folder)
            .Where(f => f.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            foreach (var map in Maps(file, problems))
            {
                var reader = new YamlMap(map, Path.GetFileName(file), problems);
                if (string.Equals(Path.GetFileName(file), SettingsFile, StringComparison.OrdinalIgnoreCase)) settings = SourceReader.ReadSettings(reader);
                else if (SourceReader.Read(reader) is { } source) sources.Add(source);
            }
        }
        if (sources.Count == 0 && problems.Count == 0)
            problems.Add(new SourceProblem("ITA701", folder, 0, "No source is described here. Expected *.yaml files as docs/harvest.md explains."));
        CheckTogether(sources, problems);
        return new SourceFolder([.. sources], settings, [.. problems]);
    }

    private static void CheckTogether(List<Source> sources, List<SourceProblem> problems)
    {
        foreach (var twins in sources.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            foreach (var twin in twins.Skip(1))
                problems.Add(At(twin, "ITA703", $"The name \"{twin.Name}\" is taken by {twins.First().DefinedAt}. Give each source a name of its own."));
        foreach (var sharing in sources.SelectMany(s => s.Start.Select(a => (a.Authority, Source: s))).Distinct().GroupBy(p => p.Authority, StringComparer.Ordinal).Where(g => g.Select(p => p.Source.Name).Distinct().Count() > 1))
            problems.Add(At(sharing.Last().Source, "ITA704", $"{sharing.Key} is also the host of {string.Join(", ", sharing.Select(p => p.Source.Name).Distinct().SkipLast(1))}: they take turns, and pages that both reach are fetched once for each.", isError: false));
    }

    private static SourceProblem At(Source source, string code, string message, bool isError = true)
    {
        var colon = source.DefinedAt.LastIndexOf(':');
        return new SourceProblem(code, source.DefinedAt[..colon], int.Parse(source.DefinedAt[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture), message, isError);
    }

    private static List<YamlMappingNode> Maps(string file, List<SourceProblem> problems)
    {
        var maps = new List<YamlMappingNode>();
        var stream = new YamlStream();
        try
        {
            using var text = new StreamReader(file);
            stream.Load(text);
        }
        catch (YamlException fault)
        {
            problems.Add(new SourceProblem("ITA702", Path.GetFileName(file), (int)fault.End.Line, $"Not valid YAML: {fault.InnerException?.Message ?? fault.Message}"));
            return maps;
        }
        foreach (var document in stream.Documents)
        {
            IEnumerable<YamlNode> nodes = document.RootNode is YamlSequenceNode list ? list.Children : [document.RootNode];
            foreach (var node in nodes)
            {
                if (node is YamlMappingNode map) maps.Add(map);
                else if (node is not YamlScalarNode { Value: null or "" })
                    problems.Add(new SourceProblem("ITA702", Path.GetFileName(file), (int)node.Start.Line, "Expected a source: lines of \"key: value\"."));
            }
        }
        return maps;
    }
}
