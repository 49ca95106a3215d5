using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ItaIngest.Storage.Tests;

/// <summary>A server that says it is of a version and knows nothing else: startup messages of PostgreSQL's protocol 3.0 and then silence.</summary>
internal sealed class OldServer : IAsyncDisposable
{
    private const int AskForTls = 80877103, AskForGss = 80877104;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string version;
    private readonly Task serving;

    public OldServer(string version)
    {
        this.version = version;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Types are not asked for, since nothing here could answer.</summary>
    public string Address => $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=ann;Database=ita;Pooling=false;Server Compatibility Mode=NoTypeLoading";

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await GreetAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }

    private async Task GreetAsync(NetworkStream stream)
    {
        while (await RequestAsync(stream) is AskForTls or AskForGss) await stream.WriteAsync("N"u8.ToArray());
        await stream.WriteAsync(Message('R', new byte[4]));
        foreach (var (name, value) in new[] { ("server_version", version), ("server_encoding", "UTF8"), ("client_encoding", "UTF8"), ("integer_datetimes", "on"), ("standard_conforming_strings", "on"), ("TimeZone", "UTC"), ("DateStyle", "ISO, MDY") })
            await stream.WriteAsync(Message('S', Encoding.ASCII.GetBytes($"{name}\0{value}\0")));
        await stream.WriteAsync(Message('K', new byte[8]));
        await stream.WriteAsync(Message('Z', "I"u8.ToArray()));
        while (await stream.ReadAsync(new byte[1024]) > 0)
        {
        }
    }

    private static async Task<int> RequestAsync(NetworkStream stream)
    {
        var head = new byte[8];
        await stream.ReadExactlyAsync(head);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(head) - 8]);
        return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
    }

    private static byte[] Message(char kind, byte[] body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message, 5);
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }
}

/// <summary>A disk of a few megabytes in memory (root only), on which the server can keep a database.</summary>
internal sealed class SmallDisk : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ita-small-disk-").FullName;

    public SmallDisk(int megabytes)
    {
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Folder);
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        Run("chown", "nobody:nogroup", Path.Combine(Folder, "data"));
        Run("chmod", "o+x", Folder);
    }

    public void Grow(int megabytes) => Run("mount", "-o", $"remount,size={megabytes}m", Folder);

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {errors}");
    }
}
