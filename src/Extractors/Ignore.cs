using System.IO.Enumeration;

namespace ItaIngest.Extractors;

/// <summary>
/// What a folder says is no document: a file <c>.itaignore</c> in it holds a name or pattern a line (* and ?; # starts a comment),
/// for files and folders there and below. Only for what is met while walking: a file or folder named by the user is always read.
/// </summary>
internal sealed class Ignore
{
    public const string FileName = ".itaignore";

    private readonly string[] _patterns;

    private Ignore(string[] patterns) => _patterns = patterns;

    public static Ignore Nothing { get; } = new([]);

    /// <summary>These patterns and those of the folder, if it has any.</summary>
    public Ignore Within(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return this;
        return new Ignore([.. _patterns, .. File.ReadLines(path).Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#'))]);
    }

    public bool Covers(string name)
    {
        foreach (var pattern in _patterns)
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)) return true;
        return false;
    }
}
