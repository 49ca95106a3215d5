using FsCheck;
using FsCheck.Fluent;
using ItaIngest.Domain.Values;
using ItaIngest.Reference;
using ItaIngest.TestSupport;
using ItaIngest.Typeset.Make;

namespace ItaIngest.Typeset.Tests;

public sealed class SheetTests
{
    private static readonly Facts Facts = new(ReferenceLoader.Load(Places.Reference));

    private static Sheet Draw(int seed) => Sheet.Draw(Facts.Book(2563 + (seed % 6)), new Dice(seed));

    private static Property Holds(Func<Sheet, bool> law) =>
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed => law(Draw(seed)));

    [Fact]
    public void The_total_is_the_weighted_sum_of_the_instruments_within_rounding() => Holds(s =>
        Math.Abs((30 * s[ItemCode.Of(Instrument.IIT)]) + (30 * s[ItemCode.Of(Instrument.EIT)]) + (40 * s[ItemCode.Of(Instrument.OIT)]) - (100 * s[ItemCode.Total])) <= 100).QuickCheckThrowOnFailure();

    [Fact]
    public void An_instrument_is_the_mean_of_its_indicators_within_rounding() => Holds(s =>
        Mean(s, Instrument.IIT, 1, 5) && Mean(s, Instrument.EIT, 6, 8) && Mean(s, Instrument.OIT, 9, 10)).QuickCheckThrowOnFailure();

    [Fact]
    public void Items_of_an_internal_survey_lie_on_the_lattice_of_one_number_of_respondents() => Holds(s =>
        s.Year < 2567 || Enumerable.Range(10, 40).Any(n => Enumerable.Range(1, 15).All(i => OnLattice(s[ItemCode.Item(Instrument.IIT, i)], n)))).QuickCheckThrowOnFailure();

    [Fact]
    public void An_item_of_open_data_scores_nothing_or_all() => Holds(s =>
        s.Values.Where(v => v.Key.Level == CodeLevel.Item && v.Key.Instrument == Instrument.OIT).All(v => v.Value is 0 or 10000)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_grade_is_the_one_of_the_years_scale() => Holds(s =>
        s.Pass == (s[ItemCode.Total] >= 8500)).QuickCheckThrowOnFailure();

    private static bool Mean(Sheet s, Instrument instrument, int from, int to)
    {
        var count = to - from + 1;
        var sum = Enumerable.Range(from, count).Sum(k => s[ItemCode.Indicator(k)]);
        return Math.Abs(sum - (count * s[ItemCode.Of(instrument)])) <= count;
    }

    private static bool OnLattice(int hundredths, int respondents)
    {
        var sum = (int)Math.Round(hundredths * respondents / 1000m, MidpointRounding.AwayFromZero);
        return (int)Math.Round(sum * 1000m / respondents, MidpointRounding.AwayFromZero) == hundredths;
    }
}
