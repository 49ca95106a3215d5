using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ItaIngest.Storage;

/// <summary>Whether the private server runs, and where everything is.</summary>
public sealed record ClusterStatus(bool Exists, bool Running, string DataFolder, string SocketFolder, string LogFile, string? Version);

/// <summary>
/// The embedded default: a private PostgreSQL that needs no administrator. It lives under ${ITA_HOME:-~/.local/share/ita-ingest},
/// is made and started by itself, listens on a socket only, and lets in only the user who owns it.
/// As root the server runs as nobody, because PostgreSQL refuses root.
/// </summary>
public sealed class LocalCluster
{
    /// <summary>Longest path of a socket on Linux, less its closing zero: sun_path of unix(7).</summary>
    private const int LongestSocketPath = 107;

    private const int Port = 5432;
    private const string Welcome = PostgresErrorCodes.SuccessfulCompletion;
    private const string Superuser = "ita", DatabaseName = "ita", ServerUser = "nobody", ServerGroup = "nogroup";

    /// <summary>Longest that anything is waited for: after a crash a slow disk may take minutes to bring gigabytes of log back. A server that cannot start says so at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Longest that a server needs until it listens.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(15);

    private readonly string _home;
    private readonly string _folder;
    private readonly bool _asRoot;
    private readonly bool _durable;

    private LocalCluster(string home, string folder, bool asRoot, bool durable)
    {
        (_home, _folder, _asRoot, _durable) = (home, folder, asRoot, durable);
        var socket = Path.Combine(folder, "socket");
        SocketFolder = Encoding.UTF8.GetByteCount($"{socket}/.s.PGSQL.{Port}.lock") < LongestSocketPath
            ? socket : Path.Combine("/tmp", $"ita-{ShortHash(folder)}");
    }

    public string SocketFolder { get; }

