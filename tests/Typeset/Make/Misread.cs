using System.Text;

namespace ItaIngest.Typeset.Make;

/// <summary>Misreadings as OCR makes them: letters that look alike, letters dropped, neighbours swapped; digits that look alike.</summary>
public static class Misread
{
    private static readonly string[] Alike =
    [
        "นบม", "ทหฑ", "คดตศ", "ผฝพฟ", "กถภ", "ลสอ", "งจ", "ขชซ", "ปบ", "รธ", "ยผ", "วาร", "ิีืึ", "ุู", "่้๊", "เแ", "โไใ", "ฏฎ", "ณญ", "็์", "ฉน", "ฆม",
    ];

    private static readonly string[] Digits = ["45", "85", "38", "69", "79", "89", "26", "17", "03"];

    /// <summary>One to four letters of a name wrong; never the whole of a short name.</summary>
    public static string Name(string name, int start, int faults, Dice dice)
    {
        var head = name[..start];
        var text = new StringBuilder(name[start..]);
        for (var f = 0; f < faults && text.Length > 2; f++)
        {
            var at = dice.Between(1, text.Length - 1);
            switch (dice.Between(0, 5))
            {
                case 0 when text.Length > 4:
                    text.Remove(at, 1);
                    break;
                case 1 when at + 1 < text.Length && IsConsonant(text[at]) && IsConsonant(text[at + 1]):
                    (text[at], text[at + 1]) = (text[at + 1], text[at]);
                    break;
                default:
                    var sets = Alike.Where(a => a.Contains(text[at], StringComparison.Ordinal)).ToArray();
                    if (sets.Length == 0) text.Remove(at, 1);
                    else text[at] = dice.Pick(dice.Pick(sets).Where(c => c != text[at]).ToArray());
                    break;
            }
        }
        return head + text;
    }

    /// <summary>A score with one digit read as another that looks like it; at least 0.1 away; null where no digit has a double.</summary>
    public static int? Score(int hundredths, Dice dice)
    {
        var text = Sheet.Text(hundredths);
        var choices = new List<int>();
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var set in Digits)
            {
                if (!set.Contains(text[at], StringComparison.Ordinal)) continue;
                var other = text[..at] + set.First(c => c != text[at]) + text[(at + 1)..];
                var value = int.Parse(other.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
                if (value <= 10000 && Math.Abs(value - hundredths) >= 10) choices.Add(value);
            }
        }
        return choices.Count == 0 ? null : dice.Pick(choices);
    }

    private static bool IsConsonant(char c) => c is >= 'ก' and <= 'ฮ';
}
