using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Storage.Tests;

/// <summary>Findings built by hand, as the pipeline would hand them over.</summary>
internal static class Sample
{
    public static readonly Province Trang = new("92", "ตรัง", "Trang", "ภาคใต้"), Phatthalung = new("93", "พัทลุง", "Phatthalung", "ภาคใต้");
    public static readonly District Palian = new("9203", "ปะเหลียน", "Palian", "92"), Mueang = new("9201", "เมืองตรัง", "Mueang Trang", "92");
    public static readonly Agency Suso = new("6920411", AgencyType.TAO, "องค์การบริหารส่วนตำบลสุโสะ", "สุโสะ", Palian, Trang);
    public static readonly Agency City = new("3920101", AgencyType.TN, "เทศบาลนครตรัง", "ตรัง", Mueang, Trang);
    public static readonly Agency Thungyao = new("5920402", AgencyType.TT, "เทศบาลตำบลทุ่งยาว", "ทุ่งยาว", Palian, Trang);
    public static readonly Agency Elsewhere = new("6930101", AgencyType.TAO, "องค์การบริหารส่วนตำบลปรางหมู่", "ปรางหมู่", null, Phatthalung);

    private static readonly Codebook Letters = new(FiscalYear.Of(2564), [], new Weighting(ItemCode.Total, [], Confidence.Sourced), [],
        [new("AA", 9500, null, true), new("A", 8500, null, true), new("B", 7500, null, false), new("C", 6500, null, false), new("D", 5500, null, false), new("E", 5000, null, false), new("F", 0, null, false)]);

    private static readonly Codebook Levels = new(FiscalYear.Of(2567), [], new Weighting(ItemCode.Total, [], Confidence.Sourced), [],
        [new("ผ่านดีเยี่ยม", 9500, 9500, true), new("ผ่านดี", 8500, 8500, true), new("ผ่าน", 8500, null, true), new("ต้องปรับปรุง", 7000, null, false), new("ต้องปรับปรุงโดยด่วน", 0, null, false)]);

    public static ReferenceData Reference { get; } = new(new Gazetteer([Trang, Phatthalung], [Palian, Mueang], [Suso, City, Thungyao, Elsewhere]),
        new[] { Letters, Levels }.ToFrozenDictionary(c => c.Year));

    public static AgencyMatch Is(Agency agency) => new(agency, MatchKind.Exact, 1, [agency.Name], agency.District?.Name);

    public static AgencyMatch Unknown(string printed) => new(null, MatchKind.Unresolved, 0.3, [printed], "ปะเหลียน");

    public static SourceDocument Document(string name, string? origin = null, DateTimeOffset? retrieved = null) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))), name, $"/nowhere/{name}", MediaKind.PlainText, 1234, origin, retrieved);

    public static Observation Claim(string document, string code, string printed, int line = 1, Where where = Where.Table) =>
        new(ItemCode.Parse(code).Value, Score.Parse(printed), new Evidence(Document(document).Id, 1, line, null, printed, ReaderKind.Text, 1, [], where, "table-row", "ป้าย " + code, 0));

    /// <summary>An agency's own report: codes with their printed values, all read without doubt.</summary>
    public static DocumentFindings Report(string name, Agency agency, int year, params (string Code, string Printed)[] values) =>
        Report(name, Is(agency), year, ScoreStatus.Confirmed, values);

    public static DocumentFindings Report(string name, AgencyMatch agency, int year, ScoreStatus status, params (string Code, string Printed)[] values)
    {
        var claims = values.Select((v, i) => Claim(name, v.Code, v.Printed, i + 1)).ToImmutableArray();
        var scores = claims.Select(c => new ScoreRecord(c.Code, c.Value.Succeeded ? c.Value.Value : null, c.Value.Succeeded ? status : ScoreStatus.Unresolved, [], [c], status == ScoreStatus.Confirmed ? ["0.3 IIT + 0.3 EIT + 0.4 OIT = TOTAL"] : []));
        return new DocumentFindings(Document(name), DocumentStatus.Clean, [PageKind.Analysis], 1, new Dictionary<int, PageKind> { [1] = PageKind.Analysis }.ToImmutableDictionary(),
            [new SheetFindings(agency, FiscalYear.Of(year), claims, [.. scores])], [], []);
    }

    /// <summary>A report whose IND01 is printed several times, differently: withheld with these candidates.</summary>
    public static DocumentFindings Torn(string name, params string[] printed)
    {
        var report = Report(name, Suso, 2564, ("TOTAL", "93.26"));
        var claims = printed.Select((p, i) => Claim(name, "IND01", p, i + 10)).ToArray();
        var record = new ScoreRecord(ItemCode.Indicator(1), null, ScoreStatus.Conflicting, [.. claims.Select(c => new Candidate(c.Value.Value, 0.5))], [.. claims], []);
        var sheet = report.Sheets[0];
        return report with { Sheets = [sheet with { Observations = [.. sheet.Observations, .. claims], Scores = [.. sheet.Scores, record] }] };
    }

    public static AnnouncementRow Row(string document, int number, AgencyMatch agency, int year, string total, string? grade = null, string? change = null, bool? passed = null, ScoreStatus status = ScoreStatus.Confirmed, Province? province = null) =>
        new(number, FiscalYear.Of(year), agency, Score.Parse(total), grade, change is null ? null : ScoreChange.Parse(change).Value, passed, status,
            new Evidence(Document(document).Id, 2, 70 + number, null, total, ReaderKind.Text, 1, [], Where.Table, "announcement-row", agency.Printed[0], 1), province);

    public static DocumentFindings Announcement(string name, params AnnouncementRow[] rows) =>
        new(Document(name), DocumentStatus.Clean, [PageKind.Announcement], 3, Enumerable.Range(1, 3).ToImmutableDictionary(p => p, _ => PageKind.Announcement), [], [.. rows], []);

    public static DocumentFindings From(this DocumentFindings findings, string origin, DateTimeOffset retrieved) =>
        findings with { Document = findings.Document with { Origin = origin, RetrievedAt = retrieved } };
}
