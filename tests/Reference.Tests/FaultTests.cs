namespace ItaIngest.Reference.Tests;

public sealed class FaultTests
{
    /// <summary>file, what stands there, what a slip makes of it, code, line, words of the message.</summary>
    public static TheoryData<string, string, string, string, int, string> Slips => new()
    {
        { "codebook/ita-2567.yaml", "IIT: 30, EIT: 30, OIT: 40", "IIT: 30, EIT: 30, OIT: 30", "ITA495", 0, "add up to 90" },
        { "codebook/ita-2567.yaml", "code: IND02", "code: IND01", "ITA493", 12, "\"IND01\" occurs twice" },
        { "codebook/ita-2567.yaml", "    indicator: 1\n", "    indicator: 11\n", "ITA494", 50, "indicator 11" },
        { "codebook/ita-2567.yaml", "    indicator: 1\n", "    indicator: 9\n", "ITA494", 50, "its indicator 9 of OIT" },
        { "codebook/ita-2567.yaml", "sizes: [6, 7, 4, 4, 4]", "sizes: [6, 7, 4, 5, 4]", "ITA494", 0, "9.4 lists 4 items" },
        { "codebook/ita-2567.yaml", "from: 70.00", "from: 95.00", "ITA496", 0, "\"ต้องปรับปรุง\" does not begin below \"ผ่าน\"" },
        { "codebook/ita-2565.yaml", "{grade: A, from: 85.00", "{grade: A, from: 95.00", "ITA496", 0, "\"A\" does not begin below \"AA\"" },
        { "codebook/ita-2565.yaml", "    - {grade: F, from: 0.00, pass: false}\n", "", "ITA496", 0, "lowest grade" },
        { "codebook/ita-2567.yaml", "confidence: sourced", "confidence: certain", "ITA497", 8, "\"certain\"" },
        { "codebook/ita-2567.yaml", "iit-items-share-respondents", "iit-items-share-respondent", "ITA497", 0, "\"iit-items-share-respondent\"" },
        { "codebook/ita-2567.yaml", "year: 2567", "year: 2024", "ITA492", 0, "2567 is expected" },
        { "codebook/ita-2567.yaml", "year: 2567", "year: 2568", "ITA494", 0, "name and its year" },
        { "codebook/ita-2567.yaml", "indicators:", "indicators: [", "ITA492", 0, "Not YAML" },
        { "agencies.csv", "องค์การบริหารส่วนจังหวัดสมุทรปราการ,1101,11", "องค์การบริหารส่วนจังหวัดสมุทรปราการ,1199,11", "ITA494", 3, "no district with code \"1199\"" },
        { "agencies.csv", "องค์การบริหารส่วนจังหวัดสมุทรปราการ,1101,11", "องค์การบริหารส่วนจังหวัดสมุทรปราการ,1101,12", "ITA494", 3, "lies in province \"11\"" },
        { "agencies.csv", "2110101,PAO,", "2110101,TAO,", "ITA497", 3, "as type TAO wants it" },
        { "agencies.csv", "2110101,PAO,", "2110101,BAO,", "ITA497", 3, "\"BAO\" is not a type" },
        { "agencies.csv", "2110101,PAO,", "BKK0001,PAO,", "ITA493", 3, "\"BKK0001\" occurs twice" },
        { "agencies.csv", ",1101,11\n", ",1101\n", "ITA492", 3, "4 cells" },
        { "agencies.csv", "code,type", "kode,type", "ITA492", 1, "header" },
        { "districts.csv", "1001,พระนคร,Phra Nakhon,10", "1001,พระนคร,Phra Nakhon,98", "ITA494", 2, "no province with code \"98\"" },
        { "districts.csv", "1001,พระนคร,Phra Nakhon,10", "1001,พระนคร,Phra Nakhon,11", "ITA494", 2, "does not begin with" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_in_the_data_is_named_with_file_and_line(string file, string what, string by, string code, int line, string words)
    {
        using var copy = new ReferenceFolderCopy();
        copy.Replace(file, what, by);
        var fault = Should.Throw<ReferenceException>(copy.Load);
        fault.Code.ShouldBe(code, fault.Message);
        fault.File.ShouldEndWith(Path.GetFileName(file));
        fault.Message.ShouldContain(words);
        if (line > 0) fault.Line.ShouldBe(line, fault.Message);
        else fault.Line.ShouldBeGreaterThan(0, fault.Message);
    }

    [Theory]
    [InlineData("องค์การบริหารส่วนตำบลเก่า,9999999,2562,2565,who,2026-11-21,why", "ITA494")]
    [InlineData("องค์การบริหารส่วนตำบลเก่า,2110101,2019,2565,who,2026-11-21,why", "ITA498")]
    [InlineData("องค์การบริหารส่วนตำบลเก่า,2110101,2562,2565,who,21/11/2569,why", "ITA498")]
    [InlineData("องค์การบริหารส่วนตำบลเก่า,2110101,2562,2565,,2026-11-21,why", "ITA498")]
    public void An_alias_without_agency_years_or_signature_is_refused(string line, string code)
    {
        using var copy = new ReferenceFolderCopy();
        copy.Append("aliases.csv", line + "\n");
        Should.Throw<ReferenceException>(copy.Load).Code.ShouldBe(code);
    }

    [Fact]
    public void A_signed_alias_is_loaded()
    {
        using var copy = new ReferenceFolderCopy();
        copy.Append("aliases.csv", "องค์การบริหารส่วนตำบลเก่า,2110101,2562,,who,2026-11-21,why\n");
        var alias = copy.Load().Gazetteer.Aliases.ShouldHaveSingleItem();
        alias.From!.Value.BuddhistEra.ShouldBe(2562);
        alias.To.ShouldBeNull();
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var copy = new ReferenceFolderCopy();
        File.Delete(Path.Combine(copy.Folder, "districts.csv"));
        var fault = Should.Throw<ReferenceException>(copy.Load);
        fault.Code.ShouldBe("ITA491");
        fault.Message.ShouldContain("districts.csv");
    }

    [Fact]
    public void No_folder_at_all_is_said_so() =>
        Should.Throw<ReferenceException>(() => ReferenceFolder.Find(Path.GetPathRoot(Path.GetTempPath())!)).Code.ShouldBe("ITA490");
}
