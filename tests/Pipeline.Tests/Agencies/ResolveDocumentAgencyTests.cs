using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Pipeline.Agencies;

namespace ItaIngest.Pipeline.Tests.Agencies;

public sealed class ResolveDocumentAgencyTests
{
    [Fact]
    public void Name_district_and_province_on_the_cover_are_enough()
    {
        var match = Resolve("องค์การบริหารส่วนตำบลสุโสะ", "อำเภอปะเหลียน จังหวัดตรัง").Match;
        match.Agency!.Name.ShouldBe("องค์การบริหารส่วนตำบลสุโสะ");
        match.Kind.ShouldBe(MatchKind.Exact);
    }

    [Fact]
    public void The_district_of_a_provincial_capital_may_be_printed_without_the_provinces_name()
    {
        var found = Resolve("เทศบาลตำบลบ้านใหม่", "อำเภอเมือง จังหวัดนครราชสีมา").Match;
        found.Agency!.District!.Name.ShouldBe("เมืองนครราชสีมา");
        found.Kind.ShouldBe(MatchKind.Exact);
    }

    [Fact]
    public void A_name_borne_by_many_agencies_is_withheld_until_a_place_is_named()
    {
        Resolve("องค์การบริหารส่วนตำบลหนองบัว").Match.Kind.ShouldBe(MatchKind.Unresolved);
        var match = Resolve("องค์การบริหารส่วนตำบลหนองบัว อำเภอรัษฎา จังหวัดตรัง").Match;
        match.Agency!.Province!.Name.ShouldBe("ตรัง");
    }

    [Theory]
    [InlineData("รายงานผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2568 เทศบาล", "ตำบลเนินสันติ อำเภอท่าแซะ จังหวัดชุมพร")]
    [InlineData("รายงานผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2568 เทศบาลตำบลเนิน", "สันติ อำเภอท่าแซะ จังหวัดชุมพร")]
    public void Kind_and_name_may_be_broken_over_two_lines(string first, string second) =>
        Resolve(first, second).Match.Agency!.Name.ShouldBe("เทศบาลตำบลเนินสันติ");

    [Fact]
    public void A_name_that_begins_with_anothers_is_told_from_it_in_the_same_district()
    {
        Resolve("องค์การบริหารส่วนตำบลหนองชุมพลเหนือ อำเภอเขาย้อย จังหวัดเพชรบุรี").Match.Agency!.ShortName.ShouldBe("หนองชุมพลเหนือ");
        Resolve("องค์การบริหารส่วนตำบลหนองชุมพล อำเภอเขาย้อย จังหวัดเพชรบุรี").Match.Agency!.ShortName.ShouldBe("หนองชุมพล");
    }

    [Fact]
    public void Two_bodies_of_one_name_in_one_district_are_told_apart_by_their_kind()
    {
        var pair = Registry.Gazetteer.Agencies.Where(a => a.Type is AgencyType.TAO or AgencyType.TT && a.District is not null)
            .GroupBy(a => (a.ShortName, a.District!.Code)).First(g => g.Count() == 2).ToList();
        foreach (var agency in pair)
            Resolve($"{agency.Name} อำเภอ{agency.District!.Name} จังหวัด{agency.Province!.Name}").Match.Agency!.Code.ShouldBe(agency.Code);
    }

    [Fact]
    public void A_municipality_without_its_kind_is_withheld_when_two_could_be_meant()
    {
        var same = Registry.Gazetteer.Agencies.Where(a => a.Type is AgencyType.TM or AgencyType.TT && a.District is not null)
            .GroupBy(a => (a.ShortName, a.District!.Code)).First(g => g.Count() == 2).First();
        Resolve($"เทศบาล{same.ShortName} อำเภอ{same.District!.Name} จังหวัด{same.Province!.Name}").Match.Agency.ShouldBeNull();
    }

    [Fact]
    public void A_report_from_before_a_change_of_status_is_its_successors()
    {
        var alone = Registry.Gazetteer.Agencies.First(a => a.Type == AgencyType.TT && !Registry.Gazetteer.Agencies.Any(b => b.ShortName == a.ShortName && b.Code != a.Code));
        var former = AgencyTypes.WordsOf(AgencyType.TAO) + alone.ShortName;
        var found = Resolve($"{former} อำเภอ{alone.District!.Name} จังหวัด{alone.Province!.Name}");
        found.Match.Agency!.Code.ShouldBe(alone.Code);
        found.Match.Kind.ShouldBe(MatchKind.Corrected);
        found.Foreign.ShouldBeEmpty();
    }

    [Fact]
    public void A_namesake_elsewhere_is_not_taken_for_a_body_that_changed_its_status()
    {
        // A municipality here, a subdistrict organisation of the same name elsewhere: "อบต." without a place may mean either.
        var municipality = Registry.Gazetteer.Agencies.First(a => a.Type == AgencyType.TT
            && Registry.Gazetteer.Agencies.Count(b => b.ShortName == a.ShortName) == 2
            && Registry.Gazetteer.Agencies.Any(b => b.Type == AgencyType.TAO && b.ShortName == a.ShortName && b.Province != a.Province));
        Resolve(AgencyTypes.WordsOf(AgencyType.TAO) + municipality.ShortName).Match.Agency.ShouldBeNull();
    }

