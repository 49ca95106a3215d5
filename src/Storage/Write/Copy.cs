using System.Text.Json;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using Npgsql;
using NpgsqlTypes;

namespace ItaIngest.Storage.Write;

/// <summary>The large tables by binary COPY: straight into place for a new document, into a staging table for one that is read again.</summary>
internal static class Copy
{
    private const string ObservationColumns = "sheet_id, ordinal, hundredths, page, line, section, x0, y0, x1, y1, confidence, code, reader, place, as_printed, label, rule, unreadable, doubt, alternatives";
    private const string RecordColumns = "sheet_id, hundredths, code, status, mentions, candidates, probabilities, support, proof";
    private static readonly string[] Readers = ["text", "ocr", "digits"], Places = ["table", "list", "narrative", "memo"];

    public static async Task SheetsAsync(NpgsqlConnection connection, string table, IEnumerable<(long Id, SheetRow Sheet)> sheets, int document, DateTime now, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} (sheet_id, document_no, identity, ordinal, source, agency_code, fiscal_year, match, probability, printed, printed_district, province_code, valid_from) from stdin (format binary)", ct);
        foreach (var (id, sheet) in sheets)
        {
            copy.StartRow();
            copy.Write(id, NpgsqlDbType.Bigint);
            copy.Write(document, NpgsqlDbType.Integer);
            copy.Write(sheet.Identity, NpgsqlDbType.Uuid);
            copy.Write(sheet.Ordinal, NpgsqlDbType.Integer);
            copy.Write(sheet.Row is null ? "report" : "announcement", NpgsqlDbType.Text);
            Text(copy, sheet.Match.Agency?.Code);
            if (sheet.Year is { } year) copy.Write((short)year.BuddhistEra, NpgsqlDbType.Smallint);
            else copy.WriteNull();
            copy.Write(sheet.Match.Agency is null ? "unresolved" : sheet.Match.Kind == MatchKind.Exact ? "exact" : "corrected", NpgsqlDbType.Text);
            copy.Write((float)Math.Clamp(sheet.Match.Probability, 0, 1), NpgsqlDbType.Real);
            copy.Write(sheet.Match.Printed.IsDefault ? [] : sheet.Match.Printed.Select(Clean).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            Text(copy, sheet.Match.PrintedDistrict);
            Text(copy, sheet.Province?.Code);
            copy.Write(now, NpgsqlDbType.TimestampTz);
        }
        await copy.CompleteAsync(ct);
    }

