using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.TestSupport;

namespace ItaIngest.Reference.Tests;

public sealed class LoaderTests
{
    private static readonly ReferenceData Loaded = ReferenceLoader.Load(Places.Reference);

    [Fact]
    public void The_registry_holds_every_local_administrative_organisation()
    {
        var all = Loaded.Gazetteer.Agencies;
        all.Length.ShouldBe(7850);
        all.GroupBy(a => a.Type).ToDictionary(g => g.Key, g => g.Count()).ShouldBe(new Dictionary<AgencyType, int>
        {
            [AgencyType.SPECIAL] = 2, [AgencyType.PAO] = 76, [AgencyType.TN] = 30, [AgencyType.TM] = 195, [AgencyType.TT] = 2247, [AgencyType.TAO] = 5300,
        }, ignoreOrder: true);
        Loaded.Gazetteer.Provinces.Length.ShouldBe(77);
        Loaded.Gazetteer.Districts.Length.ShouldBe(928);
    }

    [Fact]
    public void An_agency_knows_its_short_name_district_and_province()
    {
        var agency = Loaded.Gazetteer.Agencies.Single(a => a.Name == "องค์การบริหารส่วนตำบลสุโสะ");
        agency.ShortName.ShouldBe("สุโสะ");
        agency.District!.Name.ShouldBe("ปะเหลียน");
        agency.Province!.Name.ShouldBe("ตรัง");
    }

    [Fact]
    public void Bangkok_has_a_code_of_ours() =>
        char.IsAsciiLetter(Loaded.Gazetteer.Agencies.Single(a => a.Name == "กรุงเทพมหานคร").Code[0]).ShouldBeTrue();

    [Fact]
    public void Every_fiscal_year_from_2562_to_2569_has_a_codebook() =>
        Loaded.Codebooks.Keys.Select(y => y.BuddhistEra).Order().ShouldBe([2562, 2563, 2564, 2565, 2566, 2567, 2568, 2569]);

    [Theory]
    [InlineData(2562, 10, 0, 0, 48)]
    [InlineData(2563, 10, 0, 0, 0)]
    [InlineData(2564, 10, 30, 15, 43)]
    [InlineData(2565, 10, 0, 0, 8)]
    [InlineData(2566, 10, 0, 0, 43)]
    [InlineData(2567, 10, 15, 9, 35)]
    [InlineData(2568, 10, 15, 9, 28)]
    [InlineData(2569, 0, 0, 0, 17)]
    public void Each_year_has_its_indicators_and_items(int year, int indicators, int internals, int externals, int open)
    {
        var book = Book(year);
        int Count(Instrument i) => book.Entries.Count(e => e.Code.Level == CodeLevel.Item && e.Instrument == i);
        (book.Indicators.Count(), Count(Instrument.IIT), Count(Instrument.EIT), Count(Instrument.OIT)).ShouldBe((indicators, internals, externals, open));
    }

    [Theory]
    [InlineData(2563, 9, new[] { 9, 8, 7, 4, 5 })]
    [InlineData(2563, 10, new[] { 8, 2 })]
    [InlineData(2564, 9, new[] { 9, 8, 7, 4, 5 })]
    [InlineData(2564, 10, new[] { 8, 2 })]
    [InlineData(2567, 9, new[] { 6, 7, 4, 4, 4 })]
    public void Sizes_of_the_sub_indicators_are_sourced_where_they_are_known(int year, int indicator, int[] sizes)
    {
        var known = Book(year).SubIndicators[indicator];
        known.Sizes.ShouldBe(sizes);
        known.Confidence.ShouldBe(Confidence.Sourced);
    }

    [Theory]
    [InlineData(2567, 10)]
    [InlineData(2568, 9)]
    [InlineData(2568, 10)]
    public void Sizes_that_nobody_knows_are_absent(int year, int indicator) => Book(year).SubIndicators.ContainsKey(indicator).ShouldBeFalse();

