using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class DigitReaderTests
{
    [Fact]
    public void The_network_answers_as_it_did_when_it_was_trained()
    {
        var network = DigitReader.Carried("digits.bin");
        foreach (var sample in Sample.All.Where(s => s.Fitted is not null))
        {
            var frames = network.Run(sample.Fitted!);
            frames.Length.ShouldBe(sample.Best.Length, sample.Text);
            for (var t = 0; t < frames.Length; t++) frames[t][sample.Best[t]].ShouldBe(sample.LogProbability[t], 1e-3f, sample.Text);
        }
    }

    [Fact]
    public void Both_networks_know_the_same_classes() => DigitReader.Carried("second.bin").Classes.ShouldBe(DigitReader.Carried("digits.bin").Classes);

    [Fact]
    public void Most_crops_of_unseen_fonts_are_read_and_letters_of_grades_are_never_digits()
    {
        var reader = DigitReader.Load();
        var read = Sample.All.Where(s => s.Fitted is not null && !s.Text.Contains('?', StringComparison.Ordinal)).Select(s => (s.Text, Read: reader.ReadTight(s.Fitted!).Text)).ToArray();
        read.Count(r => Grammar.Value(r.Read) == Grammar.Value(r.Text)).ShouldBeGreaterThanOrEqualTo(read.Length - 2);
        read.Where(r => r.Text.All(char.IsAsciiLetter)).ShouldAllBe(r => r.Read.Length == 0 || r.Read.All(char.IsAsciiLetter));
    }

    [Theory]
    [InlineData("๙๓.๒๖", true)]
    [InlineData("100.00", true)]
    [InlineData("+26.19", true)]
    [InlineData("i๑๒", true)]
    [InlineData("๐๑๐", true)]
    [InlineData("2568", true)]
    [InlineData("๑.", true)]
    [InlineData("1,234,567.00", true)]
    [InlineData("I๓.๒๖", false)]
    [InlineData("๙3.๒๖", false)]
    [InlineData("93..26", false)]
    [InlineData("i", false)]
    [InlineData(".50", false)]
    [InlineData("9326.1", false)]
    [InlineData("", false)]
    public void The_grammar_takes_what_a_report_prints_in_one_script(string text, bool taken) => Grammar.Accepts(text).ShouldBe(taken);

    [Theory]
    [InlineData("๐๒๘", "028")]
    [InlineData("o๒๘", "028")]
    [InlineData("O28", "028")]
    [InlineData("E๖", "e6")]
    [InlineData("O7.11", "07.11")]
    [InlineData("I3.16", "13.16")]
    [InlineData("I3", "i3")]
    [InlineData("1OO.๐0", "100.00")]
    [InlineData("๙๓.๒๖", "93.26")]
    [InlineData("๑๒.", "12")]
    [InlineData("1.2.", "1.2.")]
    public void Spellings_of_one_value_are_one_value(string text, string value) => Grammar.Value(text).ShouldBe(value);

    [Theory]
    [InlineData("1๐0.0O", true, "100.00")]
    [InlineData("๑0O.๐0", false, "๑๐๐.๐๐")]
    [InlineData("0.0O", true, "๐.๐๐")]
    [InlineData("o๑0", false, "o๑๐")]
    public void A_ring_is_the_zero_of_its_string_s_script(string text, bool thai, string spelt) => Grammar.Spell(text, thai).ShouldBe(spelt);

    [Theory]
    [InlineData("๘๙๘๗", true)]
    [InlineData("8987", true)]
    [InlineData("๒๕๖๘", false)]
    [InlineData("2025", false)]
    [InlineData("89.87", false)]
    [InlineData("1,234", false)]
    [InlineData("77.8.1", true)]
    [InlineData("7.8.1", false)]
    [InlineData("๔.๗๗๔", true)]
    [InlineData("๔,๗๗๔", false)]
    [InlineData("4.774%", false)]
    public void Shapes_that_mostly_are_another_misread_are_rare(string text, bool rare) => (Grammar.Rarity(text) < 0).ShouldBe(rare);

    [Fact]
    public void The_search_adds_up_the_alignments_of_a_string()
    {
        // Two frames, "1" with probability 0.6 in each, else blank: 1-, -1 and 11 all read "1".
        float a = MathF.Log(0.6f), b = MathF.Log(0.4f);
        var found = Beam.Search([[b, a], [b, a]], "_1");
        found.ShouldHaveSingleItem();
        found[0].Text.ShouldBe("1");
        Math.Exp(found[0].LogProbability).ShouldBe(0.6 * 0.6 + 2 * 0.6 * 0.4, 1e-6);
    }

    [Fact]
    public void A_doubled_digit_needs_a_blank_between()
    {
        float sure = MathF.Log(0.98f), not = MathF.Log(0.02f);
        Beam.Search([[not, sure], [sure, not], [not, sure]], "_1")[0].Text.ShouldBe("11");
        Beam.Search([[not, sure], [not, sure], [not, sure]], "_1")[0].Text.ShouldBe("1");
    }

    [Fact]
    public void Another_file_is_no_model()
    {
        using var stream = new MemoryStream("ITADIGIT but not really"u8.ToArray());
        Should.Throw<InvalidDataException>(() => Network.Load(stream));
    }
}
