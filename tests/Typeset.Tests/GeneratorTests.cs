using ItaIngest.Reference;
using ItaIngest.TestSupport;
using ItaIngest.Typeset.Make;
using ItaIngest.Typeset.Paper;
using ItaIngest.Typeset.Render;

namespace ItaIngest.Typeset.Tests;

public sealed class GeneratorTests
{
    private static readonly Facts Facts = new(ReferenceLoader.Load(Places.Reference));

    [Fact]
    public void The_same_seed_gives_the_same_documents()
    {
        var first = Recipes.All(Facts, 7, 1).Select(Plain.Write);
        Recipes.All(Facts, 7, 1).Select(Plain.Write).ShouldBe(first);
        Recipes.All(Facts, 8, 1).Select(Plain.Write).ShouldNotBe(first);
    }

    [Fact]
    public void Every_fault_comes_as_often_as_asked_under_a_name_of_its_own()
    {
        var all = Recipes.All(Facts, 1, 3);
        foreach (var fault in Enum.GetValues<Fault>()) all.Count(d => d.Faults.Contains(fault)).ShouldBeGreaterThanOrEqualTo(3, fault.ToString());
        all.Select(d => d.Name).Distinct(StringComparer.Ordinal).Count().ShouldBe(all.Length);
    }

    [Fact]
    public void Every_printed_value_of_the_truth_stands_in_the_text()
    {
        foreach (var document in Recipes.All(Facts, 3, 2))
        {
            var text = Plain.Write(document with { TextFault = TextFault.None });
            foreach (var score in document.Scores) text.ShouldContain(score.Printed, Case.Sensitive, document.Name);
            foreach (var row in document.Rows) text.ShouldContain(row.PrintedName, Case.Sensitive, document.Name);
        }
    }

    [Fact]
    public void A_misread_value_is_another_one_and_the_truth_keeps_the_right_one()
    {
        foreach (var document in Recipes.All(Facts, 5, 3).Where(d => d.Faults.Contains(Fault.MisreadDigits)))
        {
            var wrong = document.Scores.Where(s => s.Note.StartsWith("misread", StringComparison.Ordinal)).ToArray();
            wrong.ShouldNotBeEmpty(document.Name);
            foreach (var score in wrong) Domain.Values.ThaiDigits.ToArabic(score.Printed).ShouldNotBe(score.Value);
        }
    }

    [Fact]
    public void A_garbled_name_is_no_other_agency_of_the_province()
    {
        foreach (var document in Recipes.All(Facts, 11, 3).Where(d => d.Faults.Contains(Fault.GarbledRows)))
        {
            var names = document.Rows.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
            document.Rows.Where(r => r.PrintedName != r.Name).ShouldAllBe(r => !names.Contains(r.PrintedName));
            document.Rows.Count(r => r.PrintedName != r.Name).ShouldBeGreaterThan(document.Rows.Length / 10);
        }
    }

    [Fact]
    public void Merged_cells_leave_their_covered_places_empty()
    {
        var grid = new Grid([[new Cell("a", 1, 2), new Cell("b")], [new Cell("c")], [new Cell("d", 2)]], 0);
        grid.Rectangle().Select(r => string.Join('|', r)).ShouldBe(["a|b", "|c", "d|"]);
    }

    [Fact]
    public void A_cut_table_repeats_its_header()
    {
        var grid = Grid.Of(1, [["h"], ["1"], ["2"], ["3"]]) with { CutBefore = [3], LineAtCut = "foot" };
        Plain.Write(new Document("x", [], [grid], null, 2567)).ShouldBe("h\n1\n2\n\nfoot\n\n\n\nh\n3\n\n");
    }

    [Fact]
    public void An_ocr_text_laid_out_again_keeps_its_cells_and_changes_only_its_digits()
    {
        var read = FromText.Read("x", "# หัวเรื่อง\nตัวชี้วัด\tคะแนน\n<b>๑. ก</b>\t๘๕.๘๓\n๐๑๐ ข\t๑๐๐\n", Numerals.Arabic);
        read.Blocks.OfType<Para>().Single().ShouldBe(new Para("หัวเรื่อง", Style.Heading));
        read.Blocks.OfType<Grid>().Single().Rectangle().Select(r => string.Join('|', r)).ShouldBe(["ตัวชี้วัด|คะแนน", "1. ก|85.83", "o10 ข|100"]);
    }
}
