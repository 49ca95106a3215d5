using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ItaIngest.Harvest.Web;

/// <summary>Which internet addresses belong to the public internet. Ranges: IANA special-purpose address registries (RFC 6890 and its updates).</summary>
internal static class Network
{
    private static readonly (uint Base, int Bits)[] Special4 =
    [
        (0x00000000, 8), (0x0A000000, 8), (0x64400000, 10), (0x7F000000, 8), (0xA9FE0000, 16), (0xAC100000, 12),
        (0xC0000000, 24), (0xC0000200, 24), (0xC0586300, 24), (0xC0A80000, 16), (0xC6120000, 15), (0xC6336400, 24),
        (0xCB007100, 24), (0xE0000000, 4), (0xF0000000, 4),
    ];

    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return IsPublic4(BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()));
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        var bytes = address.GetAddressBytes();
        var first = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        // Only 2000::/3 is handed out; inside it are documentation, Teredo, ORCHID and the transition ranges that carry an IPv4 address.
        if ((first & 0xE000) != 0x2000) return first == 0x0064 && bytes[2] == 0xFF && bytes[3] == 0x9B && bytes.AsSpan(4, 8).IndexOfAnyExcept((byte)0) < 0 && IsPublic4(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12)));
        if (first == 0x2002) return IsPublic4(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(2)));
        if (first == 0x2001 && bytes[2] < 0x02) return false;
        if (first == 0x2001 && bytes[2] == 0x0D && bytes[3] == 0xB8) return false;
        return first != 0x3FFF || (bytes[2] & 0xF0) != 0;
    }

    private static bool IsPublic4(uint address)
    {
        foreach (var (start, bits) in Special4)
            if ((address ^ start) >> (32 - bits) == 0) return false;
        return true;
    }
}

/// <summary>A connection that the address policy forbids.</summary>
internal sealed class ForbiddenAddressException(string message) : Exception(message);