    public static async Task AnnouncementRowsAsync(NpgsqlConnection connection, string table, IEnumerable<(long Id, SheetRow Sheet)> sheets, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} (sheet_id, number, grade, change, passed) from stdin (format binary)", ct);
        foreach (var (id, sheet) in sheets)
        {
            if (sheet.Row is not { } row) continue;
            copy.StartRow();
            copy.Write(id, NpgsqlDbType.Bigint);
            copy.Write(row.Number, NpgsqlDbType.Integer);
            Text(copy, row.Grade);
            Number(copy, row.Change?.Hundredths);
            if (row.Passed is { } passed) copy.Write(passed, NpgsqlDbType.Boolean);
            else copy.WriteNull();
        }
        await copy.CompleteAsync(ct);
    }

    public static async Task<int> ObservationsAsync(NpgsqlConnection connection, string table, IEnumerable<(long Id, SheetRow Sheet)> sheets, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} ({ObservationColumns}) from stdin (format binary)", ct);
        var count = 0;
        foreach (var (sheetId, sheet) in sheets)
        {
            for (var i = 0; i < sheet.Claims.Count; i++)
            {
                copy.StartRow();
                copy.Write(sheetId, NpgsqlDbType.Bigint);
                copy.Write(i, NpgsqlDbType.Integer);
                Claim(copy, sheet.Claims[i]);
            }
            count += sheet.Claims.Count;
        }
        await copy.CompleteAsync(ct);
        return count;
    }

    private static void Claim(NpgsqlBinaryImporter copy, Observation claim)
    {
        var at = claim.Evidence;
        Number(copy, claim.Value.Succeeded ? claim.Value.Value.Hundredths : null);
        copy.Write(at.Page, NpgsqlDbType.Integer);
        Number(copy, at.Line);
        copy.Write(at.Section, NpgsqlDbType.Integer);
        Box(copy, at.Box);
        copy.Write((float)Math.Clamp(at.Confidence, 0, 1), NpgsqlDbType.Real);
        copy.Write(claim.Code.ToString(), NpgsqlDbType.Text);
        copy.Write(Readers[(int)at.Reader], NpgsqlDbType.Text);
        copy.Write(Places[(int)at.Where], NpgsqlDbType.Text);
        copy.Write(Clean(at.AsPrinted), NpgsqlDbType.Text);
        copy.Write(Clean(at.Label), NpgsqlDbType.Text);
        copy.Write(at.Rule, NpgsqlDbType.Text);
        Text(copy, claim.Value.Reason);
        Text(copy, claim.Doubt);
        if (at.Alternatives.IsDefaultOrEmpty) copy.WriteNull();
        else copy.Write(JsonSerializer.Serialize(at.Alternatives.Select(a => new { text = Clean(a.Text), probability = a.Probability })), NpgsqlDbType.Jsonb);
    }

    public static async Task<int> RecordsAsync(NpgsqlConnection connection, string table, IEnumerable<(long Id, SheetRow Sheet)> sheets, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} ({RecordColumns}) from stdin (format binary)", ct);
        var count = 0;
        foreach (var (sheetId, sheet) in sheets)
        {
            // In key order, so that the index grows at its end.
            foreach (var (code, score, mentions) in sheet.Records.Select(r => (Code: r.Score.Code.ToString(), r.Score, r.Mentions)).OrderBy(r => r.Code, StringComparer.Ordinal))
            {
                copy.StartRow();
                copy.Write(sheetId, NpgsqlDbType.Bigint);
                Number(copy, score.Value?.Hundredths);
                copy.Write(code, NpgsqlDbType.Text);
                copy.Write(StatusName(score.Status), NpgsqlDbType.Text);
                copy.Write(mentions, NpgsqlDbType.Array | NpgsqlDbType.Integer);
                if (score.Candidates.IsDefaultOrEmpty || score.Status != ScoreStatus.Conflicting)
                {
                    copy.WriteNull();
                    copy.WriteNull();
                }
                else
                {
                    copy.Write(score.Candidates.Select(c => c.Value.Hundredths).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);
                    copy.Write(score.Candidates.Select(c => (float?)c.Probability).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Real);
                }
                if (score.Support.IsDefaultOrEmpty) copy.WriteNull();
                else copy.Write(score.Support.Select(Clean).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
                Text(copy, score.Proof);
                count++;
            }
        }
        await copy.CompleteAsync(ct);
        return count;
    }

    public static string StatusName(ScoreStatus status) => status switch
    {
        ScoreStatus.Printed => "printed",
        ScoreStatus.Confirmed => "confirmed",
        ScoreStatus.Repaired => "repaired",
        ScoreStatus.Derived => "derived",
        ScoreStatus.Conflicting => "conflicting",
        ScoreStatus.Unresolved => "unresolved",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    /// <summary>PostgreSQL's text cannot hold a zero character; nothing printed does.</summary>
    public static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "\uFFFD", StringComparison.Ordinal) : text;

    private static void Text(NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null) copy.WriteNull();
        else copy.Write(Clean(text), NpgsqlDbType.Text);
    }

    private static void Number(NpgsqlBinaryImporter copy, int? number)
    {
        if (number is { } n) copy.Write(n, NpgsqlDbType.Integer);
        else copy.WriteNull();
    }

    private static void Box(NpgsqlBinaryImporter copy, Box? box)
    {
        if (box is { } b)
        {
            copy.Write((float)b.X0, NpgsqlDbType.Real);
            copy.Write((float)b.Y0, NpgsqlDbType.Real);
            copy.Write((float)b.X1, NpgsqlDbType.Real);
            copy.Write((float)b.Y1, NpgsqlDbType.Real);
            return;
        }
        for (var i = 0; i < 4; i++) copy.WriteNull();
    }
}
