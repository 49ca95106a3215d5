using System.Text;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Text;

/// <summary>
/// A line in comparable form (as <see cref="ThaiText.Key"/>, without spaces) that still knows where each letter stood and where words were set apart.
/// </summary>
internal sealed class KeyedLine
{
    private readonly int[] _at;
    private readonly bool[] _apart;

    private KeyedLine(string text, string key, int[] at, bool[] apart)
    {
        Text = text;
        Key = key;
        _at = at;
        _apart = apart;
    }

    /// <summary>The normalised line.</summary>
    public string Text { get; }

    public string Key { get; }

    public static KeyedLine Of(string line)
    {
        var text = ThaiText.Normalise(line);
        var key = new StringBuilder(text.Length);
        var at = new int[text.Length];
        var apart = new bool[text.Length + 1];
        var gap = true;
        for (var i = 0; i < text.Length; i++)
        {
            if (ThaiText.KeyOf(text[i]) is not { } c)
            {
                gap |= text[i] != '-' && text[i] != '\u0E4D';
                continue;
            }
            apart[key.Length] = gap;
            at[key.Length] = i;
            key.Append(c);
            gap = false;
        }
        apart[key.Length] = true;
        return new KeyedLine(text, key.ToString(), at, apart);
    }

    /// <summary>Whether a space, a mark of punctuation or the end of the line stands before this position of the key.</summary>
    public bool ApartAt(int position) =>
        position >= Key.Length || _apart[position] || IsPunctuation(Key[position]) || (position > 0 && IsPunctuation(Key[position - 1]))
        || (position > 0 && ThaiText.IsThai(Key[position]) != ThaiText.IsThai(Key[position - 1]));

    /// <summary>What is printed between two positions of the key.</summary>
    public string Printed(int from, int length) =>
        length <= 0 ? "" : Text[_at[from]..(_at[from + length - 1] + 1)];

    private static bool IsPunctuation(char c) => c is < '0' or (> '9' and < 'a') or (> 'z' and < '\u0080');
}
