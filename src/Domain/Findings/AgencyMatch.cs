using System.Collections.Immutable;
using ItaIngest.Domain.Reference;

namespace ItaIngest.Domain.Findings;

/// <summary>How a printed name became an agency of the registry.</summary>
public enum MatchKind { Exact, Corrected, Unresolved }

/// <summary>The agency that printed names mean, or none: a wrong name is worse than none.</summary>
/// <param name="Agency">Null exactly when unresolved.</param>
/// <param name="Kind">Exact: printed so; corrected: printed otherwise, proved by the rest; unresolved.</param>
/// <param name="Probability">0..1 that Agency is the one meant.</param>
/// <param name="Printed">The names as printed, most frequent first.</param>
/// <param name="PrintedDistrict">The district as printed beside it, where one is.</param>
public sealed record AgencyMatch(
    Agency? Agency,
    MatchKind Kind,
    double Probability,
    ImmutableArray<string> Printed,
    string? PrintedDistrict = null);
