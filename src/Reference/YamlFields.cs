using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ItaIngest.Reference;

/// <summary>One mapping of a YAML file whose fields are asked for by name; a fault names the line.</summary>
internal sealed class YamlFields
{
    private readonly YamlMappingNode _node;
    private readonly string _path;

    private YamlFields(string path, YamlMappingNode node)
    {
        _path = path;
        _node = node;
    }

    public Line Line => LineOf(_node);

    /// <summary>The document of a file, which must be one mapping.</summary>
    public static YamlFields Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, true));
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents is [{ RootNode: YamlMappingNode root }] ? new YamlFields(path, root)
                : throw new ReferenceException("ITA492", path, 1, "The file must hold one mapping (year:, indicators:, ...).", "Compare it with another year's file.");
        }
        catch (YamlException e)
        {
            throw new ReferenceException("ITA492", path, e.Start.Line, $"Not YAML: {e.Message}", "Correct the line.");
        }
        catch (DecoderFallbackException)
        {
            throw new ReferenceException("ITA492", path, 0, "Not UTF-8.", "Save it as UTF-8.");
        }
    }

    /// <summary>Refuses fields that nobody reads: a misspelt one would be lost in silence.</summary>
    public YamlFields Only(params ReadOnlySpan<string> known)
    {
        foreach (var (key, _) in _node.Children)
        {
            var asked = false;
            foreach (var name in known) asked |= key is YamlScalarNode { Value: { } text } && string.Equals(text, name, StringComparison.Ordinal);
            if (!asked) throw LineOf(key).Fault("ITA497", $"\"{key}\" is not a field here.", $"Known are {string.Join(", ", known.ToArray())}.");
        }
        return this;
    }

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) =>
        !_node.Children.TryGetValue(name, out var node) ? null : ScalarOf(node);

    public YamlFields Mapping(string name) =>
        _node.Children.TryGetValue(name, out var node) && node is YamlMappingNode mapping ? new YamlFields(_path, mapping) : throw Missing(name);

    /// <summary>The mappings of a list; none when the field is absent.</summary>
    public IEnumerable<YamlFields> List(string name)
    {
        foreach (var node in Nodes(name))
            yield return node is YamlMappingNode mapping ? new YamlFields(_path, mapping)
                : throw LineOf(node).Fault("ITA492", $"\"{name}\" must be a list of mappings.", "Compare it with another year's file.");
    }

    /// <summary>The texts of a list; none when the field is absent.</summary>
    public IEnumerable<string> Texts(string name)
    {
        foreach (var node in Nodes(name)) yield return ScalarOf(node);
    }

    /// <summary>Every field with its text and line.</summary>
    public IEnumerable<(string Name, string Value, Line Line)> Pairs()
    {
        foreach (var (key, value) in _node.Children) yield return (ScalarOf(key), ScalarOf(value), LineOf(key));
    }

    private IEnumerable<YamlNode> Nodes(string name) =>
        !_node.Children.TryGetValue(name, out var node) ? []
        : node is YamlSequenceNode list ? list.Children
        : throw LineOf(node).Fault("ITA492", $"\"{name}\" must be a list.", "Compare it with another year's file.");

    private string ScalarOf(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } ? text : throw LineOf(node).Fault("ITA492", "A single value is expected here.", "Compare it with another year's file.");

    private ReferenceException Missing(string name) => Line.Fault("ITA492", $"The field \"{name}\" is missing or of the wrong shape.", "Compare it with another year's file.");

    private Line LineOf(YamlNode node) => new(_path, node.Start.Line);
}
