using Dapper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Storage.Review;

/// <summary>A score that needs a person, and what was last decided about it.</summary>
public sealed record ReviewCase
{
    /// <summary>Whose.</summary>
    public required string AgencyCode { get; init; }

    /// <summary>Its name.</summary>
    public required string Agency { get; init; }

    /// <summary>Buddhist Era.</summary>
    public required short FiscalYear { get; init; }

    /// <summary>Which value.</summary>
    public required string Code { get; init; }

    /// <summary>What survives, in hundredths.</summary>
    public required int[] Candidates { get; init; }

    /// <summary>The numbers as printed.</summary>
    public required string[] Printed { get; init; }

    /// <summary>SHA-256 of the documents it rests on.</summary>
    public required string[] Documents { get; init; }

    /// <summary>Fingerprint of all that it rests on.</summary>
    public required string Evidence { get; init; }

    /// <summary>open, accepted, rejected; reopened when the evidence is another than that of the decision.</summary>
    public required string State { get; init; }

    /// <summary>The accepted value.</summary>
    public int? Hundredths { get; init; }

    /// <summary>Why it was decided so.</summary>
    public string? Reason { get; init; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime? DecidedAt { get; init; }
}

/// <summary>People's decisions about withheld scores: signed lines that are added and never changed.</summary>
public static class Reviews
{
    /// <summary>All scores that need a person or were decided by one, in the order of year, agency and sheet.</summary>
    public static Task<List<ReviewCase>> ListAsync(Database database, CancellationToken ct) => database.UseAsync(async connection =>
        (await connection.QueryAsync<ReviewCase>(new CommandDefinition("""
            select agency_code AgencyCode, agency Agency, fiscal_year FiscalYear, code Code, candidates Candidates, printed Printed, documents Documents, evidence Evidence,
                   state State, hundredths Hundredths, reason Reason, decided_by DecidedBy, decided_at DecidedAt
            from store.scores_to_review()
            """, cancellationToken: ct))).AsList(), ct);

    /// <summary>The case of one score.</summary>
    /// <exception cref="StorageException">ITA638 when the score needs no decision.</exception>
    public static async Task<ReviewCase> FindAsync(Database database, string agency, int year, ItemCode code, CancellationToken ct) =>
        (await ListAsync(database, ct)).Find(c => c.AgencyCode == agency && c.FiscalYear == year && c.Code == code.ToString())
        ?? throw new StorageException("ITA638", $"There is nothing to decide about {code} of agency {agency} in {year}.", "`ita review list` shows what waits for a person.");

    /// <summary>Adds a signed line about the evidence as it stands; what is published of the agency and year changes with it, or nothing does.</summary>
    /// <param name="database">Where.</param>
    /// <param name="about">The case as it was shown.</param>
    /// <param name="accepted">The value that holds; null to say that none of the printed ones does.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="ct">Breaks off.</param>
    public static Task SignAsync(Database database, ReviewCase about, Score? accepted, string by, string reason, DateTime now, CancellationToken ct) => database.UseAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into store.reviews (agency_code, fiscal_year, code, decision, hundredths, reason, decided_by, decided_at, documents, evidence)
            values (@AgencyCode, @FiscalYear, @Code, @decision, @value, @reason, @by, @now, @Documents, @Evidence);
            select store.refresh_standings(array[@AgencyCode], array[@FiscalYear]::smallint[], @now);
            select store.note_changed_years(array[@FiscalYear]::smallint[]);
            select store.refresh_years();
            """, new { about.AgencyCode, about.FiscalYear, about.Code, decision = accepted is null ? "reject" : "accept", value = accepted?.Hundredths, reason, by, now, about.Documents, about.Evidence }, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return 0;
    }, ct);
}
