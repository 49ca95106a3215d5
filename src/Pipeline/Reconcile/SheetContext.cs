using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>A sentence that ranks one value among its siblings: "the lowest of IIT is indicator 4".</summary>
/// <param name="Among">The instrument whose indicators are compared; null for all indicators.</param>
/// <param name="Code">The indicator that is named.</param>
/// <param name="Lowest">True for the lowest, false for the highest.</param>
public sealed record OrderStatement(Instrument? Among, ItemCode Code, bool Lowest);

/// <summary>What else is known about a sheet beside its own observations. Everything is optional.</summary>
public sealed record SheetContext
{
    /// <summary>Nothing else is known.</summary>
    public static SheetContext None { get; } = new();

    /// <summary>The grade printed beside the total ("A", "ผ่านดี").</summary>
    public string? PrintedGrade { get; init; }

    /// <summary>The printed verdict, ผ่าน or ไม่ผ่าน.</summary>
    public bool? PrintedPass { get; init; }

    /// <summary>
    /// Statements of order that the text makes. They are held against what is published and decide nothing: such sentences are copied
    /// from year to year more often than numbers are misread.
    /// </summary>
    public ImmutableArray<OrderStatement> Orders { get; init; } = [];

    /// <summary>Last year's total, from last year's own record.</summary>
    public Score? LastYear { get; init; }

    /// <summary>The printed difference of this year's total to last year's.</summary>
    public ScoreChange? PrintedChange { get; init; }

    /// <summary>What other documents say about the same agency and year: independent readings, not mentions of this sheet.</summary>
    public ImmutableArray<Observation> Elsewhere { get; init; } = [];
}
