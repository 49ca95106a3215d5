using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace ItaIngest.Harvest.Web;

/// <summary>A host's circuit breaker is open.</summary>
internal sealed class HostRestsException(TimeSpan wait) : Exception("The host rests after repeated failures.")
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>
/// Fetches one address politely: waits for the host's turn, asks conditionally or for the rest of a broken download,
/// tries again with exponential backoff, obeys Retry-After, and lets a host in trouble rest.
/// </summary>
internal sealed class Fetcher(string userAgent, HostGate gate, Parts parts, Patience patience, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline<Fetched>> pipelines = new(StringComparer.Ordinal);

    /// <exception cref="HostRestsException">The host's circuit breaker is open.</exception>
    public async Task<Fetched> Fetch(HttpClient client, Source source, Ask ask, CancellationToken stop)
    {
        if (ask.Single) return await Once(client, source, ask, stop).ConfigureAwait(false);
        var pipeline = pipelines.GetOrAdd(HostGate.KeyOf(ask.Address), static (_, own) => own.NewPipeline(), this);
        var tries = 0;
        var received = 0L;
        try
        {
            var fetched = await pipeline.ExecuteAsync(async inner =>
            {
                tries++;
                var one = await Once(client, source, ask, inner).ConfigureAwait(false);
                received += one.Received;
                return one;
            }, stop).ConfigureAwait(false);
            return fetched with { Attempts = tries, Received = received };
        }
        catch (BrokenCircuitException open)
        {
            throw new HostRestsException(open.RetryAfter ?? patience.Break);
        }
    }

    private ResiliencePipeline<Fetched> NewPipeline() => new ResiliencePipelineBuilder<Fetched> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<Fetched>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { IsTransient: true } f && (f.RetryAfter ?? TimeSpan.Zero) <= patience.LongestRetryAfter),
            MaxRetryAttempts = patience.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = patience.FirstRetry,
            MaxDelay = TimeSpan.FromMinutes(2),
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Fetched>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { IsHostTrouble: true }),
            FailureRatio = 0.9,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromMinutes(2),
            BreakDuration = patience.Break,
        })
        .Build();

    private async Task<Fetched> Once(HttpClient client, Source source, Ask ask, CancellationToken stop)
    {
        var partFile = parts.FileFor(source.Key, ask.Address);
        var part = Parts.Find(partFile, ask.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, ask.Address) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        Address(request.Headers, ask, part);
        using var turn = await gate.Enter(ask.Address, ask.Spacing, stop).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience.Headers);
        var at = clock.GetUtcNow();
        Exchange? exchange = null;
        var receiving = new Receiving(ask, source, partFile, part, patience, clock);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            exchange = Read(ask.Address, request, response, at);
            if (exchange.Status == 416) Parts.Drop(partFile);
            return Judge(exchange, ask.Address) ?? await receiving.Receive(exchange, response, limit, stop).ConfigureAwait(false);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested && fault is HttpRequestException or SocketException or OperationCanceledException or AuthenticationException or InvalidDataException or HttpIOException)
        {
            return Failure(exchange, ask.Address, fault) with { Received = receiving.Received };
        }
    }

    private void Address(HttpRequestHeaders headers, Ask ask, (Part Part, long Length)? part)
    {
        headers.TryAddWithoutValidation("User-Agent", userAgent);
        headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8");
        headers.TryAddWithoutValidation("Accept-Language", "th,en;q=0.5");
        if (part is { } held)
        {
            // The last byte is asked for again, so that a download that was cut off at its very end is no special case.
            headers.Range = new RangeHeaderValue(Receiving.ResumeAt(held.Part, held.Length), null);
            headers.TryAddWithoutValidation("If-Range", held.Part.Validator);
            headers.TryAddWithoutValidation("Accept-Encoding", "identity");
            return;
        }
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        if (ask.ETag is not null) headers.TryAddWithoutValidation("If-None-Match", ask.ETag);
        if (ask.LastModified is not null) headers.TryAddWithoutValidation("If-Modified-Since", ask.LastModified);
    }

    private static Exchange Read(Uri address, HttpRequestMessage request, HttpResponseMessage response, DateTimeOffset at) => new(
        address, at, $"{response.Version.Major}.{response.Version.Minor}", (int)response.StatusCode, response.ReasonPhrase ?? "",
        [("Host", address.Authority), .. Flat(request.Headers.NonValidated)],
        [.. Flat(response.Headers.NonValidated), .. Flat(response.Content.Headers.NonValidated)]);

    private static IEnumerable<(string, string)> Flat(HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
            foreach (var value in values) yield return (name, value);
    }

    /// <summary>What the status alone decides; null where the body is to be received.</summary>
    private Fetched? Judge(Exchange exchange, Uri address)
    {
        var bare = new Fetched { Exchange = exchange };
        switch (exchange.Status)
        {
            case 200 or 206 or 203: return null;
            case 301 or 302 or 303 or 307 or 308 or 304: return bare;
            case 416:
                return bare with { Code = "ITA722", Reason = "the server refused the rest of a broken download; it starts over", IsTransient = true };
            case 429 or 503:
                var wait = RetryAfter(bare.Header("Retry-After"));
                if (wait is { } time) gate.HoldOff(address, time < patience.LongestRetryAfter ? time : patience.LongestRetryAfter);
                return bare with { Code = "ITA723", Reason = $"the server answered {exchange.Status} (asks to wait)", IsTransient = true, IsHostTrouble = exchange.Status == 503, RetryAfter = wait };
            case 408 or 425 or 500 or 502 or 504 or (>= 520 and <= 530):
                return bare with { Code = "ITA723", Reason = $"the server answered {exchange.Status}", IsTransient = true, IsHostTrouble = exchange.Status >= 500 };
            default:
                return bare with { Code = "ITA724", Reason = $"the server answered {exchange.Status}" };
        }
    }

    /// <summary>Seconds or an HTTP date (RFC 9110 10.2.3).</summary>
    private TimeSpan? RetryAfter(string? value)
    {
        if (value is null) return null;
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(Math.Min(seconds, 86400 * 7));
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return null;
        var wait = date - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static Fetched Failure(Exchange? exchange, Uri address, Exception fault)
    {
        var failed = new Fetched { Exchange = exchange };
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is ForbiddenAddressException) return failed with { Code = "ITA713", Reason = inner.Message };
            if (inner is AuthenticationException) return failed with { Code = "ITA726", Reason = $"the certificate of {address.IdnHost} is not trusted ({inner.Message})", IsHostTrouble = true };
        }
        if (fault is InvalidDataException) return failed with { Code = "ITA725", Reason = $"the body cannot be decompressed: {fault.Message}", IsTransient = true };
        if (fault is OperationCanceledException) return failed with { Code = "ITA721", Reason = exchange is null ? "no answer in time" : "the body did not arrive in time", IsTransient = true, IsHostTrouble = true };
        var broken = fault is HttpIOException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } && exchange is not null;
        if (broken) return failed with { Code = "ITA722", Reason = "the connection ended before the body did", IsTransient = true };
        var name = fault is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError };
        return failed with { Code = "ITA720", Reason = name ? $"the name {address.IdnHost} is not known" : $"no connection: {fault.Message}", IsTransient = true, IsHostTrouble = true };
    }
}
