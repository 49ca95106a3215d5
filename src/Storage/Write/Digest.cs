using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ItaIngest.Storage.Write;

/// <summary>
/// A name made of content: the first 16 bytes of the SHA-256 over the parts, each with its length or a mark for absence,
/// so that two different lists of parts never run together. The same content has the same name on every machine and in every run.
/// </summary>
internal sealed class Digest
{
    private byte[] _buffer = new byte[1024];
    private int _used;

    public Digest Add(string? text)
    {
        if (text is null) return Add(-1);
        var room = Room(4 + Encoding.UTF8.GetMaxByteCount(text.Length));
        var size = Encoding.UTF8.GetBytes(text, room[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(room, size);
        _used -= room.Length - 4 - size;
        return this;
    }

    public Digest Add(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(4), number);
        return this;
    }

    public Digest Add(int? number) => number is { } n ? Add(1).Add(n) : Add(0);

    public Digest Add(double number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Room(8), number);
        return this;
    }

    public Digest Add(float number)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Room(4), number);
        return this;
    }

    public Digest Add(Guid id)
    {
        id.TryWriteBytes(Room(16));
        return this;
    }

    /// <summary>The name; the digest is empty afterwards and may be used again.</summary>
    public Guid Take()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_buffer.AsSpan(0, _used), hash);
        _used = 0;
        return new Guid(hash[..16], bigEndian: true);
    }

    private Span<byte> Room(int size)
    {
        if (_used + size > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + size));
        _used += size;
        return _buffer.AsSpan(_used - size, size);
    }
}
