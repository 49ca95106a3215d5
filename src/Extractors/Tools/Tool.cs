using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Tools;

/// <summary>How an outside program ended.</summary>
/// <param name="Exit">Its exit status; 128 + n when signal n ended it.</param>
/// <param name="TimedOut">It was ended because it was silent for too long.</param>
/// <param name="Errors">The first few kilobytes of its standard error.</param>
internal readonly record struct ToolResult(int Exit, bool TimedOut, string Errors)
{
    public bool Succeeded => Exit == 0 && !TimedOut;

    /// <summary>Its own words, on one line, for a message.</summary>
    public string FirstError
    {
        get
        {
            foreach (var line in Errors.Split('\n'))
                if (line.Trim() is { Length: > 0 } text) return text.Length > 200 ? text[..200] + "..." : text;
            return TimedOut ? "no answer in time" : $"exit status {Exit}";
        }
    }
}

/// <summary>An outside program and the Debian package that brings it.</summary>
internal sealed record Tool(string Name, string Package)
{
    /// <summary>Where it lies on the given search path (null: the environment's PATH).</summary>
    /// <exception cref="DocumentRejectedException">ITA015: it is not installed.</exception>
    public string Find(string? searchPath) =>
        TryFind(searchPath) ?? throw new DocumentRejectedException("ITA015", $"The program {Name} is not installed.",
            $"Install it with: apt-get install {Package}");

    public string? TryFind(string? searchPath)
    {
        var folders = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, Name);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
