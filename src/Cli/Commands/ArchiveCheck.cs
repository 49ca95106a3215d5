using System.Security.Cryptography;
using ItaIngest.Harvest.Store;
using ItaIngest.Storage.Keep;

namespace ItaIngest.Cli.Commands;

/// <summary>Whether the bytes behind the evidence are still there: every document that the harvest brought, against its file in the archive.</summary>
internal static class ArchiveCheck
{
    public static IEnumerable<Fault> Of(IReadOnlyList<KeptDocument> documents, DataFolder data, CancellationToken ct)
    {
        var harvested = documents.Where(d => d.Origin is not null).ToList();
        var missing = harvested.Where(d => !File.Exists(data.ObjectOf(d.Sha256))).ToList();
        if (missing.Count > 0) yield return new Fault($"documents whose bytes are not in the archive {data.Root}", missing.Count, $"{missing[0].FileName} from {missing[0].Origin}");
        var others = harvested.Except(missing).Where(d => !IsWhole(d, data.ObjectOf(d.Sha256), ct)).ToList();
        if (others.Count > 0) yield return new Fault($"documents whose bytes in the archive {data.Root} are others than those that were read", others.Count, $"{others[0].FileName} from {others[0].Origin}");
    }

    private static bool IsWhole(KeptDocument document, string file, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var stream = File.OpenRead(file);
        return stream.Length == document.Bytes && Convert.ToHexStringLower(SHA256.HashData(stream)) == document.Sha256;
    }
}
