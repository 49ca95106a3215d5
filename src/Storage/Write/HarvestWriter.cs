using Dapper;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>What one run of the harvest found at one source, for the view ita.harvests.</summary>
/// <param name="Archive">Names the archive: its folder.</param>
/// <param name="Run">Number of the run in its archive.</param>
/// <param name="Source">Name of the source; with archive and run it is the key.</param>
/// <param name="Agency">Whose site it is, where the source states it.</param>
/// <param name="Province">Which province it is about, where the source states it.</param>
/// <param name="Documents">Distinct documents that were there.</param>
/// <param name="MinimumDocuments">Fewest that there should be.</param>
/// <param name="Stopped">Why not everything was visited; null where everything was.</param>
/// <param name="Alarms">What a person must look at.</param>
public sealed record HarvestRow(
    string Archive, int Run, string Source, string? Agency, string? Province, DateTimeOffset Began, DateTimeOffset? Ended, int Documents, int MinimumDocuments,
    IReadOnlyList<int> Years, IReadOnlyList<int> MissingYears, int New, int Changed, int Unchanged, int Gone, int Failed, string? Stopped, IReadOnlyList<string> Alarms);

/// <summary>Keeps what harvests found; a run that goes on after a kill replaces what it said before.</summary>
internal static class HarvestWriter
{
    public static async Task<int> WriteAsync(NpgsqlConnection connection, IReadOnlyList<HarvestRow> rows)
    {
        var written = 0;
        foreach (var row in rows)
        {
            written += await connection.ExecuteAsync("""
                insert into store.harvests (archive, run, source, agency, province, began_at, ended_at, documents, minimum_documents, years, missing_years, new, changed, unchanged, gone, failed, stopped, alarms)
                values (@Archive, @Run, @Source, @Agency, @Province, @began, @ended, @Documents, @MinimumDocuments, @years, @missing, @New, @Changed, @Unchanged, @Gone, @Failed, @Stopped, @alarms)
                on conflict (archive, run, source) do update set ended_at = excluded.ended_at, documents = excluded.documents, years = excluded.years, missing_years = excluded.missing_years, new = excluded.new,
                    changed = excluded.changed, unchanged = excluded.unchanged, gone = excluded.gone, failed = excluded.failed, stopped = excluded.stopped, alarms = excluded.alarms
                """, new
            {
                row.Archive, row.Run, row.Source, row.Agency, row.Province, began = row.Began.UtcDateTime, ended = row.Ended?.UtcDateTime, row.Documents, row.MinimumDocuments,
                years = row.Years.Select(y => (short)y).ToArray(), missing = row.MissingYears.Select(y => (short)y).ToArray(), row.New, row.Changed, row.Unchanged, row.Gone, row.Failed, row.Stopped, alarms = row.Alarms.ToArray(),
            });
        }
        return written;
    }
}
