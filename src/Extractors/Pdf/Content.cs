using System.Globalization;
using System.Text;

namespace ItaIngest.Extractors.Pdf;

/// <summary>What a page's content draws of text: how often visibly, how often in the invisible mode, and how often before a large image covers it.</summary>
internal readonly record struct TextDrawn(int Visible, int Invisible, int Covered);

/// <summary>Reads the operators of a content stream (ISO 32000-1, 7.8.2), only those that decide whether text is seen.</summary>
internal static class Content
{
    public static TextDrawn Look(ReadOnlySpan<byte> stream, IReadOnlySet<string> largeImages)
    {
        var saved = new Stack<int>();
        var (mode, visible, invisible, covered) = (0, 0, 0, 0);
        var last = "";
        for (var i = 0; i < stream.Length;)
        {
            var c = stream[i];
            if (c <= ' ') i++;
            else if (c == '%') i += Until(stream[i..], (byte)'\n');
            else if (c == '(') i += Literal(stream[i..]);
            else if (c == '<' && i + 1 < stream.Length && stream[i + 1] != '<') i += Until(stream[i..], (byte)'>');
            else if (c is (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}') i++;
            else
            {
                var from = i++;
                while (i < stream.Length && stream[i] > ' ' && !"()<>[]{}/%"u8.Contains(stream[i])) i++;
                var word = Encoding.Latin1.GetString(stream[from..i]);
                switch (word)
                {
                    case "q": if (saved.Count < 10_000) saved.Push(mode); break;
                    case "Q": mode = saved.Count > 0 ? saved.Pop() : 0; break;
                    case "Tr": mode = int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var m) ? m : 0; break;
                    case "Tj" or "TJ" or "'" or "\"": if (mode is 3 or 7) invisible++; else visible++; break;
                    case "Do" when largeImages.Contains(last): (covered, visible) = (covered + visible, 0); break;
                    case "ID": i += InlineImage(stream[i..]); break;
                }
                last = word;
            }
        }
        return new TextDrawn(visible, invisible, covered);
    }

    private static int Until(ReadOnlySpan<byte> rest, byte end)
    {
        var at = rest.IndexOf(end);
        return at < 0 ? rest.Length : at + 1;
    }

    private static int Literal(ReadOnlySpan<byte> rest)
    {
        var depth = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '\\') i++;
            else if (rest[i] == '(') depth++;
            else if (rest[i] == ')' && --depth == 0) return i + 1;
        }
        return rest.Length;
    }

    private static int InlineImage(ReadOnlySpan<byte> rest)
    {
        for (var i = 1; i + 2 < rest.Length; i++)
            if (rest[i] == 'E' && rest[i + 1] == 'I' && rest[i - 1] <= ' ' && rest[i + 2] <= ' ') return i + 2;
        return rest.Length;
    }
}
