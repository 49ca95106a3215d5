using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using System.Globalization;

namespace ItaIngest.Reference;

/// <summary>Reads provinces.csv, districts.csv, agencies.csv and aliases.csv, and checks that each line's parents exist.</summary>
internal sealed class GazetteerFiles(string folder)
{
    private static readonly string[] ProvinceColumns = ["code", "name_th", "name_en", "region_th"];
    private static readonly string[] DistrictColumns = ["code", "name_th", "name_en", "province_code", "postal_code"];
    private static readonly string[] AgencyColumns = ["code", "type", "name_th", "district_code", "province_code"];
    private static readonly string[] AliasColumns = ["alias", "agency_code", "from_year", "to_year", "who", "when", "why"];

    private readonly Dictionary<string, Province> _provinces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, District> _districts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Agency> _agencies = new(8192, StringComparer.Ordinal);
    private readonly List<AgencyAlias> _aliases = [];

    public Gazetteer Load()
    {
        CsvRows.Read(Path.Combine(folder, "provinces.csv"), ProvinceColumns, AddProvince);
        CsvRows.Read(Path.Combine(folder, "districts.csv"), DistrictColumns, AddDistrict);
        CsvRows.Read(Path.Combine(folder, "agencies.csv"), AgencyColumns, AddAgency);
        CsvRows.Read(Path.Combine(folder, "aliases.csv"), AliasColumns, AddAlias);
        return new Gazetteer(_provinces.Values, _districts.Values, _agencies.Values, _aliases);
    }

    private void AddProvince(string[] cells, Line line) =>
        AddOnce(_provinces, cells[0], new Province(cells[0], cells[1], cells[2], cells[3]), line);

    private void AddDistrict(string[] cells, Line line)
    {
        var province = ParentOf(_provinces, cells[3], "province", line);
        if (!cells[0].StartsWith(province.Code, StringComparison.Ordinal))
            throw line.Fault("ITA494", $"District \"{cells[0]}\" does not begin with the code of its province \"{province.Code}\".", "Correct one of them.");
        AddOnce(_districts, cells[0], new District(cells[0], cells[1], cells[2], cells[3], cells[4].Length > 0 ? cells[4] : null), line);
    }

    private void AddAgency(string[] cells, Line line)
    {
        if (TypeOf(cells[1]) is not { } type)
            throw line.Fault("ITA497", $"\"{cells[1]}\" is not a type of agency.", $"Use one of {string.Join(", ", Enum.GetNames<AgencyType>())}.");
        var words = AgencyTypes.WordsOf(type);
        if (!cells[2].StartsWith(words, StringComparison.Ordinal) || cells[2].Length == words.Length)
            throw line.Fault("ITA497", $"The name \"{cells[2]}\" does not begin with \"{words}\", as type {type} wants it.", "Correct the name or the type.");
        var district = cells[3].Length == 0 ? null : ParentOf(_districts, cells[3], "district", line);
        var province = cells[4].Length == 0 ? null : ParentOf(_provinces, cells[4], "province", line);
        if (district is not null && !string.Equals(district.ProvinceCode, cells[4], StringComparison.Ordinal))
            throw line.Fault("ITA494", $"District \"{cells[3]}\" lies in province \"{district.ProvinceCode}\", not \"{cells[4]}\".", "Correct one of them.");
        AddOnce(_agencies, cells[0], new Agency(cells[0], type, cells[2], cells[2][words.Length..], district, province), line);
    }

    private void AddAlias(string[] cells, Line line)
    {
        ParentOf(_agencies, cells[1], "agency", line);
        if (cells[0].Length == 0 || cells[4].Length == 0 || cells[6].Length == 0)
            throw line.Fault("ITA498", "An alias needs the name, who decided and why.", "Fill in the empty cell.");
        if (!DateOnly.TryParseExact(cells[5], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var when))
            throw line.Fault("ITA498", $"\"{cells[5]}\" is not a day such as 2026-11-21.", "Write year, month and day of the Common Era.");
        _aliases.Add(new AgencyAlias(cells[0], cells[1], YearOf(cells[2], line), YearOf(cells[3], line), cells[4], when, cells[6]));
    }

    private static FiscalYear? YearOf(string cell, Line line)
    {
        if (cell.Length == 0) return null;
        var year = FiscalYear.Parse(cell);
        return year.Succeeded ? year.Value : throw line.Fault("ITA498", year.Reason + ".", "Write a year such as 2567, or leave the cell empty.");
    }

    private static AgencyType? TypeOf(string cell) => cell switch
    {
        "SPECIAL" => AgencyType.SPECIAL,
        "PAO" => AgencyType.PAO,
        "TN" => AgencyType.TN,
        "TM" => AgencyType.TM,
        "TT" => AgencyType.TT,
        "TAO" => AgencyType.TAO,
        "OTHER" => AgencyType.OTHER,
        _ => null,
    };

    private static T ParentOf<T>(Dictionary<string, T> parents, string code, string kind, Line line) =>
        parents.TryGetValue(code, out var parent) ? parent
        : throw line.Fault("ITA494", $"There is no {kind} with code \"{code}\".", $"Correct the code or add the {kind}.");

    private static void AddOnce<T>(Dictionary<string, T> into, string code, T value, Line line)
    {
        if (code.Length == 0) throw line.Fault("ITA493", "The code is empty.", "Every line needs one.");
        if (!into.TryAdd(code, value)) throw line.Fault("ITA493", $"Code \"{code}\" occurs twice.", "Remove one of the two lines.");
    }
}
