using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Web;

/// <summary>What to ask for.</summary>
/// <param name="ETag">Validators of what is held already: the server may answer 304.</param>
/// <param name="Wanted">Given what the body is and its name: is it to be received?</param>
/// <param name="Single">No second attempt (share links).</param>
internal sealed record Ask(Uri Address, TimeSpan Spacing, string? ETag, string? LastModified, Func<BodyKind, string, bool> Wanted, bool Single = false);

/// <summary>What came back from one address.</summary>
internal sealed record Fetched
{
    public required Exchange? Exchange { get; init; }

    public int Status => Exchange?.Status ?? 0;

    /// <summary>ITA7nn and words, where the fetch failed.</summary>
    public string? Code { get; init; }

    public string? Reason { get; init; }

    /// <summary>Trying again may help.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The host itself is in trouble (no answer, 5xx): counts for the circuit breaker.</summary>
    public bool IsHostTrouble { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public BodyKind Kind { get; init; }

    public MediaKind Media { get; init; }

    /// <summary>A page's body, decompressed.</summary>
    public byte[]? Page { get; init; }

    /// <summary>A document's body, complete and flushed, outside the archive still.</summary>
    public string? File { get; init; }

    public string? Sha256 { get; init; }

    public long Bytes { get; init; }

    public long Received { get; init; }

    public int Attempts { get; init; } = 1;

    public string FileName { get; init; } = "";

    public string? Header(string name)
    {
        if (Exchange is null) return null;
        foreach (var (header, value) in Exchange.Answered)
            if (string.Equals(header, name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    public string? Charset => Header("Content-Type") is { } type && type.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? type[(at + 8)..].Split(';')[0].Trim() : null;
}
