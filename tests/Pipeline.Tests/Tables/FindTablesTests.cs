using System.Collections.Immutable;
using ItaIngest.Domain.Paper;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Tests.Tables;

public sealed class FindTablesTests
{
    private static Token Word(string text, double x, double y, double width = 40) => Token.Placed(text, new Box(x, y, x + width, y + 12));

    private static PageText Page(IEnumerable<Token> tokens, params Box[] rulings) =>
        new(1, new Box(0, 0, 595, 842), PageSource.TextLayer, "test", [.. tokens], [.. rulings.Select(r => new Ruling(r))]);

    private static string[][] Cells(TableBlock table) => [.. table.Rows.Select(r => r.Cells.Select(c => c.Text).ToArray())];

    [Fact]
    public void Rulings_give_the_grid_and_a_missing_ruling_merges_cells()
    {
        // Three columns, two rows; the first column's cell spans both rows.
        Box[] rulings =
        [
            new(50, 100, 350, 101), new(150, 120, 350, 121), new(50, 140, 350, 141),
            new(50, 100, 51, 141), new(150, 100, 151, 141), new(250, 100, 251, 141), new(350, 100, 351, 141),
        ];
        var page = Page([Word("IIT", 60, 114), Word("งบประมาณ", 160, 104), Word("88.20", 260, 104), Word("อำนาจ", 160, 124), Word("91.50", 260, 124)], rulings);
        var table = FindTables.On(page).OfType<TableBlock>().Single();
        Cells(table).ShouldBe([["IIT", "งบประมาณ", "88.20"], ["อำนาจ", "91.50"]]);
        table.Rows[0].Cells[0].RowSpan.ShouldBe(2);
    }

    [Fact]
    public void Without_rulings_columns_are_the_bands_between_which_nothing_stands()
    {
        var tokens = Enumerable.Range(0, 4).SelectMany(i => new[] { Word($"{i + 1}", 50, 100 + (20 * i), 8), Word("ชื่อ", 70, 100 + (20 * i), 90), Word($"8{i}.25", 300, 100 + (20 * i), 30) });
        var table = FindTables.On(Page(tokens)).OfType<TableBlock>().Single();
        table.Rows.Length.ShouldBe(4);
        Cells(table)[2].ShouldBe(["3", "ชื่อ", "82.25"]);
    }

    [Fact]
    public void A_cell_that_goes_on_below_belongs_to_its_row()
    {
        var tokens = new List<Token>();
        for (var i = 0; i < 3; i++)
        {
            tokens.Add(Word($"{i + 1}", 50, 100 + (44 * i), 8));
            tokens.Add(Word("องค์การบริหารส่วน", 70, 100 + (44 * i), 90));
            tokens.Add(Word("85.0" + i, 300, 100 + (44 * i), 30));
            tokens.Add(Word("จังหวัด", 70, 114 + (44 * i), 60));
        }
        var table = FindTables.On(Page(tokens)).OfType<TableBlock>().Single();
        Cells(table)[1].ShouldBe(["2", "องค์การบริหารส่วน จังหวัด", "85.01"]);
    }

    [Fact]
    public void Running_text_is_no_table()
    {
        var tokens = Enumerable.Range(0, 6).SelectMany(i => Enumerable.Range(0, 8).Select(j => Word("ข้อความ", 50 + (44 * j), 100 + (16 * i))));
        FindTables.On(Page(tokens)).ShouldAllBe(b => b is LineBlock);
    }
}
