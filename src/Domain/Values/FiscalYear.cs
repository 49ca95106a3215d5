using System.Globalization;

namespace ItaIngest.Domain.Values;

/// <summary>A Thai fiscal year in the Buddhist Era: FY2568 runs from 2024-10-01 to 2025-09-30. Refuses years of the Common Era.</summary>
public readonly record struct FiscalYear : IComparable<FiscalYear>
{
    /// <summary>ITA is far younger and its end far; a year outside is a misreading.</summary>
    public const int Earliest = 2550, Latest = 2600;

    private FiscalYear(int buddhistEra) => BuddhistEra = buddhistEra;

    public int BuddhistEra { get; }

    public FiscalYear Previous => new(BuddhistEra - 1);

    /// <exception cref="ArgumentOutOfRangeException">Not a year of the Buddhist Era between 2550 and 2600.</exception>
    public static FiscalYear Of(int buddhistEra) =>
        IsYear(buddhistEra) ? new FiscalYear(buddhistEra)
        : throw new ArgumentOutOfRangeException(nameof(buddhistEra), buddhistEra, "A fiscal year is of the Buddhist Era, 2550 to 2600.");

    public static bool IsYear(int number) => number is >= Earliest and <= Latest;

    /// <summary>Reads "2564" or "๒๕๖๔"; "2025" is refused with the Buddhist year it probably means.</summary>
    public static Parsed<FiscalYear> Parse(ReadOnlySpan<char> printed)
    {
        if (ThaiDigits.ParseWhole(printed.Trim()) is not { } number) return Parsed<FiscalYear>.Failed($"\"{printed}\" is not a year");
        if (IsYear(number)) return Parsed<FiscalYear>.Of(new FiscalYear(number));
        return Parsed<FiscalYear>.Failed(IsYear(number + 543)
            ? $"\"{printed}\" is a year of the Common Era; the Buddhist year {number + 543} is expected"
            : $"\"{printed}\" is not a year between {Earliest} and {Latest}");
    }

    public int CompareTo(FiscalYear other) => BuddhistEra.CompareTo(other.BuddhistEra);

    public static bool operator <(FiscalYear left, FiscalYear right) => left.BuddhistEra < right.BuddhistEra;

    public static bool operator >(FiscalYear left, FiscalYear right) => left.BuddhistEra > right.BuddhistEra;

    public static bool operator <=(FiscalYear left, FiscalYear right) => left.BuddhistEra <= right.BuddhistEra;

    public static bool operator >=(FiscalYear left, FiscalYear right) => left.BuddhistEra >= right.BuddhistEra;

    public override string ToString() => BuddhistEra.ToString(CultureInfo.InvariantCulture);
}
