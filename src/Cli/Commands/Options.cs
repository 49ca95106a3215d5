using System.CommandLine;
using ItaIngest.Extractors;

namespace ItaIngest.Cli.Commands;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class Options
{
    public static Argument<string[]> Paths() => new("path")
    {
        Description = "Files and folders (with everything in them).",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "No progress." };

    public static Option<string?> Pages() => new("--pages") { Description = "Only these pages of each document: 5 or 3-7." };

    public static Option<string?> KeepImages() => new("--keep-images")
    {
        Description = "Write pictures of the scanned pages, with boxes and readings drawn on them, into this folder.",
    };

    public static Option<int> Workers() => new("--workers")
    {
        Description = "How many documents are read at once.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    /// <exception cref="UsageException">Not a page or a range of pages.</exception>
    public static PageRange? PageRange(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('-', 2, StringSplitOptions.TrimEntries);
        return int.TryParse(parts[0], out var first) && first > 0 && int.TryParse(parts[^1], out var last) && last >= first
            ? new PageRange(first, last)
            : throw new UsageException("ITA911", $"--pages {text} is not a page or a range of pages.", "Write --pages 5 or --pages 3-7.");
    }
}

/// <summary>The command line cannot be carried out as it was typed.</summary>
internal sealed class UsageException(string code, string what, string remedy) : Exception($"{code}: {what} {remedy}");
