namespace ItaIngest.Reference;

/// <summary>The reference data cannot be used. Names file and line; nothing was loaded.</summary>
/// <param name="code">ITA490..ITA499.</param>
/// <param name="file">The file, as a path.</param>
/// <param name="line">From 1; 0 for the file as a whole.</param>
/// <param name="what">What is wrong, naming the thing as written.</param>
/// <param name="remedy">What to do.</param>
public sealed class ReferenceException(string code, string file, long line, string what, string remedy)
    : Exception($"{(line > 0 ? $"{file}, line {line}: " : $"{file}: ")}{what} {remedy}")
{
    public string Code { get; } = code;

    public string File { get; } = file;

    public long Line { get; } = line;

    public string Remedy { get; } = remedy;
}
