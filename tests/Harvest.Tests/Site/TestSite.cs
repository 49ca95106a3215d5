using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ItaIngest.Harvest.Tests.Site;

/// <summary>A request as the server saw it.</summary>
internal sealed record Seen(string Target, TimeSpan At, string? Range, string? Agent)
{
    public int Status { get; set; }

    /// <summary>Body bytes handed to the network.</summary>
    public long Sent { get; set; }

    public bool Finished { get; set; }
}

/// <summary>A web server on loopback whose answers are looked up by the raw request target, and which notes every request.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Stopwatch since = Stopwatch.StartNew();
    private int atOnce;
    private int most;

    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<Seen> Log { get; } = new();

    /// <summary>For targets that are in no dictionary (an endless calendar).</summary>
    public Func<HttpContext, string, Task>? Otherwise { get; set; }

    public string Root { get; private set; } = "";

    public int Port { get; private set; }

    /// <summary>The most requests that were being answered at one time.</summary>
    public int MostAtOnce => most;

    private TestSite(WebApplication app) => this.app = app;

    public static async Task<TestSite> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.AddServerHeader = false;
        });
        var site = new TestSite(builder.Build());
        site.app.Run(site.Answer);
        await site.app.StartAsync();
        site.Root = site.app.Urls.First();
        site.Port = new Uri(site.Root).Port;
        return site;
    }

    public Uri At(string target) => new(Root + target);

    public void Forget()
    {
        Log.Clear();
        most = 0;
    }

    /// <summary>Bytes with a strong ETag; conditional and range requests are honoured.</summary>
    public void Put(string target, byte[] body, string type, params (string Name, string Value)[] headers) => Answers[target] = context => Send(context, body, type, headers);

    public static Task Send(HttpContext context, byte[] body, string type, params (string Name, string Value)[] headers)
    {
        var tag = $"\"{Made.Hash(body)[..16]}\"";
        context.Response.Headers.ETag = tag;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        if (context.Request.Headers.IfNoneMatch.Contains(tag)) return Status(context, 304);
        context.Response.ContentType = type;
        var from = 0;
        if (context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From is { } start && (!context.Request.Headers.ContainsKey("If-Range") || context.Request.Headers["If-Range"] == tag))
        {
            from = (int)start;
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {Made.N(from)}-{Made.N(body.Length - 1)}/{Made.N(body.Length)}";
        }
        context.Response.ContentLength = body.Length - from;
        return Write(context, body.AsMemory(from));
    }

    public static async Task Write(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        ((Seen)context.Items["seen"]!).Sent += bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public static Task Redirect(HttpContext context, string target, int status = 302)
    {
        context.Response.Headers.Location = target;
        return Status(context, status);
    }

    private async Task Answer(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var seen = new Seen(target, since.Elapsed, context.Request.Headers.Range, context.Request.Headers.UserAgent);
        context.Items["seen"] = seen;
        Log.Enqueue(seen);
        var now = Interlocked.Increment(ref atOnce);
        for (var before = most; now > before && Interlocked.CompareExchange(ref most, now, before) != before;) before = most;
        try
        {
            if (Answers.TryGetValue(target, out var answer)) await answer(context);
            else if (Otherwise is { } other) await other(context, target);
            else context.Response.StatusCode = 404;
            seen.Finished = true;
        }
        finally
        {
            seen.Status = context.Response.StatusCode;
            Interlocked.Decrement(ref atOnce);
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
