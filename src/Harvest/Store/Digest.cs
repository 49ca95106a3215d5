using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ItaIngest.Harvest.Store;

/// <summary>
/// Stands for a text, mostly an address, in 16 bytes: the first half of its SHA-256. Among a million addresses two share one with a chance of 10^-27,
/// and nobody can make two that do; so what is known of an address may be looked up by this alone.
/// </summary>
internal readonly record struct Digest(ulong High, ulong Low)
{
    public static Digest Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Digest(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]));
    }
}
