using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Readings;
using ItaIngest.Reference;
using ItaIngest.TestSupport;

namespace ItaIngest.Pipeline.Tests.Readings;

public sealed class InkTests
{
    [Theory]
    [InlineData("o7", "๑๐๐.๐๐", 0.983, "๑๐๐.๐", 0.0132, true)] // Nothing else that an item of OIT can score.
    [InlineData("o7", "0.00", 0.986, "0.0", 0.0069, true)] // The same value, spelt otherwise.
    [InlineData("o7", "0.00", 0.986, "100.00", 0.0069, false)]
    [InlineData("o7", "50.00", 0.986, "60.00", 0.0069, false)]
    [InlineData("i7", "100.00", 0.986, "100.0", 0.0069, false)]
    [InlineData("o7", "100.00", 0.9, "100.0", 0.0069, false)] // Ink that fell apart or stands crooked: its place is in doubt, not its digits.
    [InlineData("i7", "91.18", 0.9996, "91.13", 0.0003, true)]
    [InlineData("o7", "๑๐๐.๐๐", 0.983, "๑๐๐.๐", 0.0132, false, 2566)] // No source says so of that year.
    public void Ink_is_believed_when_nothing_else_that_its_place_allows_is_likely(string code, string printed, double confidence, string other, double probability, bool published, int year = 2568)
    {
        var book = ReferenceLoader.Load(Places.Reference).Codebooks[FiscalYear.Of(year)];
        var evidence = new Evidence("d", 1, null, null, printed, ReaderKind.Digits, confidence, [new Alternative(other, probability), new Alternative("7.77", 0.0001)], Where.Table, "test", "", 0);
        var value = Score.Parse(printed);
        var record = new ScoreRecord(ItemCode.Parse(code).Value, value.Value, ScoreStatus.Printed, [], [new Observation(ItemCode.Parse(code).Value, value, evidence)], []);
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var score = Ink.Withhold([record], book, issues).ShouldHaveSingleItem();
        (score.Value is not null).ShouldBe(published);
        issues.Count.ShouldBe(published ? 0 : 1);
    }
}