    private string Data => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "server.log");

    /// <summary>The folder that ITA_HOME names, or the usual one for programs' data.</summary>
    public static string DefaultHome() =>
        Environment.GetEnvironmentVariable("ITA_HOME") is { Length: > 0 } named ? Path.GetFullPath(named)
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"), "ita-ingest");

    /// <summary>Finds the place of the private server without starting anything.</summary>
    /// <param name="home">The program's data folder.</param>
    /// <param name="durable">False only for tests: commits are then not forced to the disk.</param>
    /// <param name="ct">Stops the look-up.</param>
    /// <exception cref="StorageException">ITA603 when the folder cannot be made or entered.</exception>
    public static async Task<LocalCluster> AtAsync(string home, bool durable, CancellationToken ct)
    {
        var asRoot = Environment.IsPrivilegedProcess;
        try
        {
            Directory.CreateDirectory(home);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("ITA603", $"The folder {home} for the private database cannot be made: {e.Message}", "Point ITA_HOME at a folder you may write to.", e);
        }
        var folder = Path.Combine(home, "postgres");
        if (asRoot && !await EnterableAsync(home, ct))
        {
            // Ours to open; what lies above it is not. A root's home (0700) is closed to every other user, so the data then lies where services keep theirs.
            File.SetUnixFileMode(home, File.GetUnixFileMode(home) | UnixFileMode.OtherExecute);
            if (!await EnterableAsync(home, ct)) folder = Path.Combine("/var/lib/ita-ingest", ShortHash(home));
        }
        return new LocalCluster(home, folder, asRoot, durable);
    }

    /// <summary>Connection settings of the running server.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder { Host = SocketFolder, Port = Port, Username = Superuser, Database = DatabaseName }.ConnectionString;

    /// <summary>Makes the server where there is none and starts it where it does not run; safe when several processes do so at once.</summary>
    /// <exception cref="StorageException">ITA601 no PostgreSQL, ITA602 it does not start, ITA603 folder unusable, ITA604 left half made by another program.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        if (await AnswerAsync(ct) == Welcome) return;
        using var alone = await LockAsync(ct);
        if (await AnswerAsync(ct) == Welcome) return;
        await MakeFoldersAsync(ct);
        if (!File.Exists(Path.Combine(Data, "PG_VERSION"))) await CreateAsync(ct);
        await LaunchAsync(ct);
        await CreateDatabaseAsync(ct);
    }

    /// <summary>Stops the server; its data stay.</summary>
    /// <returns>False when it did not run.</returns>
    public async Task<bool> StopAsync(CancellationToken ct, bool immediately = false)
    {
        if (!Directory.Exists(_folder)) return false;
        using var alone = await LockAsync(ct);
        if (!(await StatusAsync(ct)).Running) return false;
        var ran = await ControlAsync(["stop", "-D", Data, "-m", immediately ? "immediate" : "fast", "-w", "-t", "60"], ct);
        if (ran.ExitCode != 0) throw Failed("stopped", ran);
        return true;
    }

    public async Task<ClusterStatus> StatusAsync(CancellationToken ct)
    {
        var made = await ExistsAsync(Path.Combine(Data, "PG_VERSION"), ct);
        var running = made && (await ControlAsync(["status", "-D", Data], ct)).ExitCode == 0;
        return new ClusterStatus(made, running, Data, SocketFolder, Log, made ? (await File.ReadAllTextAsync(Path.Combine(Data, "PG_VERSION"), ct)).Trim() : null);
    }

    private static Task<bool> ExistsAsync(string file, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(File.Exists(file));
    }

    /// <summary>What the server says to who knocks: <see cref="Welcome"/>, why not (SQLSTATE), or nothing where there is none.</summary>
    private async Task<string?> AnswerAsync(CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(SocketFolder, $".s.PGSQL.{Port}"))) return null;
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Timeout = 5, Pooling = false }.ConnectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            return Welcome;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
        catch (NpgsqlException)
        {
            return null; // The socket is left over from a server that was killed.
        }
    }

    /// <summary>One process at a time may make, start or stop the server; the lock ends with its process, however it ends.</summary>
    private async Task<FileStream> LockAsync(CancellationToken ct)
    {
        var file = Path.Combine(_home, "postgres.lock");
        var waited = TimeSpan.Zero;
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new StorageException("ITA603", $"The folder {_home} cannot be written to.", "Point ITA_HOME at a folder you may write to.", e);
            }
            catch (IOException) when (waited < Patience)
            {
                var pause = TimeSpan.FromMilliseconds(50);
                waited += pause;
                await Task.Delay(pause, ct);
            }
        }
    }

    private async Task MakeFoldersAsync(CancellationToken ct)
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        try
        {
            Directory.CreateDirectory(_folder);
            if (_asRoot) File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
            foreach (var folder in new[] { Data, SocketFolder }) Directory.CreateDirectory(folder, Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("ITA603", $"The private database cannot be made in {_folder}: {e.Message}", "Point ITA_HOME at a folder you may write to.", e);
        }
        if (!_asRoot) return;
        if (!File.Exists(Log)) await File.WriteAllTextAsync(Log, "", ct);
        var ran = await Programs.RunAsync("chown", [$"{ServerUser}:{ServerGroup}", Data, SocketFolder, Log], Patience, ct);
        if (ran.ExitCode != 0) throw Failed("made", ran);
    }

    private async Task CreateAsync(CancellationToken ct)
    {
        if (Directory.EnumerateFileSystemEntries(Data).Any())
            throw new StorageException("ITA604", $"{Data} holds files but no database: an earlier attempt broke off.", $"Remove that folder (it holds no finished database) and run the command again.");
        // Made beside its place and moved there when whole, so that a killed attempt leaves nothing that looks like a database.
        var making = Data + ".making";
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        Directory.CreateDirectory(making, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (_asRoot) await Programs.RunAsync("chown", [$"{ServerUser}:{ServerGroup}", making], Patience, ct);
        List<string> arguments = ["-D", making, "-U", Superuser, "-E", "UTF8", "--locale=C.UTF-8", "--lc-collate=C", "--auth-local=peer", "--auth-host=scram-sha-256"];
        if (!_durable) arguments.Add("--no-sync");
        var ran = await RunAsServerAsync(Path.Combine(Programs.Folder(), "initdb"), arguments, ct);
        if (ran.ExitCode != 0) throw Failed("made", ran);
        var owner = _asRoot ? "root" : Environment.UserName;
        await AppendAsync(Path.Combine(making, "postgresql.conf"), ClusterSettings.Text(SocketFolder, Port, _durable), ct);
        await AppendAsync(Path.Combine(making, "pg_ident.conf"), $"owner {owner} {Superuser}\n", ct);
        await File.WriteAllTextAsync(Path.Combine(making, "pg_hba.conf"), ClusterSettings.Access(Superuser), ct);
        Directory.Delete(Data);
        Directory.Move(making, Data);
    }

    private static async Task AppendAsync(string file, string text, CancellationToken ct) => await File.AppendAllTextAsync(file, "\n" + text, ct);

    private async Task LaunchAsync(CancellationToken ct)
    {
        await Remains.ClearAsync(Data, Path.Combine(SocketFolder, $".s.PGSQL.{Port}.lock"), ct);
        if (await RunsAsync(ct)) return;
        var ran = await ControlAsync(["start", "-D", Data, "-l", Log, "-w", "-t", $"{(int)Patience.TotalSeconds - 60}", "-o", $"-k '{SocketFolder.Replace("'", "'\\''", StringComparison.Ordinal)}'"], ct);
        if (ran.ExitCode != 0 && !await RunsAsync(ct)) throw Failed("started", ran);
    }

    /// <summary>Whether there is a server; one that does not listen yet, or is still bringing its log back, is waited for: a command that was stopped may have left it.</summary>
    private async Task<bool> RunsAsync(CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        string? answer;
        while (((answer = await AnswerAsync(ct)) == PostgresErrorCodes.CannotConnectNow && waited.Elapsed < Patience)
            || (answer is null && waited.Elapsed < Beginning && (await StatusAsync(ct)).Running)) await Task.Delay(200, ct);
        return answer is not null and not PostgresErrorCodes.CannotConnectNow;
    }

    private async Task CreateDatabaseAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var ask = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = DatabaseName } } };
        if (await ask.ExecuteScalarAsync(ct) is not null) return;
        await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private async Task<Ran> ControlAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        var version = Path.Combine(Data, "PG_VERSION");
        var major = File.Exists(version) && int.TryParse((await File.ReadAllTextAsync(version, ct)).Trim(), out var number) ? number : (int?)null;
        return await RunAsServerAsync(Path.Combine(Programs.Folder(major), "pg_ctl"), arguments, ct);
    }

    private Task<Ran> RunAsServerAsync(string program, IEnumerable<string> arguments, CancellationToken ct) => _asRoot
        ? Programs.RunAsync("setpriv", [.. AsServer, program, .. arguments], Patience, ct)
        : Programs.RunAsync(program, arguments, Patience, ct);

    private static readonly string[] AsServer = [$"--reuid={ServerUser}", $"--regid={ServerGroup}", "--clear-groups"];

    private static async Task<bool> EnterableAsync(string folder, CancellationToken ct) =>
        (await Programs.RunAsync("setpriv", [.. AsServer, "test", "-x", folder], Patience, ct)).ExitCode == 0;

    private StorageException Failed(string done, Ran ran)
    {
        var log = File.Exists(Log) ? string.Join("\n", File.ReadLines(Log).TakeLast(5)) : "";
        var said = string.Join("\n", new[] { ran.Errors.Trim(), log.Trim() }.Where(t => t.Length > 0));
        return new StorageException("ITA602", $"The private PostgreSQL server in {_folder} could not be {done}: {said}", $"Look at {Log}, at the free space of that disk, or name another server with --database.");
    }

    private static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
