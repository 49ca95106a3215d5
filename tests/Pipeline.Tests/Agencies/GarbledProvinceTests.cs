using ItaIngest.Domain.Findings;
using ItaIngest.Pipeline.Agencies;
using ItaIngest.TestSupport;

namespace ItaIngest.Pipeline.Tests.Agencies;

public sealed class GarbledProvinceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_garbled_table_of_a_hundred_rows_is_named_right_and_never_wrong(int seed)
    {
        var table = GarbledTable.Make(Registry.Gazetteer, seed, 100);
        var found = AlignAnnouncement.Align(table.Rows, table.Province, Registry.Gazetteer).Value;
        var wrong = table.Truth.Zip(found.Rows).Where(x => x.Second.Agency is { } a && a.Code != x.First.Code).Select(x => $"{x.Second.Printed[0]} -> {x.Second.Agency!.Name}, truth {x.First.Name}");
        wrong.ShouldBeEmpty();
        found.Rows.Count(m => m.Agency is not null).ShouldBeGreaterThanOrEqualTo(98, table.Province.Name);
    }
}
