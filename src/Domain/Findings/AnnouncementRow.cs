using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Findings;

/// <summary>One line of an announcement's table: an agency's total, grade, change and verdict in one year.</summary>
/// <param name="Number">The serial number as printed, from 1: not a rank.</param>
/// <param name="Year">The table's fiscal year.</param>
/// <param name="Match">Which agency, and how sure.</param>
/// <param name="Total">The score, or why there is none.</param>
/// <param name="Grade">As printed ("AA", "ผ่านดี"); null when absent.</param>
/// <param name="Change">Difference to last year; null when absent or unreadable.</param>
/// <param name="Passed">Printed verdict; null when absent.</param>
/// <param name="Status">Of the row's numbers: confirmed when grade, verdict and scale agree with the score.</param>
/// <param name="Evidence">Where the score stands.</param>
/// <param name="Province">The province the table is about, so that a row whose agency is unresolved still belongs somewhere; null when the table names none.</param>
public sealed record AnnouncementRow(
    int Number,
    FiscalYear Year,
    AgencyMatch Match,
    Parsed<Score> Total,
    string? Grade,
    ScoreChange? Change,
    bool? Passed,
    ScoreStatus Status,
    Evidence Evidence,
    Province? Province = null);
