using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ItaIngest.Harvest.Sources;

/// <summary>Which web pages are kept as documents themselves, beside the files they link to.</summary>
public enum KeepPages { Never, Matching, All }

/// <summary>
/// One place on the web where results are published, as its YAML file describes it (docs/harvest.md).
/// </summary>
public sealed record Source
{
    public required string Name { get; init; }

    /// <summary>Absolute http or https addresses where the crawl begins.</summary>
    public required ImmutableArray<Uri> Start { get; init; }

    /// <summary>Hosts beside those of <see cref="Start"/> that may be visited, "host" or "host:port".</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    public string? Agency { get; init; }

    public string? Province { get; init; }

    /// <summary>At most so many requests a second to one host, whatever the host would bear.</summary>
    public double RequestsPerSecond { get; init; } = 0.5;

    public int MaxPages { get; init; } = 500;

    public int MaxDepth { get; init; } = 25;

    public int MaxDocuments { get; init; } = 20_000;

    /// <summary>Of one document, after decompression.</summary>
    public long MaxBytes { get; init; } = 200L << 20;

    /// <summary>Received from the network for this source in one run.</summary>
    public long MaxTotalBytes { get; init; } = 20L << 30;

    /// <summary>Fewer documents than this in a run are an alarm.</summary>
    public int MinimumDocuments { get; init; }

    /// <summary>Fiscal years (Buddhist Era) that the source is expected to publish.</summary>
    public ImmutableArray<int> ExpectYears { get; init; } = [];

    /// <summary>How many agencies the source's documents are expected to cover; 0: not stated.</summary>
    public int ExpectAgencies { get; init; }

    /// <summary>Where not empty, only links that match one of these are followed to pages.</summary>
    public ImmutableArray<Regex> Follow { get; init; } = [];

    /// <summary>Where not empty, only links that match one of these are kept as documents.</summary>
    public ImmutableArray<Regex> Documents { get; init; } = [];

    /// <summary>Links that match one of these are not visited at all.</summary>
    public ImmutableArray<Regex> Skip { get; init; } = [];

    public KeepPages KeepPages { get; init; }

    /// <summary>Try to turn share links (Google Drive, OneDrive) into files; otherwise they are only recorded.</summary>
    public bool ResolveShareLinks { get; init; } = true;

    public bool AllowPrivateAddresses { get; init; }

    public NightWindow? Window { get; init; }

    /// <summary>What the publisher's terms say about use, and who looked.</summary>
    public string? Terms { get; init; }

    public string? Notes { get; init; }

    /// <summary>When the file was last tried against the real site; "untested" where it never was.</summary>
    public string? Tested { get; init; }

    /// <summary>File and line, for messages.</summary>
    public string DefinedAt { get; init; } = "";

    /// <summary>Names the source's files in the data folder: nothing that a person typed reaches the file system.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, 8));

    public TimeSpan Spacing => TimeSpan.FromSeconds(1 / RequestsPerSecond);

    /// <summary>The host is one of the start addresses' or is listed by name: its links are followed.</summary>
    public bool Names(Uri address)
    {
        foreach (var start in Start)
            if (SameHost(start, address)) return true;
        return Lists(address);
    }

    /// <summary>Listed under hosts, as "host" (any port) or "host:port".</summary>
    public bool Lists(Uri address)
    {
        foreach (var host in Hosts)
            if (string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase)
                || string.Equals(host, $"{address.IdnHost}:{address.Port}", StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>
    /// A private, loopback or link-local address may be connected to only where the source says so and names this very host and port
    /// (as a start address or under hosts): permission for one inner server is no permission for its neighbours.
    /// </summary>
    public bool MayConnectPrivately(Uri address) => AllowPrivateAddresses && (Lists(address) || NamesExactly(address));

    private bool NamesExactly(Uri address)
    {
        foreach (var start in Start)
            if (start.Port == address.Port && string.Equals(start.IdnHost, address.IdnHost, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool SameHost(Uri one, Uri other)
    {
        // The same site answers with and without "www." and on http and https; any other difference is another host.
        var ports = one.Port == other.Port || (one.IsDefaultPort && other.IsDefaultPort);
        return ports && string.Equals(Bare(one.IdnHost), Bare(other.IdnHost), StringComparison.OrdinalIgnoreCase);

        static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
    }
}

/// <summary>Hours of the day, Bangkok time, in which a source may be visited; may run over midnight.</summary>
public sealed record NightWindow(TimeOnly From, TimeOnly To)
{
    public static readonly TimeSpan BangkokOffset = TimeSpan.FromHours(7);

    public bool Contains(DateTimeOffset moment)
    {
        var at = TimeOnly.FromDateTime(moment.ToOffset(BangkokOffset).DateTime);
        return From <= To ? at >= From && at < To : at >= From || at < To;
    }
}

/// <summary>What holds for every source of a folder: its file harvest.yaml.</summary>
public sealed record Settings
{
    /// <summary>An address or mailbox where a site's owner reaches whoever runs this harvest; sent with every request.</summary>
    public string? Contact { get; init; }

    /// <summary>Sources visited at the same time.</summary>
    public int Parallel { get; init; } = 256;

    public NightWindow? Window { get; init; }

    public string UserAgent => Contact is null ? "ItaIngest/0.1 (no contact configured)" : $"ItaIngest/0.1 (+{Contact})";

    /// <summary>The name that robots.txt groups are matched with.</summary>
    public const string RobotName = "ItaIngest";
}
