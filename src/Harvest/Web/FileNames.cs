using System.Text;

namespace ItaIngest.Harvest.Web;

/// <summary>The name a document came with: for people and for telling text files apart, never for the file system.</summary>
internal static class FileNames
{
    /// <summary>From Content-Disposition (filename* of RFC 5987 before filename, raw UTF-8 or TIS-620 bytes, percent escapes), else from the address.</summary>
    public static string Of(Uri address, string? contentDisposition)
    {
        var named = contentDisposition is null ? null : FromDisposition(contentDisposition);
        if (!string.IsNullOrWhiteSpace(named)) return Plain(named);
        var path = address.AbsolutePath.TrimEnd('/');
        return Plain(ThaiBytes.UnescapePercent(path[(path.LastIndexOf('/') + 1)..]));
    }

    private static string? FromDisposition(string header)
    {
        string? plain = null;
        foreach (var (name, value) in Parameters(header))
        {
            if (name == "filename*" && Extended(value) is { } extended) return extended;
            if (name == "filename") plain = ThaiBytes.Redecode(value);
        }
        if (plain is null) return null;
        if (plain.StartsWith("=?", StringComparison.Ordinal) && EncodedWord(plain) is { } word) return word;
        return plain.Contains('%', StringComparison.Ordinal) ? ThaiBytes.UnescapePercent(plain) : plain;
    }

    /// <summary>charset'language'percent-escaped (RFC 5987).</summary>
    private static string? Extended(string value)
    {
        var parts = value.Split('\'', 3);
        return parts.Length == 3 ? ThaiBytes.UnescapePercent(parts[2]) : null;
    }

    /// <summary>=?charset?B?base64?= (RFC 2047): not allowed here, and sent all the same.</summary>
    private static string? EncodedWord(string value)
    {
        var parts = value.Split('?');
        if (parts.Length < 5 || !parts[2].Equals("B", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[parts[3].Length];
        return Convert.TryFromBase64String(parts[3], bytes, out var length) ? ThaiBytes.Decode(bytes.AsSpan(0, length)) : null;
    }

    private static IEnumerable<(string Name, string Value)> Parameters(string header)
    {
        var at = header.IndexOf(';', StringComparison.Ordinal);
        while (at >= 0 && at < header.Length)
        {
            var equals = header.IndexOf('=', at);
            if (equals < 0) yield break;
            var name = header[(at + 1)..equals].Trim().ToLowerInvariant();
            var from = equals + 1;
            while (from < header.Length && header[from] == ' ') from++;
            var into = new StringBuilder();
            if (from < header.Length && header[from] == '"')
            {
                for (from++; from < header.Length && header[from] != '"'; from++)
                {
                    if (header[from] == '\\' && from + 1 < header.Length) from++;
                    into.Append(header[from]);
                }
                at = header.IndexOf(';', Math.Min(from, header.Length - 1));
            }
            else
            {
                at = header.IndexOf(';', from);
                into.Append(header[from..(at < 0 ? header.Length : at)].Trim());
            }
            yield return (name, into.ToString());
        }
    }

    /// <summary>No folders, no control characters, at most 200 characters, its ending kept.</summary>
    public static string Plain(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(last.Length);
        foreach (var c in last)
            if (!char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E') and not (>= '\u2066' and <= '\u2069')) clean.Append(c);
        var text = clean.ToString().Trim();
        if (text.Length <= 200) return text;
        var ending = Path.GetExtension(text);
        return ending.Length is > 0 and < 12 ? text[..(200 - ending.Length)] + ending : text[..200];
    }
}
