using System.Buffers;
using System.Text;
using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Text;

/// <summary>How a text file is to be decoded; Damaged counts bytes that do not fit.</summary>
internal readonly record struct TextCode(Encoding Encoding, string Name, long Damaged);

/// <summary>
/// Finds a text's encoding by what is valid and by what is plausible Thai: UTF-8, UTF-16 and TIS-620/Windows-874.
/// Nothing is read with an encoding that does not fit: a wrong table turns digits into other digits.
/// </summary>
internal static class Encodings
{
    /// <summary>Of the bytes outside ASCII, this share may be broken before the encoding is refused.</summary>
    private const double MostDamage = 0.02;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>No NUL bytes (unless UTF-16) and hardly a control character.</summary>
    public static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        if (Utf16(head) is not null) return true;
        var control = 0;
        foreach (var b in head)
        {
            if (b == 0) return false;
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B)) control++;
        }
        return control * 100 <= head.Length;
    }

    /// <summary>Reads the stream once, in blocks.</summary>
    /// <exception cref="DocumentRejectedException">ITA013: no encoding fits.</exception>
    public static TextCode Detect(Stream stream, string name)
    {
        var block = new byte[1 << 16];
        var kept = 0;
        var (utf8, thai) = (new Utf8Count(), new ThaiCount());
        for (var first = true; ; first = false)
        {
            var n = stream.ReadAtLeast(block.AsSpan(kept), block.Length - kept, throwOnEndOfStream: false);
            var bytes = block.AsSpan(0, kept + n);
            if (first && Utf16(bytes) is { } wide) return new TextCode(wide, wide.CodePage == 1200 ? "UTF-16" : "UTF-16 (big-endian)", 0);
            thai.Add(bytes[kept..]);
            var last = kept + n < block.Length;
            kept = utf8.Add(bytes, last);
            bytes[^kept..].CopyTo(block);
            if (last) break;
        }
        if (utf8.Invalid == 0) return new TextCode(Utf8, "UTF-8", 0);
        if (utf8.Invalid <= utf8.Multibyte * MostDamage) return new TextCode(Utf8, "UTF-8", utf8.Invalid);
        if (thai.Plausible) return new TextCode(CodePagesEncodingProvider.Instance.GetEncoding(874)!, "Windows-874", thai.Foreign);
        throw new DocumentRejectedException("ITA013", $"{name} is a text in an encoding that is not known.",
            "Save it as UTF-8; UTF-16 and TIS-620 (Windows-874) are read too.");
    }

    private static Encoding? Utf16(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        // Without a mark: every other byte is 0 (Latin) or 0x0E (Thai).
        var pairs = Math.Min(head.Length, 4096) / 2;
        if (pairs < 4) return null;
        int little = 0, big = 0;
        for (var i = 0; i < pairs; i++)
        {
            if (IsHigh(head[(2 * i) + 1], head[2 * i])) little++;
            if (IsHigh(head[2 * i], head[(2 * i) + 1])) big++;
        }
        return little * 10 > pairs * 9 ? Encoding.Unicode : big * 10 > pairs * 9 ? Encoding.BigEndianUnicode : null;
    }

    private static bool IsHigh(byte high, byte low) => high == 0x0E || (high == 0 && low is >= 0x09 and < 0x80);

    private sealed class Utf8Count
    {
        public long Multibyte { get; private set; }

        public long Invalid { get; private set; }

        /// <summary>Counts, and says how many bytes at the end belong to the next block.</summary>
        public int Add(ReadOnlySpan<byte> bytes, bool last)
        {
            while (true)
            {
                var next = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
                if (next < 0) return 0;
                bytes = bytes[next..];
                var status = Rune.DecodeFromUtf8(bytes, out _, out var used);
                if (status == OperationStatus.NeedMoreData && !last) return bytes.Length;
                if (status == OperationStatus.Done) Multibyte += used;
                else Invalid += used;
                bytes = bytes[used..];
            }
        }
    }

    /// <summary>TIS-620: consonants and vowels 0xA1-0xDA, 0xDF-0xFB; marks 0xD1, 0xD4-0xDA, 0xE7-0xEE stand on consonants 0xA1-0xCE.</summary>
    private sealed class ThaiCount
    {
        private long _thai, _marks, _placed;
        private byte _before;

        public long Foreign { get; private set; }

        public bool Plausible => _thai > 0 && Foreign <= (_thai + Foreign) * MostDamage && _placed * 10 >= _marks * 9;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            foreach (var b in bytes)
            {
                if (b is >= 0xA1 and <= 0xDA or >= 0xDF and <= 0xFB)
                {
                    _thai++;
                    if (IsMark(b))
                    {
                        _marks++;
                        if (_before is >= 0xA1 and <= 0xCE || IsMark(_before)) _placed++;
                    }
                }
                else if (b is >= 0x80 and not (0x80 or 0x85 or >= 0x91 and <= 0x97 or 0xA0)) Foreign++;
                _before = b;
            }
        }

        private static bool IsMark(byte b) => b is 0xD1 or >= 0xD4 and <= 0xDA or >= 0xE7 and <= 0xEE;
    }
}
