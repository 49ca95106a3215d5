using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Readings;

/// <summary>What a year's grade scale says of a total; the source of the bands is the year's codebook.</summary>
internal static class GradeScale
{
    /// <summary>
    /// Null when score, grade and verdict agree, else what does not. Bands that also ask for instruments can only be refuted downwards:
    /// a total of 96 may well be "ผ่าน" when an instrument is low.
    /// </summary>
    public static string? Contradiction(Codebook book, Score total, string? grade, bool? passed)
    {
        if (book.Grades.IsEmpty) return null;
        if (grade is not null && book.Grades.Any(g => g.Grade == grade))
        {
            var band = book.Grades.First(g => g.Grade == grade);
            if (total.Hundredths < band.FromHundredths) return $"grade {grade} begins at {Score.FromHundredths(band.FromHundredths)}";
            // The highest band that the total alone reaches: bands that ask for instruments too refute nothing.
            var reached = book.Grades.FirstOrDefault(g => g.InstrumentsFromHundredths is null && total.Hundredths >= g.FromHundredths);
            if (reached is not null && reached.FromHundredths > band.FromHundredths) return $"a total of {total} is {reached.Grade}, not {grade}";
        }
        if (passed is { } p)
        {
            var threshold = book.Grades.Where(g => g.Pass).Min(g => g.FromHundredths);
            if (p != total.Hundredths >= threshold) return $"the pass mark is {Score.FromHundredths(threshold)}";
        }
        return null;
    }
}
