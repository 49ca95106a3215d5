using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Storage.Write;

namespace ItaIngest.Storage;

/// <summary>How to open the store.</summary>
/// <param name="Database">Which database.</param>
/// <param name="FlushEach">True: each document is on the disk when its write returns. False: documents are on the disk when the run ends;
/// a crash of the server before that may lose the last ones, each as a whole.</param>
/// <param name="Unite">Reconciles what several documents say of one agency and year, for those who write documents; null where none are written.</param>
public sealed record StoreOptions(DatabaseOptions Database, bool FlushEach = true, Unite? Unite = null);

/// <summary>How a run ended.</summary>
public enum RunOutcome { Finished, Interrupted, Failed }

/// <summary>The database as ingest sees it: open, begin a run, write documents from any number of tasks or processes, end the run.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly StoreOptions _options;

    private Store(Database database, TimeProvider clock, StoreOptions options) => (Database, _clock, _options) = (database, clock, options);

    public Database Database { get; }

    /// <summary>Opens the database, starting the private one where it is meant, and brings the schema up to date.</summary>
    /// <exception cref="StorageException">ITA6xx, when it cannot be used.</exception>
    public static async Task<Store> OpenAsync(StoreOptions options, TimeProvider clock, CancellationToken ct)
    {
        var database = await Database.OpenAsync(options.Database, ct);
        try
        {
            await Migrator.ApplyAsync(database, clock, ct);
            return new Store(database, clock, options);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives up every right but those to write what documents say.</summary>
    public Task OnlyWriteAsync(CancellationToken ct) => Database.NarrowAsync(Keep.Roles.Writer, ct);

    /// <summary>Gives up every right but those to read the views.</summary>
    public Task OnlyReadAsync(CancellationToken ct) => Database.NarrowAsync(Keep.Roles.Reader, ct);

    /// <summary>Stores provinces, districts, the registry of agencies and the grade scales; the same again changes nothing and costs one look.</summary>
    /// <returns>Rows added or changed.</returns>
    public Task<int> WriteReferenceAsync(ReferenceData reference, CancellationToken ct) => Database.UseAsync(connection => ReferenceWriter.WriteAsync(connection, reference, ct), ct);

    /// <summary>Stores what was found in one document: whole or not at all. Idempotent, and safe from any number of writers.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="ct">Breaks the transaction off; nothing of the document is then stored.</param>
    /// <param name="run">The run it belongs to, from <see cref="BeginRunAsync"/>.</param>
    /// <exception cref="StorageException">ITA614-620.</exception>
    public Task<WriteResult> WriteAsync(DocumentFindings findings, CancellationToken ct, long? run = null) =>
        Database.UseAsync(connection => DocumentWriter.WriteAsync(connection, findings, run, Now(), _options, ct), ct);

    /// <summary>Notes that a command begins to write.</summary>
    /// <returns>The run's number.</returns>
    public Task<long> BeginRunAsync(string command, string version, CancellationToken ct) =>
        Database.UseAsync(connection => RunWriter.BeginAsync(connection, command, version, Now()), ct);

    /// <summary>Notes how a run ended. When it returns, everything that the run wrote is on the disk.</summary>
    public Task EndRunAsync(long run, RunOutcome outcome, int documents, int rejected, WriteResult written, CancellationToken ct) =>
        Database.UseAsync(connection => RunWriter.EndAsync(connection, run, outcome, documents, rejected, written.Total, Now()), ct);

    /// <summary>Whether a document was stored before, by the SHA-256 of its bytes.</summary>
    public Task<bool> KnowsAsync(string documentId, CancellationToken ct) => Database.UseAsync(connection => RunWriter.KnowsAsync(connection, documentId), ct);

    /// <summary>Keeps what a run of the harvest found at each source; the same run again replaces it.</summary>
    public Task WriteHarvestAsync(IReadOnlyList<HarvestRow> rows, CancellationToken ct) => Database.UseAsync(connection => HarvestWriter.WriteAsync(connection, rows), ct);

    private DateTime Now() => _clock.GetUtcNow().UtcDateTime;

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
