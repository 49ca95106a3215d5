namespace ItaIngest.Harvest.Web;

/// <summary>How long the harvest waits and how often it tries. Tests hand in shorter times.</summary>
public sealed record Patience
{
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two pieces of a body.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan WholeBody { get; init; } = TimeSpan.FromMinutes(30);

    public int Retries { get; init; } = 3;

    /// <summary>Before the first retry; doubled for each further one, with jitter.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A Retry-After beyond this ends the source's run early instead of waiting.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an open circuit breaker rests the host.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>So many rests in a row end the source's run early.</summary>
    public int MostBreaks { get; init; } = 3;
}
