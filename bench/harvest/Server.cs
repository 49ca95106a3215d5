using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ItaIngest.Bench.Harvest;

/// <summary>Many hosts in one process, each a port of loopback with the same number of pages and documents. Every answer waits for the latency first.</summary>
internal static class Server
{
    /// <summary>Prints the first port, then serves until its standard input ends.</summary>
    public static async Task<int> Run(int firstPort, int hosts, int pages, int latencyMs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            for (var h = 0; h < hosts; h++) k.Listen(IPAddress.Loopback, firstPort + h);
        });
        var app = builder.Build();
        var full = new int[4];
        app.Run(async context =>
        {
            if (latencyMs > 0) await Task.Delay(latencyMs);
            var path = context.Request.Path.Value!;
            var body = Body(context.Connection.LocalPort, path, pages);
            if (body is null)
            {
                context.Response.StatusCode = 404;
                return;
            }
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch.Contains(tag))
            {
                context.Response.StatusCode = 304;
                return;
            }
            context.Response.ContentType = path.EndsWith(".pdf", StringComparison.Ordinal) ? "application/pdf" : "text/html; charset=utf-8";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
            Interlocked.Increment(ref full[0]);
        });
        await app.StartAsync();
        Console.Out.WriteLine("ready");
        while (Console.In.ReadLine() is { } line)
            if (line == "count") Console.Out.WriteLine(full[0].ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Page p links to pages 2p+1 and 2p+2 (a tree of little depth) and to one document.</summary>
    private static byte[]? Body(int port, string path, int pages)
    {
        if (path == "/robots.txt") return null;
        var number = path == "/" ? 0 : int.TryParse(path.AsSpan(path.LastIndexOf('/') + 1).TrimEnd(".pdf"), CultureInfo.InvariantCulture, out var n) ? n : -1;
        if (number < 0 || number >= pages) return null;
        if (path.EndsWith(".pdf", StringComparison.Ordinal))
        {
            var bytes = new byte[4000];
            new Random((port * 50_000) + number).NextBytes(bytes);
            Encoding.ASCII.GetBytes("%PDF-1.4\n").CopyTo(bytes, 0);
            return bytes;
        }
        var links = new StringBuilder();
        foreach (var child in new[] { (2 * number) + 1, (2 * number) + 2 })
            if (child < pages) links.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/p/{child}\">หน้า {child}</a></li>");
        return Encoding.UTF8.GetBytes($"<!doctype html><html><title>หน้า {number}</title><body><ul>{links}<li><a href=\"/d/{number}.pdf\">ประกาศผลการประเมิน ITA {number}</a></li></ul>{new string('x', 1500)}</body></html>");
    }
}
