using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Store;

/// <summary>What came of one address in one run.</summary>
public enum Outcome
{
    /// <summary>A page was read for its links.</summary>
    Seen,

    /// <summary>A document at an address that had none.</summary>
    New,

    /// <summary>Other bytes than last time: a new version.</summary>
    Changed,

    /// <summary>The same bytes as last time.</summary>
    Unchanged,

    /// <summary>There again after it was gone.</summary>
    Returned,

    /// <summary>A document that was there and is no longer.</summary>
    Gone,

    Redirected,

    /// <summary>Neither page nor wanted document.</summary>
    Skipped,

    /// <summary>A share link that leads to no file.</summary>
    NotFetchable,

    /// <summary>Not asked for: robots.txt, address policy, a limit.</summary>
    Refused,

    Failed,

    /// <summary>A robots.txt.</summary>
    Robots,
}

/// <summary>A document found inside a container.</summary>
public sealed record Member(string Path, string Sha256, long Bytes, MediaKind Media);

/// <summary>One line of a run's journal: one address and what came of it. The journal is what a killed run goes on from.</summary>
public sealed record Visit
{
    public required string Source { get; init; }

    public required string Url { get; init; }

    public required DateTimeOffset At { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Outcome Outcome { get; init; }

    /// <summary>HTTP status; 0 where there was no answer.</summary>
    public int Status { get; init; }

    public BodyKind Kind { get; init; }

    public MediaKind Media { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>Of the body, after decompression.</summary>
    public long Bytes { get; init; }

    /// <summary>Body bytes received from the network over all attempts.</summary>
    public long Received { get; init; }

    public int Attempts { get; init; }

    [JsonPropertyName("etag")]
    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    public string? FileName { get; init; }

    /// <summary>The words of the link or the page's title.</summary>
    public string? Title { get; init; }

    /// <summary>Where a redirect leads.</summary>
    public string? Target { get; init; }

    public string? Code { get; init; }

    public string? Reason { get; init; }

    /// <summary>The page's links, packed; null where no body came.</summary>
    public string? Links { get; init; }

    public IReadOnlyList<Member>? Members { get; init; }

    [JsonIgnore]
    public bool IsPresentDocument => Outcome is Outcome.New or Outcome.Changed or Outcome.Unchanged or Outcome.Returned && Kind is BodyKind.Document or BodyKind.Container;
}

internal static class Json
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>For readers outside: every figure is there, also where it is nought.</summary>
    public static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
