using ItaIngest.Domain.Values;
using ItaIngest.Reference;
using ItaIngest.TestSupport;

namespace ItaIngest.Replaying.Tests;

public sealed class ReplayTests
{
    private const string Proof = """{"v":1,"code":"i9","value":"91.18","status":"repaired","held":["mean","respondents"],"respondents":[17],"with":{"IND03":"92.94","i7":"94.12","i8":"93.53"},"errors_per_mille":25,"margin":7500,"refuted":["91.13"]}""";

    private static string Line(string code, string value, string status, string printed, string proof = "null") =>
        $$"""{"type":"score","file":"a.txt","agency_code":"1","fiscal_year":2568,"code":"{{code}}","value":"{{value}}","status":"{{status}}","printed":[{"text":"x","value":"{{printed}}","where":"table"}],"proof":{{proof}}}""";

    private static readonly string[] Sheet =
    [
        Line("IND03", "92.94", "printed", "92.94"), Line("i7", "94.12", "printed", "94.12"), Line("i8", "93.53", "printed", "93.53"),
        Line("i9", "91.18", "repaired", "91.13", Proof),
    ];

    private static (int Replayed, int Failed) Replayed(params string[] lines)
    {
        var book = ReferenceLoader.Load(Places.Reference).Codebooks[FiscalYear.Of(2568)];
        var (replayed, failed) = Replay.Sheet(book, [.. lines.Select(l => PublishedScore.FromJson(l)!)]);
        return (replayed, failed.Length);
    }

    [Fact]
    public void A_repair_that_mean_and_respondents_prove_is_replayed() => Replayed(Sheet).ShouldBe((1, 0));

    [Fact]
    public void A_number_of_respondents_counts_only_where_it_gives_all_items_of_the_mean()
    {
        // 26 respondents could give 91.15, but neither 94.12 nor 93.53 beside it.
        var derived = Line("i9", "91.18", "derived", "91.18", Proof.Replace("repaired", "derived", StringComparison.Ordinal).Replace("[17]", "[17,26]", StringComparison.Ordinal)).Replace("""[{"text":"x","value":"91.18","where":"table"}]""", "[]", StringComparison.Ordinal);
        Replayed([.. Sheet[..3], derived]).ShouldBe((1, 0));
    }

    [Fact]
    public void Respondents_that_cannot_give_the_items_say_nothing_of_how_their_mean_is_rounded()
    {
        // The items' mean prints 86.09; 263 respondents would round it to 86.08, but none of their marks prints 89.63.
        const string proof = """{"v":2,"code":"IND01","value":"86.09","status":"confirmed","held":["mean"],"respondents":[161,263,322],"with":{"i1":"89.63","i2":"100.00","i3":"68.63"},"errors_per_mille":64,"doubt_per_million":1,"refuted":[]}""";
        Replayed(Line("IND01", "86.09", "confirmed", "86.09", proof), Line("i1", "89.63", "printed", "89.63"), Line("i2", "100.00", "printed", "100.00"), Line("i3", "68.63", "printed", "68.63")).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData("\"value\":\"91.18\"", "\"value\":\"91.76\"")] // value and proof both changed: the mean breaks
    [InlineData("\"IND03\":\"92.94\"", "\"IND03\":\"92.93\"")] // not what is published
    [InlineData("\"respondents\":[17]", "\"respondents\":[16]")] // 91.18 is no mean of 16
    [InlineData("\"respondents\":[17]", "\"respondents\":[1000]")] // so fine a lattice refutes nothing
    [InlineData("\"held\":[\"mean\",\"respondents\"]", "\"held\":[\"mean\"]")] // the mean alone leaves rivals
    [InlineData("\"status\":\"repaired\"", "\"status\":\"confirmed\"")] // it is printed nowhere
    [InlineData("\"code\":\"i9\",\"value\":\"91.18\",\"status\":\"repaired\",\"held\"", "\"code\":\"i8\",\"value\":\"91.18\",\"status\":\"repaired\",\"held\"")]
    public void A_tampered_proof_or_value_is_found(string from, string to)
    {
        var tampered = Sheet.Select(l => l.Contains("\"repaired\"", StringComparison.Ordinal) ? l.Replace(from, to, StringComparison.Ordinal) : l).ToArray();
        tampered.ShouldNotBe(Sheet);
        Replayed(tampered).ShouldBe((1, 1));
    }

    [Fact]
    public void A_proved_score_without_a_proof_fails() =>
        Replayed([.. Sheet[..3], Line("i9", "91.18", "repaired", "91.13")]).ShouldBe((1, 1));

    [Fact]
    public void A_neighbour_changed_after_the_proof_is_found() =>
        Replayed([Line("IND03", "92.94", "printed", "92.94"), Line("i7", "94.71", "printed", "94.71"), .. Sheet[2..]]).ShouldBe((1, 1));

    [Theory]
    [InlineData(9118, "91.18", 9113, 0)]
    [InlineData(9176, "91.18", 9113, 1)] // the stored value was changed
    [InlineData(9176, "91.76", 9113, 1)] // and the proof with it
    [InlineData(9118, "91.18", 9118, 1)] // the printed number was changed to the repair
    public void A_stored_score_that_was_tampered_with_is_found(int value, string proved, int printed, int failed)
    {
        PublishedScore Stored(string code, int hundredths, string status, int shown, string? proof) => PublishedScore.Stored(
            "a", FiscalYear.Of(2568), ItemCode.Parse(code).Value, hundredths, status, [new PrintedValue(shown, true)], proof);
        var book = ReferenceLoader.Load(Places.Reference).Codebooks[FiscalYear.Of(2568)];
        Replay.Sheet(book, [Stored("IND03", 9294, "printed", 9294, null), Stored("i7", 9412, "printed", 9412, null), Stored("i8", 9353, "printed", 9353, null),
            Stored("i9", value, "repaired", printed, Proof.Replace("91.18", proved, StringComparison.Ordinal))]).Failed.Length.ShouldBe(failed);
    }
}
