using ItaIngest.Domain.Values;

namespace ItaIngest.Typeset.Make;

/// <summary>How numbers are printed in one document.</summary>
/// <param name="Thai">Thai digits.</param>
/// <param name="Mixed">Either kind, by chance, number by number.</param>
/// <param name="BareHundred">100.00 as 100.</param>
/// <param name="Odd">Spaces around the point, zeros left out, a percent sign: still one number.</param>
public sealed record Printer(bool Thai, bool Mixed, bool BareHundred, Dice Dice, bool Odd = false)
{
    public string Score(int hundredths)
    {
        var text = BareHundred && hundredths == 10000 ? "100" : Sheet.Text(hundredths);
        if (Odd)
        {
            text = Dice.Between(0, 5) switch
            {
                0 => text.Replace(".", " .", StringComparison.Ordinal),
                1 => text.Replace(".", ". ", StringComparison.Ordinal),
                2 when hundredths % 10 == 0 => text.Contains('.', StringComparison.Ordinal) ? text[..^1] : text,
                3 when hundredths % 100 == 0 => text.Split('.')[0],
                4 => text + " %",
                5 => text + "%",
                _ => text,
            };
        }
        return Digits(text);
    }

    /// <summary>A number that OCR broke: nobody may guess what it was.</summary>
    public string Broken(int hundredths)
    {
        var text = Sheet.Text(hundredths);
        return Digits(Dice.Between(0, 3) switch
        {
            0 => text.Replace(".", "", StringComparison.Ordinal),
            1 => text[..^1] + "." + text[^1],
            2 => "l" + text[1..],
            _ => text[..^2] + "o" + text[^1],
        });
    }

    public string Number(int number) => Digits(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Digits(string text) => (Mixed ? Dice.Chance(0.5) : Thai) ? ThaiDigits.ToThai(text) : text;
}
