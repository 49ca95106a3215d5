using System.Globalization;

namespace ItaIngest.Domain.Values;

/// <summary>The three measuring instruments of ITA: internal survey, external survey, open data check.</summary>
public enum Instrument { IIT = 1, EIT = 2, OIT = 3 }

/// <summary>How deep in the score sheet a code stands.</summary>
public enum CodeLevel { Total, Instrument, Indicator, Item }

/// <summary>
/// The name of one value on a score sheet: TOTAL, IIT, EIT, OIT, IND01..IND10, and items i1.., e1.., o1...
/// Codes of items mean different questions in different fiscal years.
/// </summary>
public readonly record struct ItemCode : IComparable<ItemCode>
{
    private ItemCode(CodeLevel level, Instrument? instrument, int number)
    {
        Level = level;
        Instrument = instrument;
        Number = number;
        _place = (short)(((int)level * 1000) + ((int)(instrument ?? 0) * 100) + number);
    }

    // All of it in one number: codes are compared and looked up far more often than they are made.
    private readonly short _place;

    public CodeLevel Level { get; }

    /// <summary>Of an instrument or item; null for the total and for indicators (the codebook knows an indicator's instrument).</summary>
    public Instrument? Instrument { get; }

    /// <summary>From 1 for indicators and items; 0 else.</summary>
    public int Number { get; }

    public static ItemCode Total { get; } = new(CodeLevel.Total, null, 0);

    public static ItemCode Of(Instrument instrument) => new(CodeLevel.Instrument, instrument, 0);

    /// <param name="number">1..99.</param>
    public static ItemCode Indicator(int number) => new(CodeLevel.Indicator, null, Checked(number));

    /// <param name="instrument">The instrument whose question it is.</param>
    /// <param name="number">1..99.</param>
    public static ItemCode Item(Instrument instrument, int number) => new(CodeLevel.Item, instrument, Checked(number));

    /// <summary>Reads the canonical form only (TOTAL, OIT, IND04, i12, o9): printed variants are the readings' business.</summary>
    public static Parsed<ItemCode> Parse(ReadOnlySpan<char> text)
    {
        if (text is "TOTAL") return Parsed<ItemCode>.Of(Total);
        foreach (var instrument in Enum.GetValues<Instrument>())
        {
            if (text.SequenceEqual(instrument.ToString())) return Parsed<ItemCode>.Of(Of(instrument));
            if (text.Length is 2 or 3 && text[0] == Letter(instrument) && Digits(text[1..]) is { } item && text[1] != '0')
                return Parsed<ItemCode>.Of(Item(instrument, item));
        }
        if (text.Length == 5 && text.StartsWith("IND") && Digits(text[3..]) is { } indicator and > 0)
            return Parsed<ItemCode>.Of(Indicator(indicator));
        return Parsed<ItemCode>.Failed($"\"{text}\" is not a code such as TOTAL, OIT, IND04, i12");
    }

    /// <summary>Sheet order: total, instruments, indicators, then items by instrument and number.</summary>
    public int CompareTo(ItemCode other) => _place.CompareTo(other._place);

    public bool Equals(ItemCode other) => _place == other._place;

    public override int GetHashCode() => _place;

    public static bool operator <(ItemCode left, ItemCode right) => left.CompareTo(right) < 0;

    public static bool operator >(ItemCode left, ItemCode right) => left.CompareTo(right) > 0;

    public static bool operator <=(ItemCode left, ItemCode right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ItemCode left, ItemCode right) => left.CompareTo(right) >= 0;

    public override string ToString() => Level switch
    {
        CodeLevel.Total => "TOTAL",
        CodeLevel.Instrument => Instrument!.Value.ToString(),
        CodeLevel.Indicator => string.Create(CultureInfo.InvariantCulture, $"IND{Number:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Letter(Instrument!.Value)}{Number}"),
    };

    private static char Letter(Instrument instrument) => instrument switch
    {
        Values.Instrument.IIT => 'i',
        Values.Instrument.EIT => 'e',
        _ => 'o',
    };

    private static int? Digits(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!ThaiDigits.IsArabic(c)) return null;
        return ThaiDigits.ParseWhole(text);
    }

    private static int Checked(int number) =>
        number is >= 1 and <= 99 ? number : throw new ArgumentOutOfRangeException(nameof(number), number, "Codes run from 1 to 99.");
}
