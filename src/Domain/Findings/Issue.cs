namespace ItaIngest.Domain.Findings;

public enum Severity { Info, Warning, Error }

/// <summary>
/// Something a person should know about a document. Nothing doubtful passes without one.
/// </summary>
/// <param name="Code">Stable: ITA and three digits, explained in docs/errors.</param>
/// <param name="Severity">Info: for completeness; Warning: look at it; Error: something is withheld or missing because of it.</param>
/// <param name="Message">Names the thing as printed, what was expected and what to do.</param>
/// <param name="Page">From 1, where it is about a page.</param>
/// <param name="Line">From 1, for sources with lines.</param>
public sealed record Issue(string Code, Severity Severity, string Message, int? Page = null, int? Line = null);

/// <summary>A document that cannot be read at all, with the remedy. Caught once, around one document.</summary>
public sealed class DocumentRejectedException(string code, string what, string remedy)
    : Exception($"{what} {remedy}")
{
    public string Code { get; } = code;

    /// <summary>What is wrong, naming the thing.</summary>
    public string What { get; } = what;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}

/// <summary>What a stage found, with the issues it saw on the way.</summary>
public readonly record struct Staged<T>(T Value, System.Collections.Immutable.ImmutableArray<Issue> Issues);
