using ItaIngest.Domain.Reference;
using ItaIngest.TestSupport;

namespace ItaIngest.Reference.Tests;

/// <summary>A copy of the reference folder that a test may spoil.</summary>
internal sealed class ReferenceFolderCopy : IDisposable
{
    public ReferenceFolderCopy()
    {
        Folder = Directory.CreateTempSubdirectory("ita-reference-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "codebook"));
        foreach (var file in Directory.GetFiles(Places.Reference, "*.*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(Folder, Path.GetRelativePath(Places.Reference, file)));
    }

    public string Folder { get; }

    public ReferenceFolderCopy Replace(string file, string what, string by)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(what, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"{file} must contain \"{what}\" for this case to mean anything");
        File.WriteAllText(path, text[..at] + by + text[(at + what.Length)..]);
        return this;
    }

    public ReferenceFolderCopy Append(string file, string text)
    {
        File.AppendAllText(Path.Combine(Folder, file), text);
        return this;
    }

    public ReferenceData Load() => ReferenceLoader.Load(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
