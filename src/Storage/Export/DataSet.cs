namespace ItaIngest.Storage.Export;

/// <summary>
/// A data set that can be exported: which view, which of its columns and in which order. Columns and order are stable:
/// two exports of the same data are the same bytes.
/// </summary>
/// <param name="Name">The command's word and the view's name in schema ita.</param>
/// <param name="Title">English and Thai.</param>
/// <param name="View">The view; NAME_at(timestamp) shows it as it stood, where <paramref name="HasHistory"/>.</param>
/// <param name="Columns">In file order.</param>
/// <param name="Order">Total order of the rows.</param>
/// <param name="Filters">Columns that may be filtered: fiscal_year, province_code, region, type, grade, status, agency_code.</param>
/// <param name="HasHistory">Whether it can be shown as of a date.</param>
public sealed record DataSet(string Name, string Title, string View, string[] Columns, string Order, string[] Filters, bool HasHistory)
{
    private const string ByAgency = "fiscal_year, province_code collate \"C\" nulls last, type_order, sort_key collate \"C\", agency_code collate \"C\"";
    private static readonly string[] Who = ["fiscal_year", "region", "province", "agency_code", "agency", "type", "district"];
    private static readonly string[] Usual = ["fiscal_year", "province_code", "region", "type", "agency_code"];

    public static DataSet Ranking { get; } = new("ranking", "ITA ranking by total score | อันดับคะแนน ITA", "ranking",
        ["fiscal_year", "province", "rank", "rank_to", "agency_code", "agency", "type", "district", "score", "grade", "change", "last_year_score", "passed", "status", "document", "page", "note"],
        "fiscal_year, province_code collate \"C\" nulls last, rank nulls last, rank_to, type_order, sort_key collate \"C\", agency_code collate \"C\", document_sha256 collate \"C\", page", [.. Usual, "grade", "status"], true);

    public static DataSet Scores { get; } = new("scores", "ITA scores, one line per value | คะแนน ITA รายค่า", "scores",
        [.. Who, "code", "level", "score", "status", "candidates", "grade", "documents"],
        "fiscal_year, province_code collate \"C\" nulls last, agency_code collate \"C\", code_order", [.. Usual, "grade", "status"], true);

    public static DataSet Sheets { get; } = new("sheets", "ITA score sheets, one line per agency and year | แบบคะแนน ITA รายหน่วยงาน", "sheets",
        [.. Who, "total", "status", "grade", "passed", "iit", "eit", "oit", "ind01", "ind02", "ind03", "ind04", "ind05", "ind06", "ind07", "ind08", "ind09", "ind10", "withheld", "documents"],
        ByAgency, [.. Usual, "grade", "status"], true);

    public static DataSet Evidence { get; } = new("evidence", "Where each ITA score stands | หลักฐานของคะแนน ITA", "evidence",
        ["fiscal_year", "agency_code", "agency", "code", "score", "status", "support", "proof", "source", "document", "document_sha256", "origin", "superseded", "page", "line", "x0", "y0", "x1", "y1",
            "as_printed", "read_as", "unreadable", "label", "place", "reader", "confidence", "rule", "doubt"],
        "fiscal_year nulls last, agency_code collate \"C\" nulls last, agency collate \"C\", code_order, document_sha256 collate \"C\", source collate \"C\", mention, page, line, y0, x0, as_printed collate \"C\"", ["fiscal_year", "agency_code", "status"], true);

    public static DataSet Trends { get; } = new("trends", "ITA totals over the years | แนวโน้มคะแนน ITA", "trends",
        [.. Who, "score", "last_year_score", "change", "first_year", "change_since_first", "years"],
        "agency_code collate \"C\", fiscal_year", Usual, true);

    public static DataSet Coverage { get; } = new("coverage", "Which agency is known in which year | ความครอบคลุมของข้อมูล", "coverage",
        [.. Who, "status", "documents", "reports", "announcements", "hosts", "sources"], ByAgency, [.. Usual, "status"], false);

    public static DataSet Issues { get; } = new("issues", "What a person should know about the documents | ข้อสังเกตเกี่ยวกับเอกสาร", "issues",
        ["document", "document_sha256", "code", "severity", "message", "page", "line"], "document_sha256 collate \"C\", ordinal, code collate \"C\", message collate \"C\"", [], true);

    public static IReadOnlyList<DataSet> All { get; } = [Ranking, Scores, Sheets, Evidence, Trends, Coverage, Issues];
}
