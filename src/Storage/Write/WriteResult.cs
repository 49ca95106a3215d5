namespace ItaIngest.Storage.Write;

/// <summary>New or changed rows by table; all zero when the same bytes were stored before with the same findings.</summary>
/// <param name="Standings">Standings of agencies and years that came out differently than before, or for the first time.</param>
public readonly record struct WriteResult(
    int Documents, int Pages, int Sheets, int Observations, int ScoreRecords, int AnnouncementRows, int Agencies, int Issues, int Standings)
{
    /// <summary>All new and changed rows.</summary>
    public int Total => Documents + Pages + Sheets + Observations + ScoreRecords + AnnouncementRows + Agencies + Issues + Standings;

    public static WriteResult operator +(WriteResult a, WriteResult b) => new(a.Documents + b.Documents, a.Pages + b.Pages, a.Sheets + b.Sheets,
        a.Observations + b.Observations, a.ScoreRecords + b.ScoreRecords, a.AnnouncementRows + b.AnnouncementRows, a.Agencies + b.Agencies, a.Issues + b.Issues, a.Standings + b.Standings);

    public static WriteResult Add(WriteResult left, WriteResult right) => left + right;
}
