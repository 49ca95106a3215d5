using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Tests.Text;

public sealed class ConfusionDistanceTests
{
    [Theory]
    [InlineData("ควนโพธิ์", "ควนโห้", "ควนธานี")]
    [InlineData("กุดรัง", "ภูตรัง", "กันทรวิชัย")]
    [InlineData("นาห่อม", "นาหม่อม", "นาเกษม")]
    [InlineData("การใช้ทรัพย์สินของราชการ", "การใช้ทรัพยากรของราชการ", "การใช้งบประมาณ")]
    [InlineData("การปรับปรุงการทำงาน", "การปรับปรงการทํางาน", "การปฏิบัติหน้าที่")]
    public void A_misread_name_is_nearer_to_the_one_meant_than_another_name_is(string meant, string misread, string other)
    {
        var key = ThaiText.Key(meant);
        ConfusionDistance.Between(ThaiText.Key(misread), key).ShouldBeLessThan(ConfusionDistance.Between(ThaiText.Key(other), key));
    }

    [Theory]
    [InlineData("บาง", "ปาง", "จาง")]
    [InlineData("ดอน", "คอน", "นอน")]
    [InlineData("นา", "มา", "ยา")]
    [InlineData("เสีย", "เสือ", "เสน")]
    public void Look_alike_letters_cost_less_than_others(string meant, string alike, string unlike) =>
        ConfusionDistance.Between(alike, meant).ShouldBeLessThan(ConfusionDistance.Between(unlike, meant));

    [Fact]
    public void Marks_cost_less_than_letters()
    {
        ConfusionDistance.Between("ทา", "ท่า").ShouldBeLessThan(ConfusionDistance.Between("ท่า", "ท่าน"));
        ConfusionDistance.Between("ที", "ทิ").ShouldBeLessThan(ConfusionDistance.Between("ที", "พี"));
    }

    [Fact]
    public void Neighbours_that_change_places_cost_less_than_two_letters() =>
        ConfusionDistance.Between("นสา", "สนา").ShouldBeLessThan(2 * ConfusionDistance.Letter);

    [Fact]
    public void Distance_is_nothing_between_equals_symmetric_and_at_most_both_weights()
    {
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            string a = Text(random), b = Text(random);
            ConfusionDistance.Between(a, a).ShouldBe(0);
            var distance = ConfusionDistance.Between(a, b);
            ConfusionDistance.Between(b, a).ShouldBe(distance, $"{a} {b}");
            (distance == 0).ShouldBe(a == b);
            distance.ShouldBeLessThanOrEqualTo(ConfusionDistance.WeightOf(a) + ConfusionDistance.WeightOf(b));
        }
    }

    [Fact]
    public void A_limit_changes_nothing_below_it_and_stops_above_it()
    {
        var random = new Random(2);
        for (var i = 0; i < 3000; i++)
        {
            string a = Text(random), b = Text(random);
            var distance = ConfusionDistance.Between(a, b);
            var limit = random.Next(0, 500);
            ConfusionDistance.Between(a, b, limit).ShouldBe(Math.Min(distance, limit + 1), $"{a} {b} {limit}");
        }
    }

    [Fact]
    public void The_index_finds_what_a_search_of_every_name_finds()
    {
        var random = new Random(3);
        var names = Enumerable.Range(0, 200).Select(_ => Text(random)).ToList();
        var index = new NameIndex(names);
        for (var i = 0; i < 200; i++)
        {
            var text = Text(random) + Text(random);
            var limit = random.Next(0, 250);
            var one = index.Names.Select((n, at) => (At: at, Best: n.Length > 0 ? NameIndex.AtStart(n, text) : default))
                .Where(n => n.Best.Cost <= limit).Select(n => (n.At, n.Best.Cost)).ToList();
            index.AtStart(text, limit).Select(h => (h.Name, h.Cost)).ShouldBe(one, $"{text} {limit}");
        }
    }

    [Fact]
    public void A_name_never_ends_inside_a_syllable() =>
        NameIndex.AtStart("นา", "นาี").Cost.ShouldBeGreaterThan(0);

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => "กดตนมาบป่้ิีเแ"[random.Next(14)]));
}