    [Fact]
    public void A_copied_body_does_not_name_the_document_whose_cover_names_another()
    {
        ImmutableArray<MentionLine> lines =
        [
            new("องค์การบริหารส่วนตำบลห๋วยโงป่", 1, 1, MentionPlace.Cover),
            .. Enumerable.Range(2, 6).Select(i => new MentionLine("ทั้งนี้ องค์การบริหารส่วนจังหวัดเพชรบุรี จึงต้องรักษามาตรฐาน", 1, i, MentionPlace.Body)),
        ];
        ResolveDocumentAgency.Resolve(lines, Registry.Gazetteer).Value.Match.Agency.ShouldBeNull();
    }

    [Fact]
    public void A_document_without_an_agency_says_so()
    {
        var found = ResolveDocumentAgency.Resolve([new MentionLine("ผลการประเมินคุณธรรมและความโปร่งใส", 1, 1, MentionPlace.Cover)], Registry.Gazetteer);
        found.Value.Match.Agency.ShouldBeNull();
        found.Issues.ShouldContain(i => i.Code == "ITA401");
    }

    [Fact]
    public void A_word_that_only_follows_the_kind_is_no_name()
    {
        var found = Resolve("องค์การบริหารส่วนตำบลได้จัดให้มีการประเมินความพึงพอใจ", "ความเห็นนายก อบต.", "เจ้าหน้าที่ของ อบต. ที่ให้บริการ");
        found.Match.Agency.ShouldBeNull();
    }

    [Fact]
    public void A_name_on_the_line_below_its_kind_is_read() =>
        Resolve("องค์การบริหารส่วนตำบล", "สุโสะ อำเภอปะเหลียน จังหวัดตรัง").Match.Agency!.Name.ShouldBe("องค์การบริหารส่วนตำบลสุโสะ");

    [Fact]
    public void A_university_is_entered_under_a_code_of_its_own()
    {
        var found = Resolve("มหาวิทยาลัยตัวอย่างแห่งสยาม", "ผลการประเมินของมหาวิทยาลัยตัวอย่างแห่งสยาม ประจำปี");
        found.Match.Agency!.Code.ShouldBe(NewAgency.CodeOf("มหาวิทยาลัยตัวอย่างแห่งสยาม"));
        found.Match.Agency.Type.ShouldBe(AgencyType.OTHER);
    }

    [Fact]
    public void The_commission_that_publishes_the_results_is_nobodys_agency() =>
        Resolve("สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ", "สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ").Match.Agency.ShouldBeNull();

    [Fact]
    public void Telephone_code_and_postcode_tell_namesakes_apart_only_together_with_a_place()
    {
        var lines = new[] { "องค์การบริหารส่วนตำบลนาหม่อม", "โทร ๐๔๕-๑๒๓๔๕๖" };
        Resolve(lines).Match.Agency?.Province!.Name.ShouldBe("สงขลา");
        LetterheadEvidence.Phones([.. lines.Select(l => new MentionLine(l, 1, 1, MentionPlace.Body))]).ShouldBe(["045"]);
        LetterheadEvidence.Postcodes([new MentionLine("จังหวัดตรัง ๙๒๑๔๐", 1, 1, MentionPlace.Body), new MentionLine("เลขที่ ๑๒๓๔๕", 1, 2, MentionPlace.Body)]).ShouldBe(["92140"]);
    }

    [Fact]
    public void Misread_documents_are_told_right_or_withheld_but_never_wrong()
    {
        int right = 0, foreignSeen = 0, foreign = 0;
        for (var seed = 1; seed <= 60; seed++)
        {
            var document = GarbledDocument.Make(Registry.Gazetteer, seed);
            var found = ResolveDocumentAgency.Resolve(document.Lines, Registry.Gazetteer).Value;
            if (found.Match.Agency is not { } agency) continue;
            agency.Code.ShouldBe(document.Truth.Code, $"seed {seed}: {string.Join(" / ", document.Lines.Select(l => l.Text))}");
            right++;
            if (document.Foreign is null) continue;
            foreign++;
            if (found.Foreign.Any(f => f.Candidates.Contains(document.Foreign))) foreignSeen++;
        }
        right.ShouldBeGreaterThanOrEqualTo(50);
        foreignSeen.ShouldBeGreaterThanOrEqualTo(foreign - 2);
    }

    private static DocumentAgency Resolve(params string[] lines) =>
        ResolveDocumentAgency.Resolve([.. lines.Select((l, i) => new MentionLine(l, 1, i + 1, MentionPlace.Cover))], Registry.Gazetteer).Value;
}
