using Dapper;

namespace ItaIngest.Storage.Keep;

/// <summary>The whole database as one file and back, by PostgreSQL's own programs.</summary>
public static class Backup
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    /// <summary>Writes the file whole or not at all, while others go on reading and writing.</summary>
    /// <exception cref="StorageException">ITA601 no pg_dump, ITA650 it failed.</exception>
    public static async Task SaveAsync(Database database, string file, CancellationToken ct)
    {
        var full = Path.GetFullPath(file);
        var making = full + ".part";
        try
        {
            if (Path.GetDirectoryName(full) is { } folder) Directory.CreateDirectory(folder);
            var ran = await Programs.RunAsync(Programs.Client("pg_dump"), ["--format=custom", "--no-owner", "--no-privileges", "--file", making, database.Url()], Patience, ct, database.Password);
            if (ran.ExitCode != 0) throw new StorageException("ITA650", $"The backup {file} could not be written: {ran.Errors.Trim()}", "Look at the free space there and at the rights of the user.");
            File.Move(making, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("ITA650", $"The backup {file} could not be written: {e.Message}", "Name another file.", e);
        }
        finally
        {
            if (File.Exists(making)) File.Delete(making);
        }
    }

    /// <summary>Fills an empty database from a file, whole or not at all; a database with documents is never overwritten.</summary>
    /// <exception cref="StorageException">ITA601 no pg_restore, ITA651 not empty, ITA652 the file is not a backup or broken.</exception>
    public static async Task RestoreAsync(Database database, string file, CancellationToken ct)
    {
        if (!File.Exists(file)) throw new StorageException("ITA652", $"There is no file {file}.", "Name a file that \"./ita db backup\" wrote.");
        var documents = await database.UseAsync(async c => await c.ExecuteScalarAsync<bool>("select to_regclass('store.documents') is not null") ? await c.ExecuteScalarAsync<long>("select count(*) from store.documents") : 0, ct);
        if (documents > 0) throw new StorageException("ITA651", $"The database at {database.Where} holds {documents} documents; a backup is restored into an empty one only.", "Create a new database (createdb NAME) and name it with --database, or point ITA_HOME at a new folder.");
        await database.UseAsync(c => c.ExecuteAsync("drop schema if exists ita cascade; drop schema if exists store cascade; drop table if exists public.ita_migrations"), ct); // Empty, as was just seen.
        var ran = await Programs.RunAsync(Programs.Client("pg_restore"), ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", database.Url(), Path.GetFullPath(file)], Patience, ct, database.Password);
        if (ran.ExitCode != 0) throw new StorageException("ITA652", $"The backup {file} could not be restored: {ran.Errors.Trim()}", "Nothing was changed. Take another backup, or a program of the version that wrote it.");
        await database.UseAsync(async c =>
        {
            await Roles.EnsureAsync(c); // A backup holds no rights: they belong to the server that it came from.
            return 0;
        }, ct);
    }
}
