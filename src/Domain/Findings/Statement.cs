using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Findings;

/// <summary>All that one document says of one agency and year: what several documents are reconciled from.</summary>
/// <param name="DocumentId">SHA-256 of the document.</param>
/// <param name="Announced">A line of an announcement; otherwise the sheet of a report.</param>
/// <param name="Grade">The grade that the line prints; null when absent.</param>
/// <param name="Passed">The verdict that the line prints; null when absent.</param>
/// <param name="Claims">Every claim, in reading order.</param>
public sealed record Statement(string DocumentId, bool Announced, string? Grade, bool? Passed, ImmutableArray<Observation> Claims);

/// <summary>From what several documents say of one agency and year to the scores that all of it together decides.</summary>
/// <param name="year">Of the results.</param>
/// <param name="statements">In any order.</param>
public delegate ImmutableArray<ScoreRecord> Unite(FiscalYear year, ImmutableArray<Statement> statements);
