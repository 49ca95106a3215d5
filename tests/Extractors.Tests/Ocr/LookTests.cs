using FsCheck;
using FsCheck.Fluent;
using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class LookTests
{
    [Fact]
    public void Ink_that_is_no_other_print_is_a_numeral_however_hard_it_is_to_read()
    {
        new Look(Found(("๖๘.๐๐", 0.3), ("๖๘.๐", 0.05)), Plain: 0.95).Numeral.ShouldBeGreaterThan(0.8);
        new Look(Found(("๖๘.๐๐", 0.3), ("๖๘.๐", 0.05)), Plain: 0.4).Numeral.ShouldBeLessThan(0.5);
        new Look([], Plain: 1).Numeral.ShouldBe(0);
    }

    [Fact]
    public void The_share_of_a_numeral_is_a_probability_and_falls_with_what_speaks_for_other_print() => Prop.ForAll<byte, byte>((belief, plain) =>
    {
        var (b, p) = (Math.Min(belief, plain) / 255.0, plain / 255.0);
        var share = new Look(Found(("1", b)), p).Numeral;
        return share is >= 0 and <= 1 && new Look(Found(("1", b)), Math.Min(1, p + 0.1)).Numeral >= share;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stroke_before_one_or_two_figures_is_rather_the_letter_of_a_code_than_a_ruling()
    {
        Look.ByShape(Found(("๒๕", 0.6), ("I๒๕", 0.4)))[0].Text.ShouldBe("I๒๕");
        Look.ByShape(Found(("9", 0.9), ("I9", 0.1)))[0].Text.ShouldBe("9");
    }

    [Fact]
    public void A_stroke_before_a_score_is_a_ruling_and_eleven_stays_eleven()
    {
        Look.ByShape(Found(("93.26", 0.6), ("193.26", 0.4)))[0].Text.ShouldBe("93.26");
        Look.ByShape(Found(("11", 0.6), ("I1", 0.4)))[0].Text.ShouldBe("11");
    }

    [Fact]
    public void The_mean_of_looks_keeps_what_they_agree_on()
    {
        var mean = Look.Mean(new Look(Found(("87.50", 0.5), ("67.50", 0.5)), 1), new Look(Found(("87.50", 0.9)), 0.5));
        mean.Found[0].Text.ShouldBe("87.50");
        Math.Exp(mean.Found[0].LogProbability).ShouldBe(0.7, 1e-9);
        mean.Plain.ShouldBe(0.75);
    }

    private static List<(string Text, double LogProbability)> Found(params (string Text, double Probability)[] found) => [.. found.Select(f => (f.Text, Math.Log(f.Probability)))];
}
