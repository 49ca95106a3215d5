using System.Text;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Text;

/// <summary>
/// Text folded for comparing (<see cref="ThaiText.Key"/>) that can lead back to the place in the text it came from.
/// The text must be normalised already, as every token is.
/// </summary>
internal sealed class Folded
{
    private readonly int[] _from;

    public Folded(string text)
    {
        Text = text;
        var key = new StringBuilder(text.Length);
        var from = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            if (ThaiText.KeyOf(text[i]) is not { } c) continue;
            key.Append(c);
            from.Add(i);
        }
        from.Add(text.Length);
        _from = [.. from];
        Key = key.ToString();
    }

    public string Text { get; }

    public string Key { get; }

    /// <summary>The place in Text of a place in Key.</summary>
    public int InText(int inKey) => _from[inKey];

    /// <summary>The place in Text just behind the character before this place in Key.</summary>
    public int EndInText(int inKey) => inKey == 0 ? 0 : _from[inKey - 1] + 1;
}