    [Theory]
    [InlineData("iit-indicator-is-mean-of-items", new[] { 2567, 2568 })]
    [InlineData("iit-items-share-respondents", new[] { 2567, 2568 })]
    [InlineData("oit-indicator-is-mean-of-sub-indicators", new[] { 2563, 2564, 2567 })]
    [InlineData("instrument-is-mean-of-indicators", new[] { 2562, 2563, 2564, 2565, 2566, 2567, 2568 })]
    [InlineData("change-is-difference-to-last-year", new[] { 2564 })]
    public void A_rule_holds_only_in_the_years_for_which_it_is_sourced(string rule, int[] years) =>
        Loaded.Codebooks.Values.Where(b => b.Holds(rule)).Select(b => b.Year.BuddhistEra).Order().ShouldBe(years);

    [Fact]
    public void The_eighth_indicator_has_both_of_its_official_titles_in_every_year()
    {
        foreach (var book in Loaded.Codebooks.Values.Where(b => b.Indicators.Any()))
        {
            var entry = book.ByCode[ItemCode.Indicator(8)];
            new[] { entry.Title }.Concat(entry.OtherTitles).Order(StringComparer.Ordinal).ShouldBe(["การปรับปรุงการทำงาน", "การปรับปรุงระบบการทำงาน"]);
        }
    }

    [Fact]
    public void A_title_that_no_source_gives_is_empty_and_marked_so()
    {
        var entry = Book(2564).ByCode[ItemCode.Item(Instrument.IIT, 10)];
        (entry.Title, entry.Confidence).ShouldBe(("", Confidence.NotFound));
        Loaded.Codebooks.Values.SelectMany(b => b.Entries).ShouldAllBe(e => (e.Title.Length == 0) == (e.Confidence == Confidence.NotFound));
    }

    [Fact]
    public void A_source_for_schools_or_from_one_agency_leaves_an_item_unverified()
    {
        Book(2566).Entries.Where(e => e.Code.Level == CodeLevel.Item).ShouldAllBe(e => e.Confidence == Confidence.Unverified);
        Book(2569).Entries.ShouldAllBe(e => e.Confidence == Confidence.Unverified && e.Indicator == 0);
    }

    [Theory]
    [InlineData(2562, "AA A B C D E F", "AA A")]
    [InlineData(2565, "AA A B C D E F", "AA A")]
    [InlineData(2566, "ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน", "ผ่านดีเยี่ยม ผ่านดี ผ่าน")]
    [InlineData(2568, "ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน", "ผ่านดีเยี่ยม ผ่านดี ผ่าน")]
    public void Grades_are_letters_to_2565_and_levels_from_2566(int year, string grades, string passing)
    {
        string.Join(' ', Book(year).Grades.Select(g => g.Grade)).ShouldBe(grades);
        string.Join(' ', Book(year).Grades.Where(g => g.Pass).Select(g => g.Grade)).ShouldBe(passing);
    }

    [Fact]
    public void The_folder_is_found_from_the_program_upwards() =>
        Path.GetFullPath(ReferenceFolder.Find()).ShouldBe(Path.GetFullPath(Places.Reference));

    [Fact]
    public void A_new_agency_has_the_same_code_however_its_name_is_spaced_or_encoded()
    {
        var code = NewAgency.CodeOf("สำนักงานคณะกรรมการกำกับกิจการพลังงาน");
        code.ShouldMatch("^N[0-9A-F]{10}$");
        NewAgency.CodeOf("ส\u0E4Dานักงาน คณะกรรมการก\u0E4Dากับกิจการพลังงาน").ShouldBe(code);
        NewAgency.CodeOf("สำนักงานคณะกรรมการกำกับหลักทรัพย์").ShouldNotBe(code);
    }

    private static Codebook Book(int year) => Loaded.Codebooks[FiscalYear.Of(year)];
}
