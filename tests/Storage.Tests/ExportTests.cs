using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ItaIngest.Domain.Findings;
using ItaIngest.Storage.Export;
using ItaIngest.TestSupport;

namespace ItaIngest.Storage.Tests;

public sealed class ExportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Filter Trang2564 = Filter.None with { Years = ["2564"], Provinces = ["ตรัง"] };

    private static async Task<Store> StoreWith(params DocumentFindings[] documents)
    {
        var store = await Store.OpenAsync(new StoreOptions(new DatabaseOptions(await TestServer.FreshAsync())), TimeProvider.System, Ct);
        await store.WriteReferenceAsync(Sample.Reference, Ct);
        foreach (var document in documents) await store.WriteAsync(document, Ct);
        return store;
    }

    private static async Task<byte[]> BytesAsync(Store store, FileForm form, DataSet? set = null, Filter? filter = null)
    {
        using var stream = new MemoryStream();
        await Exporter.WriteAsync(store.Database, set ?? DataSet.Ranking, filter ?? Trang2564, form, stream, Ct);
        return stream.ToArray();
    }

    private static async Task<List<JsonElement>> RowsAsync(Store store, DataSet? set = null, Filter? filter = null) =>
        [.. JsonDocument.Parse(await BytesAsync(store, FileForm.Json, set, filter)).RootElement.EnumerateArray()];

    private static string Line(JsonElement row, params string[] columns) => string.Join(' ', columns.Select(c => row.GetProperty(c).ToString() is { Length: > 0 } text ? text : "-"));

    [Fact]
    public async Task A_ranking_has_one_line_per_agency_best_first_ties_sharing_a_rank()
    {
        await using var store = await StoreWith(
            Sample.Announcement("t.txt",
                Sample.Row("t.txt", 1, Sample.Is(Sample.City), 2564, "87.00", "A", "+26.48", true),
                Sample.Row("t.txt", 2, Sample.Is(Sample.Thungyao), 2564, "93.26", "A", "-1.00", true)),
            Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26"), ("IND01", "100")),
            Sample.Report("own-city.txt", Sample.City, 2564, ("TOTAL", "87.00")),
            Sample.Report("other-province.txt", Sample.Elsewhere, 2564, ("TOTAL", "99.99")));
        var rows = await RowsAsync(store);
        rows.Select(r => Line(r, "rank", "rank_to", "agency", "type", "district", "score", "grade", "change", "last_year_score", "passed", "status", "document", "page")).ShouldBe(
        [
            "1 1 เทศบาลตำบลทุ่งยาว TT ปะเหลียน 93.26 A -1.00 94.26 True confirmed t.txt 2",
            "1 1 องค์การบริหารส่วนตำบลสุโสะ TAO ปะเหลียน 93.26 A - - True confirmed own.txt 1",
            "3 3 เทศบาลนครตรัง TN เมืองตรัง 87.00 A 26.48 60.52 True confirmed t.txt 2",
        ]);
    }

    [Fact]
    public async Task A_withheld_score_has_a_range_of_ranks_and_widens_those_it_may_pass()
    {
        await using var store = await StoreWith(
            Sample.Announcement("t.txt",
                Sample.Row("t.txt", 1, Sample.Is(Sample.City), 2564, "90.00"),
                Sample.Row("t.txt", 2, Sample.Is(Sample.Thungyao), 2564, "80.00"),
                Sample.Row("t.txt", 3, Sample.Is(Sample.Suso), 2564, "85.00")),
            Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "95.00")));
        (await RowsAsync(store)).Select(r => Line(r, "agency", "rank", "rank_to", "score", "status")).ShouldBe(
        [
            "เทศบาลนครตรัง 1 2 90.00 confirmed",
            "องค์การบริหารส่วนตำบลสุโสะ 1 2 - conflicting",
            "เทศบาลตำบลทุ่งยาว 3 3 80.00 confirmed",
        ]);
    }

    [Fact]
    public async Task A_line_whose_agency_is_unknown_is_listed_as_printed_and_leaves_room_for_its_rank()
    {
        await using var store = await StoreWith(Sample.Announcement("t.txt",
            Sample.Row("t.txt", 1, Sample.Is(Sample.City), 2564, "90.00"),
            Sample.Row("t.txt", 2, Sample.Unknown("องค์การบริหารส่วนตำบลอุยไธสง"), 2564, "93.26"),
            Sample.Row("t.txt", 3, Sample.Is(Sample.Suso), 2564, "--")));
        (await RowsAsync(store)).Select(r => Line(r, "agency", "rank", "rank_to", "score", "status")).ShouldBe(
        [
            "เทศบาลนครตรัง 1 3 90.00 confirmed",
            "องค์การบริหารส่วนตำบลสุโสะ - - - unresolved",
            "องค์การบริหารส่วนตำบลอุยไธสง - - 93.26 unresolved",
        ]);
    }

    [Fact]
    public async Task Last_years_score_is_withheld_where_the_announced_difference_contradicts_it()
    {
        await using var store = await StoreWith(
            Sample.Announcement("63.txt", Sample.Row("63.txt", 1, Sample.Is(Sample.City), 2563, "60.00"), Sample.Row("63.txt", 2, Sample.Is(Sample.Suso), 2563, "67.07")),
            Sample.Announcement("64.txt", Sample.Row("64.txt", 1, Sample.Is(Sample.City), 2564, "90.00", null, "+20.00"), Sample.Row("64.txt", 2, Sample.Is(Sample.Suso), 2564, "93.26", null, "+26.19")));
        (await RowsAsync(store)).Select(r => Line(r, "score", "change", "last_year_score", "note")).ShouldBe(
            ["93.26 26.19 67.07 -", "90.00 20.00 - last year: 60.00 published, 70.00 by the announced difference"]);
    }

    [Fact]
    public async Task Csv_opens_right_in_a_spreadsheet_and_a_hostile_name_cannot_run()
    {
        await using var store = await StoreWith(Sample.Announcement("=1+1.txt",
            Sample.Row("=1+1.txt", 1, Sample.Is(Sample.City), 2564, "90.00", null, "-7.11"),
            Sample.Row("=1+1.txt", 2, Sample.Unknown("=HYPERLINK(\"http://x\")\n,"), 2564, "80.00", province: Sample.Trang),
            Sample.Row("=1+1.txt", 3, Sample.Unknown("@SUM(A1)"), 2564, "81.00", province: Sample.Trang),
            Sample.Row("=1+1.txt", 4, Sample.Unknown("-2+3"), 2564, "82.00", province: Sample.Trang)));
        var bytes = await BytesAsync(store, FileForm.Csv);
        bytes.AsSpan(0, 3).ToArray().ShouldBe([0xEF, 0xBB, 0xBF]);
        var text = Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
        text.ShouldStartWith("fiscal_year,province,rank,rank_to,agency_code,agency,type,district,score,grade,change,last_year_score,passed,status,document,page,note\r\n");
        text.ShouldContain(",-7.11,97.11,");
        text.ShouldContain(",\"'=HYPERLINK(\"\"http://x\"\")\n,\",");
        text.ShouldContain(",'@SUM(A1),");
        text.ShouldContain(",'-2+3,");
        text.ShouldContain(",'=1+1.txt,");
    }

    [Fact]
    public async Task A_workbook_has_typed_numbers_a_frozen_header_a_filter_and_no_formula()
    {
        await using var store = await StoreWith(Sample.Announcement("t.txt",
            Sample.Row("t.txt", 1, Sample.Is(Sample.City), 2564, "90.00", "A", null, true),
            Sample.Row("t.txt", 2, Sample.Unknown("=1+1 <b>&\u000b"), 2564, "80.00", province: Sample.Trang)));
        var bytes = await BytesAsync(store, FileForm.Xlsx);
        using var book = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(book).Select(e => e.Description).ShouldBeEmpty();
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync(Ct);
        sheet.ShouldContain("<v>90.00</v>");
        sheet.ShouldContain("t=\"b\"><v>1</v>");
        sheet.ShouldContain("state=\"frozen\"");
        sheet.ShouldContain("<autoFilter ref=\"A1:Q3\"/>");
        sheet.ShouldContain("=1+1 &lt;b&gt;&amp;\uFFFD");
        sheet.ShouldNotContain("<f>");
    }

    [Fact]
    public async Task Two_exports_of_the_same_data_are_the_same_bytes()
    {
        await using var store = await StoreWith(Sample.Announcement("t.txt", Sample.Row("t.txt", 1, Sample.Is(Sample.City), 2564, "90.00"), Sample.Row("t.txt", 2, Sample.Is(Sample.Suso), 2564, "90.00")));
        foreach (var form in Enum.GetValues<FileForm>())
        {
            foreach (var set in DataSet.All)
            {
                if (set == DataSet.Issues) continue; // No document has one here.
                (await BytesAsync(store, form, set, Filter.None)).ShouldBe(await BytesAsync(store, form, set, Filter.None), $"{form} {set.Name}");
            }
        }
    }

    [Fact]
    public async Task A_device_is_written_to_and_not_replaced()
    {
        var full = await Should.ThrowAsync<StorageException>(() => Exporter.ToFileAsync("/dev/full", async stream =>
        {
            await stream.WriteAsync(new byte[1], Ct);
            return 0;
        }));
        (full.Code, full.Message.Contains("space", StringComparison.OrdinalIgnoreCase)).ShouldBe(("ITA633", true), full.Message);
    }

    [Fact]
    public async Task The_order_of_rows_leaves_no_two_different_rows_alike()
    {
        // One document that is a report and an announcement, with the same agency twice, in table and text: as a database restored elsewhere may hold them in any order.
        var announcement = Sample.Announcement("both.txt", Sample.Row("both.txt", 1, Sample.Is(Sample.Suso), 2564, "93.26"), Sample.Row("both.txt", 2, Sample.Is(Sample.Suso), 2564, "93.26"), Sample.Row("both.txt", 3, Sample.Unknown("?"), 2564, "80.00"), Sample.Row("both.txt", 4, Sample.Unknown("?"), 2564, "80.00"));
        var report = Sample.Report("both.txt", Sample.Suso, 2564, ("TOTAL", "93.26"), ("IND01", "90.00"));
        await using var store = await StoreWith(announcement with { Sheets = report.Sheets });
        foreach (var set in DataSet.All)
        {
            var ties = await store.Database.UseAsync(c => Dapper.SqlMapper.QueryAsync<string>(c,
                $"select min(({string.Join(", ", set.Columns)})::text) from ita.{set.View} group by {set.Order.Replace(" nulls last", "", StringComparison.Ordinal)} having count(distinct ({string.Join(", ", set.Columns)})::text) > 1"), Ct);
            ties.ShouldBeEmpty(set.Name);
        }
    }

    [Theory]
    [InlineData("ตรัง")]
    [InlineData("จังหวัดตรัง")]
    [InlineData("จ.ตรัง")]
    [InlineData("trang")]
    [InlineData("92")]
    [InlineData("๙๒")]
    public async Task A_province_is_found_by_what_people_type(string asked)
    {
        await using var store = await StoreWith(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26")));
        (await RowsAsync(store, filter: Trang2564 with { Provinces = [asked] })).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_explained()
    {
        await using var store = await StoreWith(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26")));
        async Task<StorageException> Fault(Filter filter, DataSet? set = null) => await Should.ThrowAsync<StorageException>(() => RowsAsync(store, set, filter));
        var unknown = await Fault(Trang2564 with { Provinces = ["ตรั่งง"] });
        (unknown.Code, unknown.IsUsage).ShouldBe(("ITA630", true));
        unknown.Message.ShouldContain("ตรัง (Trang, 92)");
        var era = await Fault(Trang2564 with { Years = ["2021"] });
        era.Code.ShouldBe("ITA632");
        era.Message.ShouldContain("2564");
        var nothing = await Fault(Trang2564 with { Years = ["2563"] });
        (nothing.Code, nothing.IsUsage).ShouldBe(("ITA631", false));
        nothing.Message.ShouldContain("2564");
        (await Fault(Trang2564 with { Types = ["village"] })).Code.ShouldBe("ITA634");
        (await Fault(Trang2564, DataSet.Evidence)).Code.ShouldBe("ITA634");
    }

    [Fact]
    public async Task Everything_can_be_shown_as_it_stood()
    {
        await using var store = await StoreWith(Sample.Announcement("old.txt", Sample.Row("old.txt", 1, Sample.Is(Sample.Suso), 2564, "83.26"), Sample.Row("old.txt", 2, Sample.Is(Sample.City), 2564, "90.00")).From("https://example.org/a", DateTimeOffset.UnixEpoch));
        var then = TimeProvider.System.GetUtcNow();
        await Task.Delay(5, Ct);
        await store.WriteAsync(Sample.Announcement("new.txt", Sample.Row("new.txt", 1, Sample.Is(Sample.Suso), 2564, "93.26"), Sample.Row("new.txt", 2, Sample.Is(Sample.City), 2564, "90.00")).From("https://example.org/a", DateTimeOffset.UnixEpoch.AddDays(1)), Ct);
        string[] columns = ["rank", "agency", "score", "document"];
        (await RowsAsync(store)).Select(r => Line(r, columns)).ShouldBe(["1 องค์การบริหารส่วนตำบลสุโสะ 93.26 new.txt", "2 เทศบาลนครตรัง 90.00 new.txt"]);
        (await RowsAsync(store, filter: Trang2564 with { AsOf = then })).Select(r => Line(r, columns)).ShouldBe(["1 เทศบาลนครตรัง 90.00 old.txt", "2 องค์การบริหารส่วนตำบลสุโสะ 83.26 old.txt"]);
        var evidence = await RowsAsync(store, DataSet.Evidence, Filter.None with { Agencies = [Sample.Suso.Code] });
        evidence.Select(r => Line(r, "document", "as_printed", "superseded")).Order(StringComparer.Ordinal).ShouldBe(["new.txt 93.26 False", "old.txt 83.26 True"]);
        (await RowsAsync(store, DataSet.Evidence, Filter.None with { Agencies = [Sample.Suso.Code], AsOf = then })).Select(r => Line(r, "document", "superseded")).ShouldBe(["old.txt False"]);
    }

    [Fact]
    public async Task Evidence_leads_from_a_score_to_the_printed_text()
    {
        await using var store = await StoreWith(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "๙๓.๒๖")));
        var row = (await RowsAsync(store, DataSet.Evidence, Filter.None)).Single();
        Line(row, "agency", "code", "score", "status", "document", "page", "line", "as_printed", "place", "reader").ShouldBe("องค์การบริหารส่วนตำบลสุโสะ TOTAL 93.26 confirmed own.txt 1 1 ๙๓.๒๖ table text");
    }

    [Fact]
    public async Task Coverage_names_who_is_missing()
    {
        await using var store = await StoreWith(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26")));
        (await RowsAsync(store, DataSet.Coverage, Trang2564)).Select(r => Line(r, "agency_code", "status", "reports")).ShouldBe(["3920101 missing 0", "5920402 missing 0", "6920411 confirmed 1"]);
    }

    [Fact]
    public async Task A_description_names_columns_types_and_the_datas_own_date()
    {
        await using var store = await StoreWith(Sample.Report("own.txt", Sample.Suso, 2564, ("TOTAL", "93.26")));
        var written = await Exporter.WriteAsync(store.Database, DataSet.Ranking, Trang2564, FileForm.Csv, Stream.Null, Ct);
        var package = JsonDocument.Parse(await Package.DescribeAsync(store.Database, "ita-ranking", "1.0.0", [new Resource("r.csv", DataSet.Ranking, FileForm.Csv, written)], Ct)).RootElement;
        var fields = package.GetProperty("resources")[0].GetProperty("schema").GetProperty("fields").EnumerateArray().ToList();
        fields.Select(f => f.GetProperty("name").GetString()).ShouldBe(DataSet.Ranking.Columns);
        fields.Where(f => f.GetProperty("description").GetString()!.Length == 0).ShouldBeEmpty();
        fields.Single(f => f.GetProperty("name").GetString() == "score").GetProperty("type").GetString().ShouldBe("number");
        package.GetProperty("created").GetString()!.ShouldStartWith(TimeProvider.System.GetUtcNow().ToString("yyyy-", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Every_view_and_column_is_described_in_Thai_and_English()
    {
        await using var connection = await TestServer.ConnectAsync(await TestServer.FreshAsync());
        var bare = await Dapper.SqlMapper.QueryAsync<string>(connection, """
            select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'ita'::regnamespace and c.relkind in ('v', 'm') and coalesce(col_description(c.oid, a.attnum), '') !~ '[a-z].*\|.*[ก-ฮ]'
            union all
            select c.relname from pg_class c where c.relnamespace = 'ita'::regnamespace and c.relkind in ('v', 'm') and coalesce(obj_description(c.oid), '') !~ '[a-z].*\|.*[ก-ฮ]'
            """);
        bare.ShouldBeEmpty();
    }
}
