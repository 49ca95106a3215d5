using System.Collections.Frozen;
using ItaIngest.Domain.Reference;

namespace ItaIngest.Reference;

/// <summary>Loads and checks everything in the reference folder.</summary>
public static class ReferenceLoader
{
    /// <summary>The registry of agencies and every year's codebook.</summary>
    /// <param name="folder">See <see cref="ReferenceFolder.Find()"/>.</param>
    /// <exception cref="ReferenceException">A file is missing or contradicts itself; the message names file and line.</exception>
    public static ReferenceData Load(string folder)
    {
        // The two halves share nothing, and the program cannot begin before both are there.
        var codebooks = Task.Run(() => LoadCodebooks(folder));
        var gazetteer = new GazetteerFiles(folder).Load();
        return new ReferenceData(gazetteer, codebooks.GetAwaiter().GetResult().ToFrozenDictionary(c => c.Year));
    }

    internal static List<Codebook> LoadCodebooks(string folder)
    {
        var books = Path.Combine(folder, "codebook");
        var paths = Directory.Exists(books) ? Directory.GetFiles(books, "*.yaml") : [];
        if (paths.Length == 0) throw new ReferenceException("ITA491", books, 0, "There is no codebook.", "Restore the folder from the repository.");
        Array.Sort(paths, StringComparer.Ordinal);
        return [.. paths.Select(CodebookFile.Load)];
    }
}
