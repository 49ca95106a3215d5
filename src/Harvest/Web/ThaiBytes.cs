using System.Text;
using System.Text.RegularExpressions;

namespace ItaIngest.Harvest.Web;

/// <summary>Bytes that are text in UTF-8 or in TIS-620 (Windows-874), as Thai sites mix them.</summary>
internal static partial class ThaiBytes
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static Encoding Windows874 { get; } = Load874();

    private static Encoding Load874()
    {
        // .NET knows code page 874 only after this; other parts of the program need not have asked for it before.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(874);
    }

    /// <summary>UTF-8 where the bytes are valid UTF-8, else TIS-620.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows874.GetString(bytes);
        }
    }

    /// <summary>A header's text that was read as Latin-1, byte for byte.</summary>
    public static string Redecode(string latin) => latin.All(c => c < 128) || latin.Any(c => c > 255) ? latin : Decode(Encoding.Latin1.GetBytes(latin));

    public static string UnescapePercent(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        var bytes = new List<byte>(text.Length);
        Span<byte> one = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else if (text[i] < 128) bytes.Add((byte)text[i]);
            else
            {
                var rune = char.IsSurrogate(text[i]) && i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? new Rune(text[i], text[++i]) : Rune.IsValid(text[i]) ? new Rune(text[i]) : Rune.ReplacementChar;
                bytes.AddRange(one[..rune.EncodeToUtf8(one)]);
            }
        }
        return Decode([.. bytes]);
    }

    /// <summary>What encoding a page is in: byte order mark, header, meta element, else UTF-8 where valid and TIS-620 where not.</summary>
    public static Encoding OfPage(ReadOnlySpan<byte> bytes, string? headerCharset)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Strict;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        var named = Named(headerCharset) ?? Named(MetaCharset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)])).Groups[1].Value);
        var utf8 = System.Text.Unicode.Utf8.IsValid(bytes);
        // Pages that claim UTF-8 and are not, and the other way round, are common: the bytes decide between those two.
        if (named is null or UTF8Encoding) return utf8 ? Strict : Windows874;
        if (named.CodePage == 874 && utf8 && bytes.IndexOfAnyExceptInRange((byte)0, (byte)127) >= 0) return Strict;
        return named;
    }

    private static Encoding? Named(string? charset)
    {
        var name = charset?.Trim().Trim('"', '\'').ToLowerInvariant();
        if (string.IsNullOrEmpty(name)) return null;
        if (name is "tis-620" or "tis620" or "windows-874" or "iso-8859-11" or "cp874" or "x-windows-874" or "win-874") return Windows874;
        if (name is "utf-8" or "utf8") return Strict;
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MetaCharset();
}
