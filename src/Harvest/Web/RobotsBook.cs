using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Web;

/// <summary>The rules of one host as they were last received.</summary>
internal sealed record RobotsNote(string Authority, int Run, DateTimeOffset At, int Status, string? ETag, string? LastModified, string Body);

/// <summary>Why nothing may be fetched from a host.</summary>
internal sealed record Trouble(string Code, string Reason);

/// <summary>robots.txt of every host of a run: asked for once in a run and at most a day old, kept over kills, and asked for conditionally in the next run.</summary>
internal sealed class RobotsBook(DataFolder data, int run, Fetcher fetcher, TimeProvider clock, Func<string, Fetched, Uri, Task> log)
{
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(24);
    private static readonly TimeSpan TroubleKept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Robots Rules, Trouble? Trouble, DateTimeOffset At)> held = new(StringComparer.Ordinal);

    /// <summary>The rules, and why nothing may be fetched where the host could not say.</summary>
    public async Task<(Robots Rules, Trouble? Trouble)> For(HttpClient client, Source source, Uri address, bool single, CancellationToken stop)
    {
        var authority = address.GetLeftPart(UriPartial.Authority);
        // What one source may not even connect to, another may.
        var key = source.MayConnectPrivately(address) ? authority + " private" : authority;
        var turn = turns.GetOrAdd(key, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (held.TryGetValue(key, out var known) && clock.GetUtcNow() - known.At < (known.Trouble is null ? Oldest : TroubleKept)) return (known.Rules, known.Trouble);
            var (rules, trouble, at) = await Load(client, source, authority, single, stop).ConfigureAwait(false);
            held[key] = (rules, trouble, at);
            return (rules, trouble);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(Robots, Trouble?, DateTimeOffset)> Load(HttpClient client, Source source, string authority, bool single, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var file = Path.Combine(data.Robots, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(authority)).AsSpan(0, 12)) + ".json");
        var note = Held(file, authority);
        if (note is not null && note.Run == run && now - note.At < Oldest) return (Rules(note), null, note.At);

        var address = new Uri($"{authority}/robots.txt");
        for (var hop = 0; hop <= 5; hop++)
        {
            // Conditional only for what is young enough to be used: a rule book of unknown age is read afresh.
            var ask = new Ask(address, source.Spacing, hop == 0 ? note?.ETag : null, hop == 0 ? note?.LastModified : null, static (_, _) => true, single);
            var fetched = await fetcher.Fetch(client, source with { MaxBytes = 8 << 20 }, ask, stop).ConfigureAwait(false);
            await log(source.Name, fetched, address).ConfigureAwait(false);
            if (fetched.Status is 301 or 302 or 303 or 307 or 308 && fetched.Header("Location") is { } target && Uri.TryCreate(address, ThaiBytes.Redecode(target), out var next) && next.Scheme is "http" or "https")
            {
                address = next;
                continue;
            }
            if (fetched.Status == 304 && note is not null) return Keep(file, note with { Run = run, At = now });
            if (fetched.Code is "ITA713") return (Robots.DisallowAll, new Trouble("ITA713", fetched.Reason!), now);
            if (fetched.Status is 200 or 206 or 203 && fetched.Code is null or "ITA727") return Keep(file, new RobotsNote(authority, run, now, 200, fetched.Header("ETag"), fetched.Header("Last-Modified"), Body(fetched)));
            // RFC 9309 2.3.1.3: no rules where the file is not there; 2.3.1.4: nothing may be fetched where the host cannot say.
            if (fetched.Status is >= 400 and < 500 and not 429) return Keep(file, new RobotsNote(authority, run, now, fetched.Status, null, null, ""));
            return (Robots.DisallowAll, new Trouble("ITA712", $"robots.txt of {authority} cannot be read ({fetched.Reason ?? $"status {fetched.Status}"}), so nothing may be fetched"), now);
        }
        // RFC 9309 2.3.1.2: more than five redirects may be taken as "not there".
        return Keep(file, new RobotsNote(authority, run, now, 404, null, null, ""));
    }

    private static (Robots, Trouble?, DateTimeOffset) Keep(string file, RobotsNote note)
    {
        Disk.Replace(file, JsonSerializer.SerializeToUtf8Bytes(note, Json.Options));
        return (Rules(note), null, note.At);
    }

    private static Robots Rules(RobotsNote note) => note.Body.Length == 0 ? Robots.AllowAll : Robots.Parse(note.Body, Settings.RobotName);

    private static RobotsNote? Held(string file, string authority)
    {
        if (!File.Exists(file)) return null;
        try
        {
            var note = JsonSerializer.Deserialize<RobotsNote>(File.ReadAllBytes(file), Json.Options);
            return note?.Authority == authority ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Body(Fetched fetched)
    {
        // An error page sent with status 200 is no rule book.
        if (fetched.Kind == BodyKind.Page || fetched.Bytes == 0) return "";
        if (fetched.File is not { } file) return fetched.Page is { } page ? ThaiBytes.Decode(page) : "";
        using var stream = File.OpenRead(file);
        var bytes = new byte[Math.Min(stream.Length, Robots.LongestRead)];
        stream.ReadExactly(bytes);
        Parts.Drop(file);
        return ThaiBytes.Decode(bytes);
    }
}
