using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ItaIngest.Storage;

/// <summary>What a program said and how it ended.</summary>
internal readonly record struct Ran(int ExitCode, string Output, string Errors);

/// <summary>PostgreSQL's own programs: where they are, and running one. Arguments always as a list.</summary>
internal static class Programs
{
    /// <summary>Where Debian, and most other systems, keep the programs of each major version.</summary>
    private static readonly string[] Roots = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/pgsql"];

    /// <summary>The folder with initdb, pg_ctl and postgres, of one major version or of the newest.</summary>
    /// <param name="major">A major version such as 15; null for the newest from <see cref="Database.OldestServer"/> up.</param>
    /// <exception cref="StorageException">ITA601 when there is none.</exception>
    public static string Folder(int? major = null)
    {
        var found = Candidates().Where(c => File.Exists(Path.Combine(c.Folder, "initdb")) && File.Exists(Path.Combine(c.Folder, "pg_ctl")))
            .Where(c => major is null ? c.Major >= Database.OldestServer : c.Major == major)
            .OrderByDescending(c => c.Major).Select(c => c.Folder).FirstOrDefault();
        return found ?? throw new StorageException("ITA601",
            major is null ? "PostgreSQL's server programs (initdb, pg_ctl) are not installed." : $"PostgreSQL {major}'s server programs are not installed, and the private database was made with that version.",
            major is null
                ? "Install them with: apt-get install postgresql-15 (any version from 14 on will do), or name a running server with --database or ITA_DATABASE."
                : $"Install them with: apt-get install postgresql-{major}, or name a running server with --database or ITA_DATABASE.");
    }

    /// <summary>A client program (psql, pg_dump, pg_restore), beside the server's programs or on the search path.</summary>
    public static string Client(string name)
    {
        foreach (var folder in Candidates().OrderByDescending(c => c.Major).Select(c => c.Folder).Concat(SearchPath()))
            if (File.Exists(Path.Combine(folder, name))) return Path.Combine(folder, name);
        throw new StorageException("ITA601", $"The program {name} is not installed.", "Install it with: apt-get install postgresql-client-15");
    }

    private static IEnumerable<(string Folder, int Major)> Candidates()
    {
        if (Environment.GetEnvironmentVariable("ITA_PGBIN") is { Length: > 0 } named) return [(named, MajorOf(named))];
        return Roots.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(d => (Path.Combine(d, "bin"), MajorOf(d)))
            .Concat(SearchPath().Select(d => (d, MajorOf(d))));
    }

    private static string[] SearchPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The last whole number in the folder's name, following the link of a program inside it; 0 when there is none.</summary>
    private static int MajorOf(string folder)
    {
        var program = Path.Combine(folder, "pg_ctl");
        var real = File.Exists(program) ? File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program : folder;
        foreach (var part in real.Split('/').Reverse())
            if (int.TryParse(part.AsSpan(part.LastIndexOfAny(['-', '@']) + 1), out var major)) return major;
        return 0;
    }

    /// <summary>Runs a program to its end, both outputs read, in the root folder (so that any user may run it anywhere).</summary>
    /// <exception cref="StorageException">ITA601 when the program is not there; ITA602 when it takes longer than allowed.</exception>
    public static async Task<Ran> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken ct, string? password = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        if (password is not null) start.Environment["PGPASSWORD"] = password;
        using var process = Start(start);
        process.StandardInput.Close();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(limit);
        var output = process.StandardOutput.ReadToEndAsync(limited.Token);
        var errors = process.StandardError.ReadToEndAsync(limited.Token);
        try
        {
            await process.WaitForExitAsync(limited.Token);
            return new Ran(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            throw new StorageException("ITA602", $"{Path.GetFileName(program)} did not finish within {limit.TotalSeconds:0} seconds.", "Look at the disk and the load of this machine, then run the command again.");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new StorageException("ITA601", $"The program {start.FileName} cannot be run: {missing.Message}.", "Install it (Debian: util-linux for setpriv, postgresql-15 for the server).", missing);
        }
    }
}
