using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;

namespace ItaIngest.Pipeline.Tests.Reconciling;

public sealed class SampleTests
{
    private static string Printed(ScoreRecord record) => record.Value?.ToString() ?? "withheld";

    [Fact]
    public void Two_misprints_that_table_and_text_share_are_repaired_and_nothing_else_is_touched()
    {
        var sheet = SampleSheets.Loengfaek().Reconciled();
        var repaired = sheet.Value.Where(r => r.Status == ScoreStatus.Repaired).Select(r => $"{r.Code} {r.Value}");
        repaired.ShouldBe(["i9 91.18", "i12 75.88"]);
        foreach (var record in sheet.Value.Where(r => r.Value is not null && r.Status != ScoreStatus.Repaired && r.Status != ScoreStatus.Derived))
            record.Value.ShouldBe(record.Mentions[0].Value.Value, record.Code.ToString());
        foreach (var code in Enumerable.Range(1, 10).Select(i => $"IND{i:00}").Concat(Enumerable.Range(1, 15).Select(i => $"i{i}")).Concat(Enumerable.Range(1, 9).Select(i => $"e{i}")))
            sheet.Value.Single(r => r.Code.ToString() == code).Value.ShouldNotBeNull(code);
    }

    [Fact]
    public void Disclosure_items_that_carry_other_items_numbers_are_withheld_and_blanks_stay_absent()
    {
        var sheet = SampleSheets.Loengfaek().Reconciled();
        foreach (var code in new[] { "o1", "o2", "o21", "o22", "o24", "o25", "o3" })
            sheet.Value.Single(r => r.Code.ToString() == code).Value.ShouldBeNull(code);
        sheet.Value.ShouldNotContain(r => r.Code.ToString() == "o7");
        sheet.Value.ShouldNotContain(r => r.Code == ItemCode.Of(Instrument.EIT));
    }

    [Fact]
    public void A_sentence_that_takes_one_indicator_for_another_does_not_unsettle_the_table()
    {
        var sheet = SampleSheets.Thamrong().Reconciled();
        sheet.Value.Select(r => $"{r.Code} {Printed(r)}").ShouldBe([
            "TOTAL 82.35", "IND01 98.06", "IND02 96.05", "IND03 96.92", "IND04 94.48", "IND05 99.30", "IND06 87.68", "IND07 88.77", "IND08 83.65", "IND09 86.28", "IND10 50.00"]);
        sheet.Issues.ShouldContain(i => i.Code == "ITA501" && i.Message.Contains("IND09", StringComparison.Ordinal));
    }

