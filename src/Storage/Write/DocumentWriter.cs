using System.Collections.Immutable;
using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>
/// One document in one transaction: whole or not at all. The order of locks is the same for every writer (address, document, agencies,
/// subjects in key order), so that writers wait for each other but never in a circle; uniqueness is carried by keys, not by isolation.
/// </summary>
internal static class DocumentWriter
{
    private static readonly string[] Statuses = ["clean", "issues", "rejected"];

    /// <summary>Stores what was found; stores nothing when the same was stored before.</summary>
    public static async Task<WriteResult> WriteAsync(NpgsqlConnection connection, DocumentFindings findings, long? run, DateTime now, StoreOptions options, CancellationToken ct)
    {
        var asked = StoredAsync(connection, findings.Document); // The answer comes while rows are made.
        var made = Task.Run(() => DocumentRows.Of(findings), ct);
        await Task.WhenAll(asked, made); // Neither is left behind where the other fails.
        var rows = await made;
        // Only a document that is stored already waits for its fingerprint; that of a new one is made while its rows are copied.
        var hash = Task.Run(() => Fingerprint.Of(rows), ct);
        if (await asked is { } stored && stored == await hash) return default;
        return await WriteAsync(connection, rows, hash, run, now, options, ct);
    }

    /// <summary>The fingerprint of the document's findings, if it is there with an address, where it has one: then there is nothing to write, nor to lock, if that is the same.</summary>
    private static Task<Guid?> StoredAsync(NpgsqlConnection connection, SourceDocument document) => connection.ExecuteScalarAsync<Guid?>(
        "select findings_hash from store.documents where sha256 = @Id and (origin is not null or @bare)", new { document.Id, bare = document.Origin is null });

