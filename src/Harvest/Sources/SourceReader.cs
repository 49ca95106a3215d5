using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Harvest.Sources;

/// <summary>Turns one YAML mapping into a source. The keys are those of sources/source.schema.json.</summary>
internal static class SourceReader
{
    /// <summary>Every key that a source may have.</summary>
    public static IReadOnlyCollection<string> Keys
    {
        get
        {
            var map = new YamlMap(new YamlDotNet.RepresentationModel.YamlMappingNode(), "", []);
            Read(map);
            return map.Known;
        }
    }

    public static Source? Read(YamlMap map)
    {
        var before = map.Faults;
        var name = map.Text("name")?.Trim();
        if (name is null) map.Fault("ITA705", map.LineOf("name"), "A source needs a \"name\".");
        else if (name.Length > 200 || name.Any(char.IsControl)) map.Fault("ITA705", map.LineOf("name"), "\"name\" must be one line of at most 200 characters.");

        var start = Addresses(map, "start");
        if (start.IsEmpty && map.Faults == before) map.Fault("ITA705", map.LineOf("start"), "A source needs \"start\": at least one http or https address.");

        var expect = map.Inner("expect");
        var source = new Source
        {
            Name = name ?? "",
            Start = start,
            Hosts = Hosts(map),
            Agency = map.Text("agency"),
            Province = map.Text("province"),
            RequestsPerSecond = map.Number("requests_per_second", 0.5, 0.001, 1000),
            MaxPages = (int)map.Whole("max_pages", 500, 1, 1_000_000),
            MaxDepth = (int)map.Whole("max_depth", 25, 0, 1000),
            MaxDocuments = (int)map.Whole("max_documents", 20_000, 1, 1_000_000),
            MaxBytes = map.Whole("max_bytes", 200L << 20, 1024, 4L << 30),
            MaxTotalBytes = map.Whole("max_total_bytes", 20L << 30, 1024, 4L << 40),
            MinimumDocuments = (int)map.Whole("minimum_documents", 0, 0, 1_000_000),
            ExpectYears = expect is null ? [] : Years(expect),
            ExpectAgencies = expect is null ? 0 : (int)expect.Whole("agencies", 0, 0, 100_000),
            Follow = map.Patterns("follow"),
            Documents = map.Patterns("documents"),
            Skip = map.Patterns("skip"),
            KeepPages = Keep(map),
            ResolveShareLinks = map.Flag("resolve_share_links", true),
            AllowPrivateAddresses = map.Flag("allow_private_addresses", false),
            Window = map.Window("window"),
            Terms = map.Text("terms"),
            Notes = map.Text("notes"),
            Tested = map.Text("tested"),
            DefinedAt = $"{map.File}:{map.Line}",
        };
        expect?.RefuseUnknown();
        map.RefuseUnknown();
        return map.Faults == before && (expect?.Faults ?? 0) == 0 ? source : null;
    }

    public static Settings ReadSettings(YamlMap map)
    {
        var settings = new Settings
        {
            Contact = map.Text("contact")?.Trim(),
            Parallel = (int)map.Whole("parallel", 256, 1, 10_000),
            Window = map.Window("window"),
        };
        if (settings.Contact is { } contact && contact.Any(c => c is < '!' or > '~'))
        {
            map.Fault("ITA705", map.LineOf("contact"), "\"contact\" must be an address or mailbox in plain letters without spaces: it is sent with every request.");
            settings = settings with { Contact = null };
        }
        map.RefuseUnknown();
        return settings;
    }

    private static ImmutableArray<Uri> Addresses(YamlMap map, string key)
    {
        var addresses = ImmutableArray.CreateBuilder<Uri>();
        foreach (var (text, line) in map.Texts(key))
        {
            if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0 && uri.UserInfo.Length == 0)
                addresses.Add(Web.Address.Normalise(uri));
            else map.Fault("ITA705", line, $"\"{text}\" is not an http or https address.");
        }
        return addresses.ToImmutable();
    }

    private static ImmutableArray<string> Hosts(YamlMap map)
    {
        var hosts = ImmutableArray.CreateBuilder<string>();
        foreach (var (text, line) in map.Texts("hosts"))
        {
            if (Uri.TryCreate($"http://{text.Trim()}/", UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0)
                hosts.Add(text.Contains(':', StringComparison.Ordinal) && !text.EndsWith(']') ? $"{uri.IdnHost}:{uri.Port}" : uri.IdnHost);
            else map.Fault("ITA705", line, $"\"{text}\" is not a host. Expected a name such as www.example.go.th, with a port where it is not 80 or 443.");
        }
        return hosts.ToImmutable();
    }

    private static ImmutableArray<int> Years(YamlMap expect)
    {
        var years = ImmutableArray.CreateBuilder<int>();
        foreach (var (text, line) in expect.Texts("years"))
        {
            var year = FiscalYear.Parse(text);
            if (year.Succeeded) years.Add(year.Value.BuddhistEra);
            else expect.Fault("ITA705", line, $"\"years\": {year.Reason}.");
        }
        return years.ToImmutable();
    }

    private static KeepPages Keep(YamlMap map)
    {
        switch (map.Text("keep_pages"))
        {
            case null or "never": return KeepPages.Never;
            case "matching": return KeepPages.Matching;
            case "all": return KeepPages.All;
            default:
                map.Fault("ITA705", map.LineOf("keep_pages"), "\"keep_pages\" must be never, matching or all.");
                return KeepPages.Never;
        }
    }
}
