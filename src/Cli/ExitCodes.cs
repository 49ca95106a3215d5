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
}
