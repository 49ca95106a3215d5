using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Findings;

/// <summary>What the evidence says about one value. Only Printed, Confirmed, Repaired and Derived publish a value.</summary>
public enum ScoreStatus
{
    /// <summary>Read, nothing for or against it.</summary>
    Printed,

    /// <summary>An identity or an independent second source supports this value and refutes its rivals.</summary>
    Confirmed,

    /// <summary>Another value is printed; evidence proves this one.</summary>
    Repaired,

    /// <summary>Not printed; computed, and unique.</summary>
    Derived,

    /// <summary>More than one value survives.</summary>
    Conflicting,

    /// <summary>Printed but unreadable, or doubtful beyond use.</summary>
    Unresolved,
}

/// <summary>A value that survives for a conflicting score, with its probability where one is known.</summary>
public readonly record struct Candidate(Score Value, double? Probability);

/// <summary>The state of one value of one sheet, computed from the observations and nothing else.</summary>
/// <param name="Code">Which value.</param>
/// <param name="Value">Present exactly when the status publishes one.</param>
/// <param name="Status">See <see cref="ScoreStatus"/>.</param>
/// <param name="Candidates">For conflicting scores: every value that survives, most probable first.</param>
/// <param name="Mentions">The observations it was computed from, in reading order.</param>
/// <param name="Support">The identities and sources that support it, in words: "0.3 IIT + 0.3 EIT + 0.4 OIT = TOTAL".</param>
/// <param name="Proof">What a checker needs to replay the decision; null where nothing was proved.</param>
public sealed record ScoreRecord(
    ItemCode Code,
    Score? Value,
    ScoreStatus Status,
    ImmutableArray<Candidate> Candidates,
    ImmutableArray<Observation> Mentions,
    ImmutableArray<string> Support,
    string? Proof = null);
