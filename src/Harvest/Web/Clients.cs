using System.Net;
using System.Net.Sockets;
using System.Text;
using ItaIngest.Harvest.Sources;

namespace ItaIngest.Harvest.Web;

/// <summary>The connection side of fetching: one client per source, with cookies of its own and an address check at every connection.</summary>
internal static class Clients
{
    public static HttpClient Open(Source source)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // A proxy would do the name lookup, out of reach of the address check.
            UseProxy = false,
            UseCookies = true,
            MaxConnectionsPerServer = 1,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            MaxResponseHeadersLength = 64,
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(500),
            MaxResponseDrainSize = 1 << 16,
            // Headers may hold raw UTF-8 or TIS-620: read byte for byte, decoded later.
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ConnectCallback = (context, stop) => Connect(source, context, stop),
        };
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
    }

    /// <summary>After the name is resolved and before anything is sent: whatever the name says, only permitted addresses are connected to.</summary>
    private static async ValueTask<Stream> Connect(Source source, SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, stop).ConfigureAwait(false);
        var bracketed = host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
        var may = source.MayConnectPrivately(new Uri($"http://{bracketed}:{port}/"));
        var permitted = may ? found : [.. found.Where(Network.IsPublic)];
        if (permitted.Length == 0)
            throw new ForbiddenAddressException($"{host} leads to {string.Join(", ", found.Take(3).Select(a => a.ToString()))}, which is not on the public internet");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, port, stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
