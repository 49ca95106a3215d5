using ItaIngest.Domain.Values;

namespace ItaIngest.Typeset.Make;

/// <summary>How numbers are printed in one document.</summary>
/// <param name="Thai">Thai digits.</param>
/// <param name="Mixed">Either kind, by chance, number by number.</param>
/// <param name="BareHundred">100.00 as 100.</param>
public sealed record Printer(bool Thai, bool Mixed, bool BareHundred, Dice Dice)
{
    public string Score(int hundredths) => Digits(BareHundred && hundredths == 10000 ? "100" : Sheet.Text(hundredths));

    public string Number(int number) => Digits(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Digits(string text) => (Mixed ? Dice.Chance(0.5) : Thai) ? ThaiDigits.ToThai(text) : text;
}