    private static async Task<WriteResult> WriteAsync(NpgsqlConnection connection, DocumentRows rows, Task<Guid> hash, long? run, DateTime now, StoreOptions options, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var document = rows.Findings.Document;
        if (document.Origin is { } origin) await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@origin, 4954))", new { origin });

        var result = new WriteResult();
        var added = await InsertAsync(connection, rows, run, now, options.FlushEach);
        int number;
        if (added is { } fresh)
        {
            number = fresh;
            result = await WriteNewAsync(connection, rows, number, now, ct) with { Documents = 1 };
        }
        else
        {
            var known = await connection.QuerySingleAsync<(int Number, Guid Hash, DateTime Changed, string? Origin)>(
                "select document_no, findings_hash, changed_at, origin from store.documents where sha256 = @Id for update", new { document.Id });
            number = known.Number;
            if (known.Origin is null && document.Origin is not null)
                await connection.ExecuteAsync("update store.documents set origin = @Origin, retrieved_at = @retrieved where document_no = @number", new { number, document.Origin, retrieved = document.RetrievedAt?.UtcDateTime });
            if (known.Hash == await hash)
            {
                await transaction.CommitAsync(ct);
                return result;
            }
            if (now <= known.Changed) now = known.Changed.AddMicroseconds(1);
            result = await Rereading.WriteAsync(connection, rows, number, now, ct);
        }
        await connection.ExecuteAsync("""
            update store.documents set status = @status, kinds = @kinds, page_count = @PageCount, findings_hash = @hash, changed_at = @now where document_no = @number
            """, new { number, status = Statuses[(int)rows.Findings.Status], kinds = KindNames(rows), rows.Findings.PageCount, hash = await hash, now });
        var touched = await SupersedeAsync(connection, document, number, now);
        result += await RefreshAsync(connection, rows, number, now, touched || added is null, options.Unite, ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    private static string[] KindNames(DocumentRows rows) => [.. rows.Findings.Kinds.Select(k => k.ToString().ToLowerInvariant())];

    /// <summary>A line of its own for a document that is not stored yet; its fingerprint comes at the end of the transaction.</summary>
    private static async Task<int?> InsertAsync(NpgsqlConnection connection, DocumentRows rows, long? run, DateTime now, bool flush)
    {
        var d = rows.Findings.Document;
        return await connection.QuerySingleOrDefaultAsync<int?>((flush ? "" : "set local synchronous_commit to off; ") + """
            insert into store.documents (sha256, file_name, media_kind, bytes, origin, retrieved_at, status, kinds, page_count, findings_hash, run_id, stored_at, changed_at)
            values (@Id, @name, @media, @Length, @Origin, @retrieved, @status, @kinds, @PageCount, @none, @run, @now, @now)
            on conflict (sha256) do nothing returning document_no
            """, new
        {
            d.Id, name = Copy.Clean(d.FileName), media = d.Kind.ToString().ToLowerInvariant(), d.Length, d.Origin, retrieved = d.RetrievedAt?.UtcDateTime,
            status = Statuses[(int)rows.Findings.Status], kinds = KindNames(rows), rows.Findings.PageCount, none = Guid.Empty, run, now,
        });
    }

    private static async Task<WriteResult> WriteNewAsync(NpgsqlConnection connection, DocumentRows rows, int number, DateTime now, CancellationToken ct)
    {
        var agencies = await AgencyWriter.AddMissingAsync(connection, rows);
        var pages = await PagesAsync(connection, rows, number);
        return await SheetsAsync(connection, rows.Sheets, number, now, ct) + new WriteResult { Agencies = agencies, Pages = pages, Issues = await IssuesAsync(connection, rows, number, now) };
    }

    /// <summary>Sheets that nobody else can see yet, straight into place.</summary>
    internal static async Task<WriteResult> SheetsAsync(NpgsqlConnection connection, List<SheetRow> added, int number, DateTime now, CancellationToken ct)
    {
        if (added.Count == 0) return default;
        List<(long, SheetRow)> sheets = [.. (await connection.QueryAsync<long>("select nextval('store.sheets_sheet_id_seq') from generate_series(1, @Count)", new { added.Count })).Zip(added)];
        await Copy.SheetsAsync(connection, "store.sheets", sheets, number, now, ct);
        var lines = added.Count(s => s.Row is not null);
        if (lines > 0) await Copy.AnnouncementRowsAsync(connection, "store.announcement_rows", sheets, ct);
        return new WriteResult
        {
            Sheets = added.Count, AnnouncementRows = lines,
            Observations = await Copy.ObservationsAsync(connection, "store.observations", sheets, ct),
            ScoreRecords = await Copy.RecordsAsync(connection, "store.score_records", sheets, ct),
        };
    }

    internal static Task<int> PagesAsync(NpgsqlConnection connection, DocumentRows rows, int number)
    {
        var pages = rows.Findings.PageKinds.OrderBy(p => p.Key).ToList();
        return connection.ExecuteAsync("insert into store.pages select @number, * from unnest(@pages, @kinds) on conflict (document_no, page) do update set kind = excluded.kind where pages.kind <> excluded.kind",
            new { number, pages = pages.Select(p => p.Key).ToArray(), kinds = pages.Select(p => p.Value.ToString().ToLowerInvariant()).ToArray() });
    }

    internal static Task<int> IssuesAsync(NpgsqlConnection connection, DocumentRows rows, int number, DateTime now) => rows.Issues.Count == 0 ? Task.FromResult(0) : connection.ExecuteAsync("""
        insert into store.issues (document_no, issue_id, ordinal, code, severity, message, page, line, valid_from)
        select @number, i.id, i.ordinal, i.code, i.severity, i.message, i.page, i.line, @now
        from unnest(@ids, @codes, @severities, @messages, @pages, @lines) with ordinality i (id, code, severity, message, page, line, ordinal)
        on conflict (document_no, issue_id, valid_to) do nothing
        """, new
    {
        number, now, ids = rows.Issues.Select(i => i.Id).ToArray(), codes = rows.Issues.Select(i => i.Issue.Code).ToArray(),
        severities = rows.Issues.Select(i => i.Issue.Severity.ToString().ToLowerInvariant()).ToArray(), messages = rows.Issues.Select(i => Copy.Clean(i.Issue.Message)).ToArray(),
        pages = rows.Issues.Select(i => i.Issue.Page).ToArray(), lines = rows.Issues.Select(i => i.Issue.Line).ToArray(),
    });

    /// <summary>A document fetched later from the same address is the publisher's correction: the older one stays visible but no longer counts.</summary>
    private static async Task<bool> SupersedeAsync(NpgsqlConnection connection, SourceDocument document, int number, DateTime now)
    {
        if (document.Origin is null || document.RetrievedAt is null) return false;
        var changed = await connection.ExecuteAsync("""
            with newest as (
                select document_no from store.documents where origin = @Origin and retrieved_at is not null and status <> 'rejected' order by retrieved_at desc, document_no desc limit 1)
            update store.documents d set superseded_by = newest.document_no, superseded_at = greatest(@now, d.stored_at)
            from newest where d.origin = @Origin and d.retrieved_at is not null and d.document_no <> newest.document_no and d.superseded_by is null
            """, new { document.Origin, now });
        return changed > 0;
    }

    /// <summary>The standings and years that this document, or one that it replaces, has a say in.</summary>
    private static async Task<WriteResult> RefreshAsync(NpgsqlConnection connection, DocumentRows rows, int number, DateTime now, bool others, Unite? unite, CancellationToken ct)
    {
        var keys = rows.Sheets.Where(s => s.Year is not null).Select(s => (Agency: s.Match.Agency?.Code, Year: (short)s.Year!.Value.BuddhistEra));
        if (others)
        {
            keys = keys.Concat(await connection.QueryAsync<(string?, short)>("""
                select distinct agency_code, fiscal_year from store.sheets
                where fiscal_year is not null and document_no in (
                    select document_no from store.documents where document_no = @number or superseded_by = @number
                    union all select superseded_by from store.documents where document_no = @number)
                """, new { number }));
        }
        var all = keys.Distinct().ToImmutableArray();
        if (all.IsEmpty) return default;
        var known = all.Where(k => k.Agency is not null).ToImmutableArray();
        var joint = unite is null || known.IsEmpty ? 0 : await JointWriter.WriteAsync(connection, [.. known.Select(k => new Subject(k.Agency!, k.Year))], unite, now, ct);
        // Lines of agencies that are not identified move the ranks of others, too.
        var changed = await connection.ExecuteScalarAsync<int>("select store.refresh_standings(@agencies, @years, @now), store.note_changed_years(@noted)",
            new { agencies = known.Select(k => k.Agency).ToArray(), years = known.Select(k => k.Year).ToArray(), now, noted = all.Select(k => k.Year).Distinct().ToArray() });
        return new WriteResult { ScoreRecords = joint, Standings = changed };
    }
}
