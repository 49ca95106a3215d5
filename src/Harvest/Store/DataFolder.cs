namespace ItaIngest.Harvest.Store;

/// <summary>
/// Where things lie in the data folder. Names are hashes and numbers: nothing from the network is ever part of a path.
/// objects/ documents by content · warc/ the log of fetches · runs/ a journal per run · sources/ what is known of each source ·
/// part/ downloads under way · robots/ rules of each host.
/// </summary>
public sealed class DataFolder
{
    public DataFolder(string root)
    {
        Root = Path.GetFullPath(root);
    }

    public string Root { get; }

    public string Objects => Path.Combine(Root, "objects");

    public string Warc => Path.Combine(Root, "warc");

    public string Runs => Path.Combine(Root, "runs");

    public string Sources => Path.Combine(Root, "sources");

    public string Parts => Path.Combine(Root, "part");

    public string Robots => Path.Combine(Root, "robots");

    public string Health => Path.Combine(Root, "health.json");

    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>Which documents have been handed to ingest: one line of JSON each.</summary>
    public string Ingested => Path.Combine(Root, "ingested.jsonl");

    /// <summary>The file of a document's bytes.</summary>
    /// <param name="sha256">64 hexadecimal digits.</param>
    public string ObjectOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(Objects, sha256[..2], sha256) : throw new ArgumentException($"\"{sha256}\" is no SHA-256.", nameof(sha256));

    public string Journal(int run) => Path.Combine(Runs, RunName(run), "journal.jsonl");

    public string WarcFile(int run, int part) => Path.Combine(Warc, $"ita-{RunName(run)}-{part.ToString("D5", null)}.warc.gz");

    public string State(string sourceKey) => Path.Combine(Sources, sourceKey + ".jsonl");

    public static string RunName(int run) => run.ToString("D6", null);

    public void Create()
    {
        foreach (var folder in new[] { Root, Objects, Warc, Runs, Sources, Parts, Robots }) Directory.CreateDirectory(folder);
    }

    /// <summary>Numbers of all runs, oldest first.</summary>
    public IEnumerable<int> RunNumbers() => !Directory.Exists(Runs) ? []
        : Directory.EnumerateDirectories(Runs).Select(d => int.TryParse(Path.GetFileName(d), out var n) && File.Exists(Journal(n)) ? n : 0).Where(n => n > 0).Order();
}
