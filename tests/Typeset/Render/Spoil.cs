using System.Text;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Render;

/// <summary>Faults of the letters: what broken text layers and OCR do to Thai (and never to the digits of a score).</summary>
public static class Spoil
{
    public static string Letters(string text, TextFault fault, int seed)
    {
        var dice = new Dice(seed + (int)fault);
        return fault switch
        {
            TextFault.SaraAmDecomposed => text.Replace("ำ", "\u0E4D\u0E32", StringComparison.Ordinal),
            TextFault.SaraAmLost => Each(text, (c, into) => into.Append(c == 'ำ' ? " า" : c)),
            TextFault.PrivateUse => PrivateUse(text),
            TextFault.MarksApart => MarksApart(text, dice),
            TextFault.Markup => Markup(text, dice),
            TextFault.StrayLetters => StrayLetters(text, dice),
            _ => text,
        };
    }

    /// <summary>Glyph variants that old Windows fonts put into the private-use area: tone marks shifted down or left.</summary>
    private static string PrivateUse(string text) => Each(text, (c, into) => into.Append(c switch
    {
        '\u0E48' => '\uF70A',
        '\u0E49' => '\uF70B',
        '\u0E4C' => '\uF70E',
        'ญ' => '\uF70F',
        'ฐ' => '\uF700',
        _ => c,
    }));

    /// <summary>A space before some marks that stand above or below: ถ ึง, กรณ ี.</summary>
    private static string MarksApart(string text, Dice dice) => Each(text, (c, into) =>
    {
        if (c is '\u0E34' or '\u0E35' or '\u0E36' or '\u0E37' && dice.Chance(0.2)) into.Append(' ');
        into.Append(c);
    });

    private static string Markup(string text, Dice dice)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            if (lines[i].Contains('\t', StringComparison.Ordinal))
            {
                var cells = lines[i].Split('\t');
                if (dice.Chance(0.2)) cells[0] = cells[0].Length > 0 ? $"<b>{cells[0]}</b>" : "";
                lines[i] = string.Join('\t', cells).Replace("*", "\\*", StringComparison.Ordinal);
            }
            else if (dice.Chance(0.25)) lines[i] = "### " + lines[i];
            else if (dice.Chance(0.25)) lines[i] = $"**{lines[i]}**";
            else if (dice.Chance(0.25)) lines[i] = $"<p>{lines[i]}</p>";
            else if (dice.Chance(0.2)) lines[i] += "  ";
        }
        return string.Join('\n', lines);
    }

    /// <summary>Lao and Latin letters in the place of Thai ones that look alike, rarely, outside of names that decide.</summary>
    private static string StrayLetters(string text, Dice dice)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains('\t', StringComparison.Ordinal) || !dice.Chance(0.4)) continue;
            lines[i] = Each(lines[i], (c, into) => into.Append(dice.Chance(0.03) ? c switch { 'ก' => 'ກ', 'ด' => 'ດ', 'ส' => 'ສ', 'ร' => 's', _ => c } : c));
        }
        return string.Join('\n', lines);
    }

    private static string Each(string text, Action<char, StringBuilder> write)
    {
        var into = new StringBuilder(text.Length);
        foreach (var c in text) write(c, into);
        return into.ToString();
    }
}
