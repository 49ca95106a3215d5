using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ItaIngest.Harvest.Sources;

/// <summary>A YAML mapping read key by key; every fault is noted with its line, and reading goes on so that one look shows all faults.</summary>
internal sealed class YamlMap(YamlMappingNode map, string file, List<SourceProblem> problems)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>The keys that were asked for so far.</summary>
    public IReadOnlyCollection<string> Known => known;

    public string File => file;

    public int Line => (int)map.Start.Line;

    public int Faults { get; private set; }

    public void Fault(string code, int line, string message, bool isError = true)
    {
        if (isError) Faults++;
        problems.Add(new SourceProblem(code, file, line, message, isError));
    }

    public YamlNode? Find(string key)
    {
        known.Add(key);
        foreach (var (name, value) in map.Children)
            if (name is YamlScalarNode { Value: { } text } && text == key) return value;
        return null;
    }

    public int LineOf(string key) => (int)(Find(key)?.Start.Line ?? map.Start.Line);

    public string? Text(string key)
    {
        var node = Find(key);
        if (node is null or YamlScalarNode { Value: null or "" }) return null;
        if (node is YamlScalarNode { Value: { } text }) return text;
        Fault("ITA705", (int)node.Start.Line, $"\"{key}\" must be one text.");
        return null;
    }

    /// <summary>One text or a list of texts, each with its line.</summary>
    public ImmutableArray<(string Text, int Line)> Texts(string key)
    {
        var node = Find(key);
        if (node is null or YamlScalarNode { Value: null or "" }) return [];
        if (node is YamlScalarNode { Value: { } single }) return [(single, (int)node.Start.Line)];
        if (node is not YamlSequenceNode list || list.Children.Any(c => c is not YamlScalarNode { Value: not null }))
        {
            Fault("ITA705", (int)node.Start.Line, $"\"{key}\" must be a text or a list of texts.");
            return [];
        }
        return [.. list.Children.Select(c => (((YamlScalarNode)c).Value!, (int)c.Start.Line))];
    }

    public double Number(string key, double otherwise, double least, double most)
    {
        var node = Find(key);
        if (node is null) return otherwise;
        if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && number >= least && number <= most) return number;
        Fault("ITA705", (int)node.Start.Line, string.Create(CultureInfo.InvariantCulture, $"\"{key}\" must be a number from {least} to {most}, not \"{node}\"."));
        return otherwise;
    }

    public long Whole(string key, long otherwise, long least, long most)
    {
        var node = Find(key);
        if (node is null) return otherwise;
        if (node is YamlScalarNode { Value: { } text } && long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most) return number;
        Fault("ITA705", (int)node.Start.Line, string.Create(CultureInfo.InvariantCulture, $"\"{key}\" must be a whole number from {least} to {most}, not \"{node}\"."));
        return otherwise;
    }

    public bool Flag(string key, bool otherwise)
    {
        var node = Find(key);
        if (node is null) return otherwise;
        switch ((node as YamlScalarNode)?.Value?.ToLowerInvariant())
        {
            case "true" or "yes" or "on": return true;
            case "false" or "no" or "off": return false;
            default:
                Fault("ITA705", (int)node.Start.Line, $"\"{key}\" must be true or false, not \"{node}\".");
                return otherwise;
        }
    }

    public ImmutableArray<Regex> Patterns(string key)
    {
        var patterns = ImmutableArray.CreateBuilder<Regex>();
        foreach (var (text, line) in Texts(key))
        {
            try
            {
                patterns.Add(new Regex(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
            }
            catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
            {
                Fault("ITA706", line, $"\"{text}\" is not a usable pattern: {fault.Message}");
            }
        }
        return patterns.ToImmutable();
    }

    /// <summary>Hours as "22:00-06:00".</summary>
    public NightWindow? Window(string key)
    {
        if (Text(key) is not { } text) return null;
        var parts = text.Split('-', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && TimeOnly.TryParseExact(parts[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to) && from != to) return new NightWindow(from, to);
        Fault("ITA705", LineOf(key), $"\"{key}\" must be hours in Bangkok such as \"22:00-06:00\", not \"{text}\".");
        return null;
    }

    public YamlMap? Inner(string key)
    {
        var node = Find(key);
        if (node is null or YamlScalarNode { Value: null or "" }) return null;
        if (node is YamlMappingNode inner) return new YamlMap(inner, file, problems);
        Fault("ITA705", (int)node.Start.Line, $"\"{key}\" must hold keys of its own.");
        return null;
    }

    /// <summary>Says which keys nobody asked for, with the nearest one that would be understood.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in map.Children.Keys)
        {
            var text = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (known.Contains(text)) continue;
            var nearest = known.OrderBy(k => Distance(k, text)).ThenBy(k => k, StringComparer.Ordinal).First();
            Fault("ITA707", (int)key.Start.Line, Distance(nearest, text) <= 4 ? $"\"{text}\" is not known here; \"{nearest}\" perhaps?" : $"\"{text}\" is not known here. docs/harvest.md lists what is.");
        }
    }

    private static int Distance(string one, string other)
    {
        var row = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++) row[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var keep = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(keep, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.Length];
    }
}
