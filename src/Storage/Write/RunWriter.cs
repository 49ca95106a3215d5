using Dapper;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>The diary of runs.</summary>
internal static class RunWriter
{
    public static Task<long> BeginAsync(NpgsqlConnection connection, string command, string version, DateTime now) =>
        connection.ExecuteScalarAsync<long>("insert into store.runs (command, version, started_at) values (@command, @version, @now) returning run_id", new { command, version, now });

    /// <summary>Works out ranks and sums of the years that this run, or one that was killed, has changed, and closes the diary's line.</summary>
    public static Task<int> EndAsync(NpgsqlConnection connection, long run, RunOutcome outcome, int documents, int rejected, long rows, DateTime now) => connection.ExecuteAsync("""
        select store.gather_statistics();
        select store.refresh_years();
        update store.runs set ended_at = @now, outcome = @outcome, documents = @documents, rejected = @rejected, new_rows = @rows where run_id = @run
        """, new { run, outcome = outcome.ToString().ToLowerInvariant(), documents, rejected, rows, now });

    public static Task<bool> KnowsAsync(NpgsqlConnection connection, string documentId) =>
        connection.ExecuteScalarAsync<bool>("select exists (select from store.documents where sha256 = @documentId)", new { documentId });
}
