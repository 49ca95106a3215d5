namespace ItaIngest.Harvest.Store;

/// <summary>First line of a journal.</summary>
public sealed record RunBegin(int Run, DateTimeOffset At, IReadOnlyList<SourceBegin> Sources);

/// <summary>What was asked of a source when the run began.</summary>
public sealed record SourceBegin(string Name, string Key, int MinimumDocuments, IReadOnlyList<int>? ExpectYears, int ExpectAgencies, string? Agency, string? Province);

/// <summary>How a source ended in a run.</summary>
/// <param name="Documents">Distinct documents that were there in this run.</param>
/// <param name="Years">Fiscal years that their names and links mention.</param>
/// <param name="Agencies">Distinct agencies that their names and links mention.</param>
/// <param name="Stopped">Why not everything was visited; null where everything was.</param>
/// <param name="LeftOver">Addresses that were waiting then.</param>
public sealed record SourceEnd(string Name, DateTimeOffset At, int Documents, IReadOnlyList<int>? Years, int Agencies, string? Stopped, int LeftOver);

/// <summary>Last line of a journal: the run is over. Abandoned: another set of sources was asked for before it was.</summary>
public sealed record RunEnd(DateTimeOffset At, bool Abandoned);
