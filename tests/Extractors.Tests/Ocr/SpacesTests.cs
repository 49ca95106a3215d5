using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class SpacesTests
{
    [Fact]
    public void A_word_ends_where_its_ink_ends_though_its_letters_are_wider_than_most() =>
        Spaces.Place(["ณณณณ", "บบบบบบ"], [Ink(0, 50), Ink(58, 100)]).ShouldBe([(0, 50), (58, 100)]);

    [Fact]
    public void White_that_is_no_space_is_passed_over() =>
        Spaces.Place(["การประเมิน", "ผล"], [Ink(0, 30), Ink(34, 80), Ink(86, 100)]).ShouldBe([(0, 80), (86, 100)]);

    [Fact]
    public void A_space_without_white_near_it_keeps_the_place_that_its_letters_leave() =>
        Spaces.Place(["ก", "ก"], [Ink(0, 90)]).ShouldBe([(0, 30), (60, 90)]);

    private static Word Ink(int x0, int x1) => new([new Component(1, x0, 0, x1, 10, 100)]);
}
