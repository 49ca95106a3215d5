namespace ItaIngest.Cli;

/// <summary>What the program's exit status means; docs/cli.md shows the same table.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>Finished, but documents were rejected or an alarm was raised.</summary>
    public const int WithRejects = 1;

    /// <summary>The command line was wrong.</summary>
    public const int Usage = 2;

    /// <summary>The database refused, was lost or is unfit.</summary>
    public const int Database = 3;

    /// <summary>An outside program, language data or a model file is missing.</summary>
    public const int MissingTool = 4;

    public const int Interrupted = 130;

    /// <summary>After a run over documents: a missing tool outweighs rejected documents, since it explains them.</summary>
    /// <param name="rejections">Codes of the issues that rejected documents.</param>
    public static int After(IReadOnlyCollection<string> rejections) =>
        rejections.Count == 0 ? Fine : rejections.Any(c => c is "ITA015" or "ITA101" or "ITA102") ? MissingTool : WithRejects;
}
