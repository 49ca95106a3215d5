using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>What the documents that count say of agencies and years, read back from their stored claims: never as it is in memory, so that it does not matter which came last.</summary>
internal static class StatementReader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, ReaderKind> Readers = new(StringComparer.Ordinal) { ["text"] = ReaderKind.Text, ["ocr"] = ReaderKind.Ocr, ["digits"] = ReaderKind.Digits };

    private static readonly Dictionary<string, Where> Places = new(StringComparer.Ordinal) { ["table"] = Where.Table, ["list"] = Where.List, ["narrative"] = Where.Narrative, ["memo"] = Where.Memo };

    private sealed record Row
    {
        public required string Agency { get; init; }
        public required short Year { get; init; }
        public required long SheetId { get; init; }
        public required string Sha256 { get; init; }
        public required string Source { get; init; }
        public string? Grade { get; init; }
        public bool? Passed { get; init; }
        public required string Code { get; init; }
        public int? Hundredths { get; init; }
        public string? Unreadable { get; init; }
        public string? Doubt { get; init; }
        public required int Page { get; init; }
        public int? Line { get; init; }
        public required int Section { get; init; }
        public float? X0 { get; init; }
        public float? Y0 { get; init; }
        public float? X1 { get; init; }
        public float? Y1 { get; init; }
        public required float Confidence { get; init; }
        public required string Reader { get; init; }
        public required string Place { get; init; }
        public required string AsPrinted { get; init; }
        public required string Label { get; init; }
        public required string Rule { get; init; }
        public string? Alternatives { get; init; }
    }

    /// <param name="connection">In the transaction that holds the lock.</param>
    /// <param name="keys">agencies and years.</param>
    /// <param name="ct">Breaks off.</param>
    public static async Task<Dictionary<Subject, ImmutableArray<Statement>>> OfAsync(NpgsqlConnection connection, object keys, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select k.a Agency, k.y as Year, s.sheet_id SheetId, s.sha256 Sha256, s.source Source, s.grade Grade, s.passed Passed, o.code Code, o.hundredths Hundredths, o.unreadable Unreadable, o.doubt Doubt,
                   o.page Page, o.line Line, o.section Section, o.x0 X0, o.y0 Y0, o.x1 X1, o.y1 Y1, o.confidence Confidence, o.reader Reader, o.place Place, o.as_printed AsPrinted, o.label Label, o.rule Rule, o.alternatives Alternatives
            from unnest(@agencies, @years) k (a, y)
            cross join lateral (
                select s.sheet_id, s.source, s.ordinal, d.sha256, n.grade, n.passed from store.sheets s
                join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
                left join store.announcement_rows n on n.sheet_id = s.sheet_id
                where s.agency_code = k.a and s.fiscal_year = k.y and s.valid_to = 'infinity' offset 0) s
            cross join lateral (select * from store.observations o where o.sheet_id = s.sheet_id offset 0) o
            order by k.a, k.y, s.sha256, s.ordinal, s.sheet_id, o.ordinal
            """, keys, cancellationToken: ct));
        return rows.GroupBy(r => new Subject(r.Agency, r.Year)).ToDictionary(g => g.Key, g => g.GroupBy(r => r.SheetId)
            .Select(s => new Statement(s.First().Sha256, s.First().Source == "announcement", s.First().Grade, s.First().Passed, [.. s.Select(Claim)])).ToImmutableArray());
    }

    private static Observation Claim(Row row) => new(
        ItemCode.Parse(row.Code).Value,
        row.Hundredths is { } value ? Parsed<Score>.Of(Score.FromHundredths(value)) : Parsed<Score>.Failed(row.Unreadable!),
        new Evidence(row.Sha256, row.Page, row.Line, row is { X0: { } x0, Y0: { } y0, X1: { } x1, Y1: { } y1 } ? new Box(x0, y0, x1, y1) : null, row.AsPrinted, Readers[row.Reader], row.Confidence,
            row.Alternatives is null ? [] : [.. JsonSerializer.Deserialize<Alternative[]>(row.Alternatives, Json)!], Places[row.Place], row.Rule, row.Label, row.Section),
        row.Doubt);
}
