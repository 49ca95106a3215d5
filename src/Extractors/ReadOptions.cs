using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors;

/// <summary>Pages of a document as read, with what a person should know about the reading.</summary>
public sealed record ReadDocument(ImmutableArray<PageText> Pages, ImmutableArray<Issue> Issues);

/// <summary>Page just finished (from 1) and how many the document has.</summary>
public readonly record struct PageProgress(int Page, int Pages);

/// <summary>First and last page to read, both from 1 and both included.</summary>
public readonly record struct PageRange(int First, int Last)
{
    public bool Contains(int page) => page >= First && page <= Last;
}

/// <summary>Limits and places for reading one document. The defaults suit an office machine.</summary>
public sealed record ReadOptions
{
    /// <summary>Only these pages; null for all.</summary>
    public PageRange? Pages { get; init; }

    /// <summary>How long one page may take before it is given up and the file goes on.</summary>
    public TimeSpan PageTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most bytes of memory an outside program or a worker may take.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>How many child processes at most, counted over all documents.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The program that answers the hidden verb "worker"; null for the running program itself.</summary>
    public string? WorkerProgram { get; init; }

    /// <summary>What that program is started with.</summary>
    public ImmutableArray<string> WorkerArguments { get; init; } = ["worker"];

    /// <summary>Folders to look for outside programs in, separated as in PATH; null for the environment's PATH.</summary>
    public string? ToolPath { get; init; }

    /// <summary>A folder to write page images with boxes and readings into; null for none.</summary>
    public string? KeepImages { get; init; }
}
