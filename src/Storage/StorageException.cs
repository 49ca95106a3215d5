namespace ItaIngest.Storage;

/// <summary>
/// The database, its server or an export cannot do what was asked. Shown to people as one message; every code is explained in docs/errors/6xx.md.
/// </summary>
/// <param name="code">ITA6xx.</param>
/// <param name="what">What is wrong, naming the thing.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="inner">What the server or the system said.</param>
public sealed class StorageException(string code, string what, string remedy, Exception? inner = null)
    : Exception($"{what} {remedy}", inner)
{
    public string Code { get; } = code;

    public string What { get; } = what;

    public string Remedy { get; } = remedy;

    /// <summary>True when a program must be installed first, not the database mended.</summary>
    public bool IsMissingTool => Code == "ITA601";

    /// <summary>True when the question was right and there is nothing to answer it with.</summary>
    public bool IsEmpty => Code == "ITA631";

    /// <summary>True when the request itself was wrong: an unknown province, a year of the Common Era, a filter that does not exist.</summary>
    public bool IsUsage => !IsEmpty && (string.CompareOrdinal(Code, "ITA630") >= 0 && string.CompareOrdinal(Code, "ITA640") < 0 || Code is "ITA605" or "ITA640" or "ITA641");
}
