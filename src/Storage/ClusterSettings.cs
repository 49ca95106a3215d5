using System.Globalization;

namespace ItaIngest.Storage;

/// <summary>What the private server is told: a socket only, its owner only, and memory in measure with the machine.</summary>
internal static class ClusterSettings
{
    public static string Text(string socketFolder, int port, bool durable)
    {
        var megabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        var buffers = Math.Clamp(megabytes / 16, 64, 1024);
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Written once by ita when it made this server.
            listen_addresses = ''
            unix_socket_directories = '{socketFolder.Replace("'", "''", StringComparison.Ordinal)}'
            unix_socket_permissions = 0700
            port = {port}
            shared_buffers = {buffers}MB
            effective_cache_size = {Math.Max(256, megabytes / 2)}MB
            maintenance_work_mem = 256MB
            max_wal_size = 4GB
            checkpoint_timeout = 15min
            wal_compression = on
            # Short queries over small tables: compiling them costs more than running them.
            jit = off
            random_page_cost = 1.1
            timezone = 'UTC'
            log_timezone = 'UTC'
            password_encryption = scram-sha-256
            {(durable ? "fsync = on" : "fsync = off\nsynchronous_commit = off\nfull_page_writes = off")}

            """);
    }

    /// <summary>The owner comes in as the system user that made the server; everybody else by password.</summary>
    public static string Access(string superuser) => $"""
        local all {superuser} peer map=owner
        local all all scram-sha-256
        host all all 127.0.0.1/32 scram-sha-256
        host all all ::1/128 scram-sha-256

        """;
}
