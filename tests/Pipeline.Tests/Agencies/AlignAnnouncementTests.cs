using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Agencies;

namespace ItaIngest.Pipeline.Tests.Agencies;

/// <summary>Tables of Phatthalung, a province of 74 agencies: what becomes of each irregularity.</summary>
public sealed class AlignAnnouncementTests
{
    private static readonly Province Province = Registry.Gazetteer.FindProvince("พัทลุง")!;

    private static readonly ImmutableArray<Agency> Listed =
        [.. Registry.Gazetteer.ByProvince[Province.Code].OrderBy(a => a.Type).ThenBy(a => ThaiText.SortKey(a.District!.Name), StringComparer.Ordinal).ThenBy(a => ThaiText.SortKey(a.ShortName), StringComparer.Ordinal)];

    [Fact]
    public void A_table_printed_without_fault_is_exact_throughout()
    {
        var found = Align(Rows(Listed));
        found.Value.Rows.Select(m => m.Agency!.Code).ShouldBe(Listed.Select(a => a.Code));
        found.Value.Rows.ShouldAllBe(m => m.Kind == MatchKind.Exact && m.Probability > 0.99);
        found.Value.Missing.ShouldBeEmpty();
        found.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_beyond_recognition_is_told_by_its_neighbours()
    {
        Listed[60].Type.ShouldBe(AgencyType.TAO);
        var rows = Rows(Listed).SetItem(60, Rows(Listed)[60] with { Name = "องค์การบริหารส่วนตำบลอุยไธสง" });
        var match = Align(rows).Value.Rows[60];
        match.Agency!.Code.ShouldBe(Listed[60].Code);
        match.Kind.ShouldBe(MatchKind.Corrected);
        match.Printed.ShouldBe(["องค์การบริหารส่วนตำบลอุยไธสง"]);
    }

    [Fact]
    public void Rows_lost_inside_the_table_are_reported_and_shift_nothing()
    {
        var found = Align(Rows(Listed).RemoveRange(20, 7)).Value;
        found.Missing.Select(a => a.Code).ShouldBe(Listed[20..27].Select(a => a.Code));
        found.Rows.Select(m => m.Agency?.Code).ShouldBe(Listed.RemoveRange(20, 7).Select(a => a.Code));
    }

    [Fact]
    public void A_stranger_in_the_table_gets_no_name_and_shifts_nothing()
    {
        var rows = Rows(Listed).Insert(40, new PrintedAgencyRow(null, "องค์การบริหารส่วนตำบลผักกาดหอมใหญ่", "ศรีมหาโพธิ"));
        var found = Align(rows);
        found.Value.Rows[40].Kind.ShouldBe(MatchKind.Unresolved);
        found.Value.Rows[40].Agency.ShouldBeNull();
        found.Value.Rows.RemoveAt(40).Select(m => m.Agency?.Code).ShouldBe(Listed.Select(a => a.Code));
        found.Issues.ShouldContain(i => i.Code == "ITA421" && i.Message.Contains("ผักกาดหอมใหญ่", StringComparison.Ordinal));
    }

    [Fact]
    public void Skipped_serial_numbers_say_where_the_missing_rows_were()
    {
        // Two neighbours, one of them lost, the other beyond recognition: only the number tells which.
        var rows = Rows(Listed);
        rows = rows.SetItem(51, rows[51] with { Name = "องค์การบริหารส่วนตำบลฯลฯ", District = null }).RemoveAt(50);
        var found = Align(rows).Value;
        found.Rows[50].Agency?.Code.ShouldBe(Listed[51].Code);
        found.Rows[49].Agency!.Code.ShouldBe(Listed[49].Code);
        found.Rows[51].Agency!.Code.ShouldBe(Listed[52].Code);
    }

    [Fact]
    public void Without_numbers_such_a_row_is_left_without_a_name()
    {
        var rows = Rows(Listed).Select(r => r with { Number = null }).ToImmutableArray();
        rows = rows.SetItem(51, rows[51] with { Name = "องค์การบริหารส่วนตำบลฯลฯ", District = null }).RemoveAt(50);
        Align(rows).Value.Rows[50].Agency.ShouldBeNull();
    }

    [Fact]
    public void A_table_of_one_kind_reports_no_other_kind_missing()
    {
        var municipalities = Listed.Where(a => a.Type == AgencyType.TT).ToImmutableArray();
        var found = Align(Rows(municipalities)).Value;
        found.Missing.ShouldBeEmpty();
        found.Rows.Select(m => m.Agency!.Code).ShouldBe(municipalities.Select(a => a.Code));
    }

    [Theory]
    [InlineData("district, then kind")]
    [InlineData("capital district first")]
    [InlineData("name alone")]
    [InlineData("official code")]
    public void Other_orders_are_recognised(string order)
    {
        var listed = (order switch
        {
            "district, then kind" => Listed.OrderBy(a => ThaiText.SortKey(a.District!.Name), StringComparer.Ordinal).ThenBy(a => a.Type).ThenBy(a => ThaiText.SortKey(a.ShortName), StringComparer.Ordinal),
            "capital district first" => Listed.OrderBy(a => a.Type).ThenBy(a => a.District!.Name != "เมืองพัทลุง").ThenBy(a => ThaiText.SortKey(a.District!.Name), StringComparer.Ordinal).ThenBy(a => ThaiText.SortKey(a.ShortName), StringComparer.Ordinal),
            "name alone" => Listed.OrderBy(a => ThaiText.SortKey(a.ShortName), StringComparer.Ordinal).ThenBy(a => ThaiText.SortKey(a.District!.Name), StringComparer.Ordinal).ThenBy(a => a.Type),
            _ => Listed.OrderBy(a => a.Type).ThenBy(a => a.District!.Code, StringComparer.Ordinal).ThenBy(a => a.Code, StringComparer.Ordinal),
        }).ToImmutableArray();
        var rows = Rows(listed);
        rows = rows.SetItem(30, rows[30] with { Name = AgencyTypes.WordsOf(listed[30].Type) + "อุยไธสง" });
        var found = Align(rows).Value;
        found.InOrder.ShouldBeTrue();
        found.Rows.Select(m => m.Agency?.Code).ShouldBe(listed.Select(a => a.Code));
    }

    [Fact]
    public void Without_any_order_clear_names_are_told_and_the_rest_withheld()
    {
        var listed = Listed.ToArray();
        new Random(7).Shuffle(listed);
        var rows = Rows([.. listed]);
        rows = rows.SetItem(30, rows[30] with { Name = AgencyTypes.WordsOf(listed[30].Type) + "อุยไธสง", District = null });
        var found = Align(rows);
        found.Value.InOrder.ShouldBeFalse();
        found.Issues.ShouldContain(i => i.Code == "ITA425");
        for (var i = 0; i < listed.Length; i++)
            if (found.Value.Rows[i].Agency is { } agency) agency.Code.ShouldBe(listed[i].Code);
        found.Value.Rows.Count(m => m.Agency is null).ShouldBeLessThan(5);
    }

    [Fact]
    public void An_agency_printed_under_its_former_status_keeps_its_identity()
    {
        // A municipality of today, listed among the subdistrict organisations as before its change; no such organisation is registered there.
        var changed = Listed.First(a => a.Type == AgencyType.TT && !Listed.Any(b => b.Type == AgencyType.TAO && b.ShortName == a.ShortName));
        var former = AgencyTypes.WordsOf(AgencyType.TAO) + changed.ShortName;
        var rows = Rows(Listed.Remove(changed)).ToList();
        rows.Insert(rows.FindLastIndex(r => r.Name.StartsWith("เทศบาล", StringComparison.Ordinal)) + 1, new PrintedAgencyRow(null, former, changed.District!.Name));
        var ordered = rows.OrderBy(r => AgencyWords.Split(r.Name).Type).ThenBy(r => ThaiText.SortKey(r.District!), StringComparer.Ordinal).ThenBy(r => ThaiText.SortKey(AgencyWords.Split(r.Name).Name), StringComparer.Ordinal)
            .Select((r, i) => r with { Number = i + 1 }).ToImmutableArray();
        var found = Align(ordered);
        var at = ordered.IndexOf(ordered.Single(r => r.Name == former));
        found.Value.Rows[at].Agency!.Code.ShouldBe(changed.Code);
        found.Value.Rows[at].Kind.ShouldBe(MatchKind.Corrected);
        found.Value.Missing.ShouldBeEmpty();
        found.Issues.ShouldContain(i => i.Code == "ITA423" && i.Message.Contains(former, StringComparison.Ordinal));
    }

    [Fact]
    public void A_signed_alias_names_a_row_only_in_its_years()
    {
        var agency = Listed[35];
        var alias = new AgencyAlias("องค์การบริหารส่วนตำบลชื่อเดิมโบราณ", agency.Code, null, FiscalYear.Of(2563), "registrar", new DateOnly(2026, 11, 21), "renamed");
        var gazetteer = new Gazetteer(Registry.Gazetteer.Provinces, Registry.Gazetteer.Districts, Registry.Gazetteer.Agencies, [alias]);
        ImmutableArray<PrintedAgencyRow> rows = [.. Rows(Listed[..30]), new PrintedAgencyRow(null, alias.Name, agency.District!.Name)];
        AlignAnnouncement.Align(rows, Province, gazetteer, FiscalYear.Of(2562)).Value.Rows[^1].Agency?.Code.ShouldBe(agency.Code);
        AlignAnnouncement.Align(rows, Province, gazetteer, FiscalYear.Of(2567)).Value.Rows[^1].Agency.ShouldBeNull();
    }

    [Fact]
    public void Kind_words_misread_or_abbreviated_are_understood()
    {
        var rows = Rows(Listed);
        rows = rows.SetItem(40, rows[40] with { Name = "องค์กรบริหารส่วนตำบล" + Listed[40].ShortName }).SetItem(41, rows[41] with { Name = "อบต. " + Listed[41].ShortName })
            .SetItem(42, rows[42] with { Name = "องศ์การบรหารสวนตาบล" + Listed[42].ShortName });
        Align(rows).Value.Rows.Select(m => m.Agency?.Code).ShouldBe(Listed.Select(a => a.Code));
    }

    [Fact]
    public void No_rows_and_no_registered_agencies_are_no_failure()
    {
        Align([]).Value.Rows.ShouldBeEmpty();
        var empty = new Gazetteer([Province], [], []);
        AlignAnnouncement.Align(Rows(Listed[..2]), Province, empty).Value.Rows.ShouldAllBe(m => m.Kind == MatchKind.Unresolved);
    }

    private static Staged<AnnouncementAgencies> Align(ImmutableArray<PrintedAgencyRow> rows) => AlignAnnouncement.Align(rows, Province, Registry.Gazetteer);

    private static ImmutableArray<PrintedAgencyRow> Rows(ImmutableArray<Agency> agencies) =>
        [.. agencies.Select((a, i) => new PrintedAgencyRow(i + 1, a.Name, a.District!.Name))];
}