    [Fact]
    public void A_total_within_the_rounding_of_its_parts_is_no_contradiction()
    {
        var sheet = SampleSheets.Nahom().Reconciled();
        sheet.Value.ShouldAllBe(r => r.Value != null && (r.Status == ScoreStatus.Derived || r.Value == r.Mentions[0].Value.Value));
        sheet.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void A_clean_sheet_of_a_year_with_reachable_values_comes_out_as_printed()
    {
        var sheet = SampleSheets.Suso().Reconciled();
        sheet.Value.Length.ShouldBe(11);
        sheet.Value.ShouldAllBe(r => r.Value == r.Mentions[0].Value.Value);
        sheet.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void An_indicator_a_hundredth_off_is_not_confirmed_by_the_slack_of_its_mean()
    {
        // True is 92.94; 92.95 lies within the rounding of the items, and 4 and 5 are no look-alikes in Arabic numerals.
        var written = Written.In(2568).Table("""
            i1 80.00 i2 84.12 i3 94.12 i4 83.53 i5 88.82 i6 87.65 i7 94.12 i8 93.53 i9 91.18 i10 61.18 i11 93.53 i12 75.88
            IND01 86.08 IND02 86.67 IND03 92.95 IND04 76.86
            """);
        written["IND03"].Status.ShouldNotBe(ScoreStatus.Confirmed);
        written["i9"].Value.ShouldBe(Score.FromHundredths(9118));
    }

    [Fact]
    public void The_order_of_observations_changes_nothing()
    {
        var written = SampleSheets.Loengfaek();
        var backwards = Reconcile.Sheet(written.Year, written.Book, [.. written.Observations.Reverse()], written.Context);
        var forwards = written.Reconciled();
        backwards.Value.Select(r => $"{r.Code} {r.Value} {r.Status} {r.Proof}").ShouldBe(forwards.Value.Select(r => $"{r.Code} {r.Value} {r.Status} {r.Proof}"));
        backwards.Issues.ShouldBe(forwards.Issues);
    }

    [Fact]
    public void Two_tables_that_differ_with_nothing_to_decide_are_withheld() =>
        Written.In(2568).Table("e4 94.50").Table("e4 49.50")["e4"].Status.ShouldBe(ScoreStatus.Conflicting);

    [Fact]
    public void A_doubted_claim_supports_nothing() =>
        Written.In(2568).Doubted("e4 94.50")["e4"].Value.ShouldBeNull();

    [Fact]
    public void A_missing_item_that_its_mean_and_respondents_leave_one_value_is_derived_or_absent_but_never_wrong()
    {
        var written = Written.In(2568).Table("""
            i1 80.00 i2 84.12 i3 94.12 i4 83.53 i5 88.82 i6 87.65 i7 94.12 i8 93.53 i10 61.18 i11 93.53 i12 75.88 i13 75.29 i14 73.53 i15 75.29
            IND01 86.08 IND02 86.67 IND03 92.94 IND04 76.86 IND05 74.70
            """);
        foreach (var record in written.Reconciled().Value.Where(r => r.Code.ToString() == "i9")) record.Value.ShouldBe(Score.FromHundredths(9118));
    }

    [Fact]
    public void An_indicator_of_disclosure_is_mended_by_its_items()
    {
        var sheet = SampleSheets.Nahom().Observations;
        var misread = SampleSheets.Nahom();
        var printed = sheet.Select(o => o.Code == ItemCode.Indicator(9)
            ? o with { Value = Score.Parse("81.14"), Evidence = o.Evidence with { AsPrinted = "81.14" } } : o);
        var record = Reconcile.Sheet(misread.Year, misread.Book, [.. printed], misread.Context).Value.Single(r => r.Code == ItemCode.Indicator(9));
        record.Status.ShouldBe(ScoreStatus.Repaired);
        record.Value.ShouldBe(Score.FromHundredths(8714));
    }

    [Fact]
    public void A_scan_that_its_reader_doubts_gives_way_sooner_than_one_it_is_sure_of()
    {
        double Kept(double confidence) => Written.In(2566).Read("IND01", "91.00", ReaderKind.Digits, confidence).Text("IND01 97.00").Explained().Of(ItemCode.Indicator(1), 9100);
        Kept(0.6).ShouldBeLessThan(Kept(0.999));
    }

    [Fact]
    public void A_sheet_of_which_nothing_fits_proves_nothing_and_publishes_no_repair()
    {
        var sheet = Written.In(2566).Table("TOTAL 20.00 IND01 90.00 IND02 95.00 IND03 91.00 IND04 93.00 IND05 97.00 IND06 98.00 IND07 92.00 IND08 94.00 IND09 99.00 IND10 96.00").Reconciled();
        sheet.Value.ShouldNotContain(r => r.Status == ScoreStatus.Repaired || r.Status == ScoreStatus.Confirmed || r.Status == ScoreStatus.Derived);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(31)]
    public void A_sheet_with_many_misread_digits_is_not_taken_for_a_clean_one(int seed)
    {
        var (sheet, random) = (SampleSheets.Nahom(), new Random(seed));
        double Share(IEnumerable<Observation> claims) => new Explain(sheet.Book, Gathered.From(sheet.Book, [.. claims], sheet.Context).Claims()).Solve().Rate;
        Share(sheet.Observations).ShouldBeLessThan(0.006);
        // Every other item of the internal survey and every other indicator with one digit misread.
        Share(sheet.Observations.Select((o, i) => i % 2 == 0 && (o.Code.Level == CodeLevel.Indicator || o.Code.Instrument == Instrument.IIT) ? Misread(o, random) : o)).ShouldBeGreaterThan(0.015);
    }

    [Theory]
    [InlineData(2564, 8144, 100, 0.2, 1)] // 81.44 and +1.00 are 82.44
    [InlineData(2564, 8145, 100, 0.2, 1)] // each of the three is rounded
    [InlineData(2564, 8194, 100, 0.0, 0.1)] // they are the 82.94 of the text
    [InlineData(2565, 8150, 100, 0.2, 1)] // no source says so for the year
    public void Last_years_score_and_the_printed_change_weigh_on_the_total(int year, int last, int change, double least, double most)
    {
        double Kept(SheetContext context)
        {
            var written = Written.In(year).Table("TOTAL 82.44").Text("TOTAL 82.94");
            written.Context = context;
            return written.Explained().Of(ItemCode.Total, 8244);
        }
        var kept = Kept(new() { LastYear = Score.FromHundredths(last), PrintedChange = ScoreChange.FromHundredths(change) });
        kept.ShouldBeInRange(least, most);
        if (year == 2565) kept.ShouldBe(Kept(SheetContext.None));
    }

    [Theory]
    [InlineData(9000, true)]
    [InlineData(9001, false)] // by the indicators alone 90.0064 could print it, but the instruments, all 90.00, leave less than 90.005
    public void A_total_must_fit_what_printed_instruments_leave_of_their_indicators(int total, bool holds)
    {
        var written = Written.In(2566).Table("TOTAL 90.00 IIT 90.00 EIT 90.00 OIT 90.00 IND01 90.04 IND02 90.00 IND03 90.00 IND04 90.00 IND05 90.00 IND06 90.02 IND07 90.00 IND08 90.00 IND09 90.01 IND10 90.00");
        var printed = written.Observations.ToDictionary(o => o.Code, o => o.Value.Value.Hundredths);
        written.Explained().Identities.Single(i => i.Rule == "total").Holds(ItemCode.Total, c => c == ItemCode.Total ? total : printed[c]).ShouldBe(holds);
    }

    [Theory]
    [InlineData(8609, true)]
    [InlineData(8610, false)] // 263 respondents would round so, but none of their marks prints 89.63
    public void Respondents_that_cannot_give_the_items_say_nothing_of_how_their_mean_is_rounded(int mean, bool holds)
    {
        Claim Of(ItemCode code) => new(code, [], new([], false));
        var indicator = ItemCode.Indicator(1);
        ItemCode[] items = [.. Enumerable.Range(1, 3).Select(i => ItemCode.Item(Instrument.IIT, i))];
        var printed = new Dictionary<ItemCode, int> { [indicator] = mean, [items[0]] = 8963, [items[1]] = 10_000, [items[2]] = 6863 };
        new MeanOf(Of(indicator), [.. items.Select(Of)], true).Holds(indicator, c => printed[c], [161, 263, 322]).ShouldBe(holds);
    }

    // Drawn by bench/reconcile with a tenth of the digits misread: 74 respondents, IND02 is printed nowhere and is 95.32, i4 is 88.11 as printed. What was seen of the total's many
    // explanations moved IND02 to 98.65, and i4 with it to 98.11.
    [Fact]
    public void A_total_of_which_not_all_explanations_were_seen_proves_nothing_of_an_indicator_or_its_items()
    {
        var written = Written.In(2568).Table("""
            TOTAL ๙๐.๑๘ IND01 ๙๒.๑๖ IND03 ๙๗.๖๖ IND04 ๙๓.๓๘ IND05 ๙๒.๓๔ IND06 ๗๐.๗๑ IND07 ๙๕.๙๙ IND08 ๙๙.๔๘ IND09 ๕๖.๐๐ IND10 ๘๙.๕๐
            i1 ๘๗.๓๐ i2 ๘๗.๑๙ i3 ๑๐๙.๐๐ i4 ๘๘.๑๑ i5 ๙๗.๘๔ i6 ๑๐๐.๐๐ i7 ๙๒.๙๗ i8 ๑๐๐.๐๐ i9 ๑๑๐.๐๐ i10 ๘๐.๑๔ i11 ๑๕๐.๐๐ i12 ๔๐๐.๐๐ i13 ๘๕.๖๘ i14 ๙๑.๘๕ i15 ๑๐๐.๐๐
            e1 ๙๐.๑๒ e2 ๘๙.๙๖ e3 ๘๐.๖๘ e4 ๙๓.๖๔ e5 ๘๗.๗๒ e6 ๑๐๐.๐๐ e7 ๙๖.๓๙ e8 ๙๕.๗๗ e9 ๘๘.๑๖
            """);
        var records = written.Reconciled().Value.ToDictionary(r => r.Code.ToString(), r => r);
        records.GetValueOrDefault("IND02")?.Value?.Hundredths.ShouldBe(9532);
        records["i4"].Status.ShouldNotBe(ScoreStatus.Repaired);
    }

    // Drawn by bench/reconcile with a tenth of the digits misread: 146 respondents, i11 is 82.53, i12 is 100.00 and IND04 is 94.04. The numbers contradict each other in more
    // ways than can be weighed; misread values that make up for each other counted as right ones of a clean copy.
    [Fact]
    public void A_sheet_that_cannot_be_weighed_to_its_end_is_not_taken_for_a_clean_one()
    {
        var written = Written.In(2567).Table("""
            TOTAL 05.87 IND01 87.67 IND02 90.66 IND03 85.74 IND04 94.09 IND05 83.81 IND06 93.30 IND07 79.44 IND08 55.24 IND10 87.80
            i1 81.37 i2 98.22 i3 83.42 i4 92.95 i5 89.73 i6 69.52 i7 92.95 i8 84.99 i9 82.19 i10 99.59 i11 87.53 i12 480.00 i13 79.73 i14 25.75 i15 95.96
            e1 73.03 e2 100.00 e3 88.38 e4 98.09 e5 100.00 e6 93.45 e7 82.36 e8 86.86 e9 93.13
            o1 100.00 o2 160.00 o3 100.00 o4 100.60 o5 100.00 o6 100.00 o7 100.00 o8 0.00 o9 100.70 o10 5.58 o11 100.00 o12 100.00 o13 100.00
            o14 100.00 o15 100.00 o16 100.00 o17 0.00 o18 0.00 o19 100.00 o20 100.00 o21 8.80 o22 100.00 o23 100.00 o24 100.00 o25 100.00
            """);
        written.Explained().Rate.ShouldBeGreaterThan(0.02);
        foreach (var code in new[] { "IND04", "i11", "i12" }) written[code].Proof.ShouldBeNull(code);
    }

    private static Observation Misread(Observation claim, Random random)
    {
        var text = claim.Value.Value.ToString().ToCharArray();
        var at = text.Length - (random.Next(2) == 0 ? 4 : 5) is var place and >= 0 ? place : 0;
        text[at] = (char)('1' + ((text[at] - '0' + random.Next(8)) % 9));
        var printed = new string(text);
        return claim with { Value = Score.Parse(printed), Evidence = claim.Evidence with { AsPrinted = printed } };
    }

    [Fact]
    public void An_identity_that_decided_nothing_is_named()
    {
        var random = new Random(5);
        var crowded = Written.In(2567).Table(string.Join(' ', Enumerable.Range(0, 8).SelectMany(_ =>
            Enumerable.Range(1, 10).Select(i => $"IND{i:00} {random.Next(6000, 9999) / 100.0:0.00}").Concat(Enumerable.Range(1, 15).Select(i => $"i{i} {random.Next(6000, 9999) / 100.0:0.00}"))))).Table("TOTAL 80.00").Reconciled();
        crowded.Value.ShouldAllBe(r => r.Status == ScoreStatus.Conflicting || r.Code == ItemCode.Total);
        crowded.Issues.ShouldContain(i => i.Code == "ITA512" || i.Code == "ITA515");
    }

    [Fact]
    public void A_score_with_more_numbers_than_one_agency_can_have_is_withheld_and_proves_nothing()
    {
        var clean = SampleSheets.Nahom();
        var crowded = SampleSheets.Nahom().Table(string.Join(' ', Enumerable.Range(0, 12).Select(i => $"IND04 {61 + (3 * i)}.37")));
        crowded["IND04"].Value.ShouldBeNull();
        crowded.Reconciled().Issues.Single(i => i.Code == "ITA514").Message.ShouldContain("more");
        foreach (var record in crowded.Reconciled().Value.Where(r => r.Value is not null)) record.Value.ShouldBe(clean[record.Code.ToString()].Value);
    }

    // Made by bench/variants (seed 733): 14 respondents, i2 is 76.43 and is printed as 96.43 in table and text. Any of the three items may be the wrong one, i2 the least likely by the shape of its digits.
    [Fact]
    public void Where_a_mean_fails_no_item_that_may_be_the_wrong_one_is_published_as_printed()
    {
        const string Items = "i1 87.14 i2 96.43 i3 87.86 i4 85.71 i5 84.29 i6 77.86 i10 85.00 i11 90.00 i12 87.86 i13 83.57 i14 82.14 i15 85.71";
        var written = Written.In(2568).Table("IND01 83.81 IND02 82.62 IND03 89.52 IND04 87.62 IND05 83.81 IND06 87.84 IND07 90.40 IND08 86.68 IND09 81.25 IND10 93.75").Table(Items).Text(Items).Text("TOTAL 87.13");
        foreach (var item in new[] { "i1", "i2", "i3" }) written[item].Status.ShouldBe(ScoreStatus.Conflicting, item);
        written.Reconciled().Issues.Single(i => i.Code == "ITA516").Message.ShouldContain("IND01 = mean(i1, i2, i3) fails");
        foreach (var beside in new[] { "i4", "i5", "i6", "IND02" }) written[beside].Value.ShouldNotBeNull(beside);
    }

    [Fact]
    public void Where_one_value_explains_why_a_mean_fails_the_others_are_published()
    {
        var clean = SampleSheets.Nahom();
        var printed = clean.Observations.Select(o => o.Code.ToString() == "IND01" ? o with { Value = Score.Parse("68.13"), Evidence = o.Evidence with { AsPrinted = "68.13" } } : o);
        var records = Reconcile.Sheet(clean.Year, clean.Book, [.. printed], clean.Context);
        records.Issues.ShouldNotContain(i => i.Code == "ITA516");
        foreach (var record in records.Value.Where(r => r.Code.ToString() != "IND01")) record.Value.ShouldBe(clean[record.Code.ToString()].Value, record.Code.ToString());
    }

    [Fact]
    public void A_hundred_whose_one_is_misread_as_zero_is_not_confirmed_as_zero()
    {
        var written = SampleSheets.Nahom();
        var printed = written.Observations.Select(o => o.Code.ToString() == "o5" ? o with { Value = Score.Parse("000.00"), Evidence = o.Evidence with { AsPrinted = "000.00" } } : o);
        var record = Reconcile.Sheet(written.Year, written.Book, [.. printed], written.Context).Value.Single(r => r.Code.ToString() == "o5");
        record.Value.ShouldNotBe(Score.FromHundredths(0));
    }
}
