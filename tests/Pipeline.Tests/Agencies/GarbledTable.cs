using System.Collections.Immutable;
using System.Text;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Agencies;

namespace ItaIngest.Pipeline.Tests.Agencies;

/// <summary>
/// A provincial table as a poor reader would leave it: a quarter of the names with two to four letters dropped, swapped or confused, a
/// tenth of the districts wrong (half of them another district of the province, half misread).
/// </summary>
internal sealed record GarbledTable(Province Province, ImmutableArray<PrintedAgencyRow> Rows, ImmutableArray<Agency> Truth, ImmutableArray<bool> Garbled)
{
    private const double NamesGarbled = 0.25, DistrictsWrong = 0.10;

    private static readonly string[] Alike = ["กถภ", "ขชซ", "คดตศ", "บปษ", "ผฝพฟ", "นมฉ", "ทหฑ", "ลส", "วงจ", "อฮ", "ธรฐ", "เแ", "โใไ", "ิีึืั", "่้๊๋์", "ุู"];

    /// <param name="gazetteer">The registry.</param>
    /// <param name="seed">Chooses province and faults.</param>
    /// <param name="most">A longer table is cut after so many rows, as real ones are.</param>
    /// <param name="least">Only provinces with so many agencies are chosen.</param>
    /// <param name="shuffled">Rows in random order instead of the announcement's.</param>
    public static GarbledTable Make(Gazetteer gazetteer, int seed, int most, int least = 100, bool shuffled = false)
    {
        var random = new Random(seed);
        var provinces = gazetteer.Provinces.Where(p => gazetteer.ByProvince.TryGetValue(p.Code, out var a) && a.Length >= least).ToArray();
        var province = provinces[random.Next(provinces.Length)];
        var districts = gazetteer.DistrictsOf[province.Code];
        var listed = gazetteer.ByProvince[province.Code]
            .OrderBy(a => a.Type).ThenBy(a => ThaiText.SortKey(a.District?.Name ?? ""), StringComparer.Ordinal).ThenBy(a => ThaiText.SortKey(a.ShortName), StringComparer.Ordinal)
            .Take(most).ToArray();
        if (shuffled) random.Shuffle(listed);
        var rows = ImmutableArray.CreateBuilder<PrintedAgencyRow>();
        var garbled = ImmutableArray.CreateBuilder<bool>();
        foreach (var agency in listed)
        {
            var bad = random.NextDouble() < NamesGarbled;
            var name = bad ? AgencyTypes.WordsOf(agency.Type) + Garble(agency.ShortName, random) : agency.Name;
            var district = agency.District?.Name ?? "";
            if (random.NextDouble() < DistrictsWrong)
                district = random.Next(2) == 0 ? districts[random.Next(districts.Length)].Name : Garble(district, random);
            rows.Add(new PrintedAgencyRow(rows.Count + 1, name, district));
            garbled.Add(bad);
        }
        return new GarbledTable(province, rows.ToImmutable(), [.. listed], garbled.ToImmutable());
    }

    /// <summary>
    /// A garbled table with more wrong than its letters: a page of rows lost, single rows lost, strangers among them, serial numbers misread
    /// or absent, no column of districts. A stranger's truth is an agency of another province.
    /// </summary>
    public static GarbledTable MakeIrregular(Gazetteer gazetteer, int seed)
    {
        var table = Make(gazetteer, seed, 150, least: 40);
        var random = new Random(seed * 7919);
        var numbers = random.NextDouble() < 0.7;
        var districts = random.NextDouble() < 0.8;
        var page = random.NextDouble() < 0.5 ? (From: random.Next(table.Rows.Length), Rows: random.Next(5, 16)) : (From: 0, Rows: 0);
        var rows = ImmutableArray.CreateBuilder<PrintedAgencyRow>();
        var truth = ImmutableArray.CreateBuilder<Agency>();
        var garbled = ImmutableArray.CreateBuilder<bool>();
        for (var i = 0; i < table.Rows.Length; i++)
        {
            if ((i >= page.From && i < page.From + page.Rows) || random.NextDouble() < 0.02) continue;
            var (row, agency) = (table.Rows[i], table.Truth[i]);
            if (random.NextDouble() < 0.01)
            {
                agency = gazetteer.Agencies[random.Next(gazetteer.Agencies.Length)];
                if (agency.Province?.Code == table.Province.Code || agency.Type == AgencyType.SPECIAL) continue;
                row = row with { Name = agency.Name, District = agency.District?.Name ?? "" };
            }
            var number = random.NextDouble() < 0.03 ? random.Next(1, 200) : i + 1;
            rows.Add(row with { Number = numbers ? number : null, District = districts ? row.District : null });
            truth.Add(agency);
            garbled.Add(table.Garbled[i]);
        }
        return new GarbledTable(table.Province, rows.ToImmutable(), truth.ToImmutable(), garbled.ToImmutable());
    }

    /// <summary>Two to four letters dropped, swapped with their neighbour, or read as another: half of the time one that looks alike.</summary>
    public static string Garble(string text, Random random)
    {
        var letters = new StringBuilder(text);
        for (var left = random.Next(2, 5); left > 0 && letters.Length > 1; left--)
        {
            var at = random.Next(letters.Length);
            switch (random.Next(3))
            {
                case 0: letters.Remove(at, 1); break;
                case 1:
                    var other = at + 1 < letters.Length ? at + 1 : at - 1;
                    (letters[at], letters[other]) = (letters[other], letters[at]);
                    break;
                default: letters[at] = Confused(letters[at], random); break;
            }
        }
        return letters.ToString();
    }

    private static char Confused(char letter, Random random)
    {
        if (random.Next(2) == 0)
            foreach (var group in Alike)
                if (group.Contains(letter, StringComparison.Ordinal) && group.Length > 1)
                {
                    var others = group.Replace(letter.ToString(), "", StringComparison.Ordinal);
                    return others[random.Next(others.Length)];
                }
        return (char)random.Next('ก', 'ฮ' + 1);
    }
}
