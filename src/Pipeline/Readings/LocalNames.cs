using System.Text.RegularExpressions;

namespace ItaIngest.Pipeline.Readings;

/// <summary>How names of local administrative organisations begin in cells and sentences, in full or shortened.</summary>
internal static partial class LocalNames
{
    public const string Beginning = @"(องค์\s?กา?ร\s?บริหาร\s?ส่วน|เทศบาล|อบต|อบจ|(?<![ก-๙])ท[ตมน]\.|เมืองพัทยา)";

    [GeneratedRegex("^" + Beginning)]
    public static partial Regex AtStart();
}
