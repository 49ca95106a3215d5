using Dapper;

namespace ItaIngest.Storage.Review;

/// <summary>A score of a report as it is stored, with what a checker needs.</summary>
public sealed record StoredScore
{
    /// <summary>The scores of one sheet are checked together; null for what several documents come to together.</summary>
    public long? SheetId { get; init; }

    /// <summary>File name; null for what several documents come to together.</summary>
    public string? Document { get; init; }

    /// <summary>Null where unresolved.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>Null where unknown.</summary>
    public short? FiscalYear { get; init; }

    /// <summary>Which value.</summary>
    public required string Code { get; init; }

    /// <summary>Null when withheld.</summary>
    public int? Hundredths { get; init; }

    /// <summary>As stored.</summary>
    public required string Status { get; init; }

    /// <summary>As stored.</summary>
    public string? Proof { get; init; }

    /// <summary>The numbers of the mentions that nothing speaks against.</summary>
    public required int[] Printed { get; init; }

    /// <summary>Whether each stands in a table.</summary>
    public required bool[] Tables { get; init; }
}

/// <summary>Every score of the database with its proof.</summary>
public static class Proofs
{
    /// <summary>Scores of reports as they stand now, sheet by sheet, and those of several documents together.</summary>
    public static Task<List<StoredScore>> ReadAsync(Database database, CancellationToken ct) => database.UseAsync(async connection =>
        (await connection.QueryAsync<StoredScore>(new CommandDefinition("""
            select r.sheet_id SheetId, d.file_name Document, s.agency_code AgencyCode, s.fiscal_year FiscalYear, r.code Code, r.hundredths Hundredths, r.status Status, r.proof Proof,
                   coalesce(array_agg(o.hundredths order by o.ordinal) filter (where o.ordinal is not null), '{}') Printed,
                   coalesce(array_agg(o.place in ('table', 'list') order by o.ordinal) filter (where o.ordinal is not null), '{}') Tables
            from store.score_records r
            join store.sheets s on s.sheet_id = r.sheet_id
            join store.documents d on d.document_no = s.document_no
            left join store.observations o on o.sheet_id = r.sheet_id and o.ordinal = any (r.mentions) and o.doubt is null and o.hundredths is not null
            where s.valid_to = 'infinity' and s.source = 'report'
            group by r.sheet_id, d.file_name, s.agency_code, s.fiscal_year, r.code, r.hundredths, r.status, r.proof
            union all
            select null, null, j.agency_code, j.fiscal_year, j.code, j.hundredths, j.status, j.proof,
                   coalesce(array_agg(o.hundredths order by d.sha256, o.ordinal) filter (where o.ordinal is not null), '{}'),
                   coalesce(array_agg(o.place in ('table', 'list') order by d.sha256, o.ordinal) filter (where o.ordinal is not null), '{}')
            from store.joint_records j
            join store.sheets s on s.agency_code = j.agency_code and s.fiscal_year = j.fiscal_year and s.valid_to = 'infinity'
            join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
            left join store.observations o on o.sheet_id = s.sheet_id and o.code = j.code and o.doubt is null and o.hundredths is not null
            where j.valid_to = 'infinity'
            group by j.agency_code, j.fiscal_year, j.code, j.hundredths, j.status, j.proof
            order by SheetId nulls last, AgencyCode, FiscalYear, Code
            """, commandTimeout: 600, cancellationToken: ct))).AsList(), ct);
}
