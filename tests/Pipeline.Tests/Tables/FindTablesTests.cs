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
    public void A_row_whose_cells_hold_equally_many_names_and_numbers_is_as_many_rows()
    {
        // One row drawn, two lines in it; the group's label stands beside both.
        Box[] rulings =
        [
            new(50, 100, 350, 101), new(50, 140, 350, 141),
            new(50, 100, 51, 141), new(150, 100, 151, 141), new(250, 100, 251, 141), new(350, 100, 351, 141),
        ];
        var page = Page([Word("IIT", 60, 114), Word("งบประมาณ", 160, 104), Word("88.20", 260, 104), Word("อำนาจ", 160, 124), Word("91.50", 260, 124)], rulings);
        var table = FindTables.On(page).OfType<TableBlock>().Single();
        Cells(table).ShouldBe([["IIT", "งบประมาณ", "88.20"], ["อำนาจ", "91.50"]]);
        table.Rows[0].Cells[0].RowSpan.ShouldBe(2);
    }

    [Fact]
    public void A_row_with_fewer_numbers_than_lines_of_text_stays_one()
    {
        var cells = new[] { ("การปฏิบัติ", 0), ("หน้าที่", 0), ("ของหน่วยงาน", 0), ("88.20", 1), ("91.50", 1) };
        var page = new PageText(1, default, PageSource.Text, "test", [.. cells.Select(c => Token.Stated(c.Item1, 1, new CellAddress(0, 0, c.Item2)))], []);
        Cells(FindTables.On(page).OfType<TableBlock>().Single()).ShouldBe([["การปฏิบัติ หน้าที่ ของหน่วยงาน", "88.20 91.50"]]);
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
    public void A_line_that_begins_with_the_score_its_sentence_owes_goes_on_with_the_paragraph()
    {
        var page = Page([Word("(IIT)", 50, 100, 200), Word("ได้คะแนนเฉลี่ย", 260, 100, 240), Word("๙๔.๗๖", 50, 116), Word("คะแนน", 100, 116, 200), Word("๓.๒", 50, 132), Word("แบบวัด", 100, 132, 300)]);
        FindTables.On(page).Cast<LineBlock>().Select(l => l.StartsParagraph).ShouldBe([true, false, true]);
    }

    [Fact]
    public void Running_text_is_no_table()
    {
        var tokens = Enumerable.Range(0, 6).SelectMany(i => Enumerable.Range(0, 8).Select(j => Word("ข้อความ", 50 + (44 * j), 100 + (16 * i))));
        FindTables.On(Page(tokens)).ShouldAllBe(b => b is LineBlock);
    }

    [Fact]
    public void Names_of_columns_with_scores_among_them_open_another_table()
    {
        List<Token> tokens = [Word("เครื่องมือ", 50, 80), Word("คะแนน", 300, 80)];
        tokens.AddRange(Rows(3, 100, i => [Word("แบบวัด", 50, i, 90), Word("81.25", 300, i, 30)]));
        tokens.AddRange([Word("ที่", 50, 160, 8), Word("ตัวชี้วัด", 90, 160), Word("คะแนน", 260, 160)]);
        tokens.AddRange(Rows(4, 180, i => [Word("๑", 50, i, 8), Word("การใช้อำนาจ", 90, i, 90), Word("๘๑.๒๕", 260, i, 30)]));
        FindTables.On(Page(tokens)).OfType<TableBlock>().Select(t => (t.Rows.Length, t.ColumnCount)).ShouldBe([(4, 2), (5, 3)]);
    }

    [Fact]
    public void A_line_further_below_than_rows_stand_from_each_other_ends_the_table()
    {
        List<Token> tokens = [.. Rows(3, 100, i => [Word("การใช้อำนาจ", 50, i, 90), Word("81.25", 300, i, 30)]), Word("มาตรการ", 50, 180), Word("แผน", 50, 200), Word("ผู้รับผิดชอบ", 200, 200)];
        var blocks = FindTables.On(Page(tokens));
        blocks.OfType<TableBlock>().Single().Rows.Length.ShouldBe(3);
        blocks.OfType<LineBlock>().Select(l => l.Run.Text).ShouldBe(["มาตรการ", "แผน ผู้รับผิดชอบ"]);
    }

    [Fact]
    public void A_code_beside_a_groups_label_begins_a_row_and_a_text_that_reaches_its_number_keeps_apart_from_it()
    {
        List<Token> tokens = [Word("แบบ", 50, 80, 20), Word("ข้อคำถาม", 100, 80), Word("คะแนน", 300, 80), Word("IIT", 50, 100, 20), Word("i1", 100, 100, 10), Word("คำถาม", 114, 100, 80), Word("88.15", 300, 100, 30), Word("ต่อท้าย", 114, 114, 80)];
        tokens.AddRange([Word("i2", 100, 130, 10), Word("คำถามยาว", 114, 130, 182), Word("87.78", 300, 130, 30), Word("i3", 100, 150, 10), Word("คำถาม", 114, 150, 80), Word("81.85", 300, 150, 30)]);
        tokens.AddRange([Word("OIT", 50, 170, 20), Word("o7", 100, 170, 10), Word("แผน", 114, 170, 60), Word("100.00", 300, 170, 30)]);
        Cells(FindTables.On(Page(tokens)).OfType<TableBlock>().Single()).Select(r => r[^1]).ShouldBe(["คะแนน", "88.15", "87.78", "81.85", "100.00"]);
    }

    [Fact]
    public void The_same_short_word_before_every_code_is_no_column()
    {
        var tokens = Rows(9, 100, i => [Word("ข้อ", 50, i, 14), Word("o" + ((i / 20) - 4), 68, i, 10), Word("หัวข้อ", 82, i, 60 + (i % 7)), Word("100.00", 300, i, 30)]);
        FindTables.On(Page(tokens)).OfType<TableBlock>().Single().Rows[2].At(0)!.Text.ShouldStartWith("ข้อ o");
    }

    [Fact]
    public void A_line_that_ends_early_ends_its_paragraph_and_the_lines_of_a_centred_title_stay_together()
    {
        Token[] tokens =
        [
            Word("รายงานผลการประเมิน", 150, 60, 200), Word("ของหน่วยงาน", 200, 74, 100),
            Word("เต็มบรรทัดหนึ่ง", 50, 110, 400), Word("จบตรงนี้", 50, 124, 60), Word("ขึ้นใหม่", 50, 138, 60),
        ];
        FindTables.On(Page(tokens)).Cast<LineBlock>().Select(l => l.StartsParagraph).ShouldBe([true, false, true, false, true]);
    }

    [Fact]
    public void Of_two_columns_of_running_text_the_left_is_read_first_whatever_heights_its_lines_have()
    {
        var blocks = FindTables.On(Page([Word("หัวเรื่องเต็มหน้า", 150, 60, 300), .. Prose("ซ้าย", 50, 100, 12), .. Prose("ขวา", 310, 107, 12)]));
        blocks.ShouldAllBe(b => b is LineBlock);
        blocks.Cast<LineBlock>().Select(b => b.Run.Text.Split(' ')[0]).ShouldBe(["หัวเรื่องเต็มหน้า", .. Enumerable.Repeat("ซ้าย", 12), .. Enumerable.Repeat("ขวา", 12)]);
    }

    [Fact]
    public void A_sentence_goes_on_from_the_foot_of_the_left_column_at_the_head_of_the_right()
    {
        var blocks = FindTables.On(Page([.. Prose("ซ้าย", 50, 100, 12), Word("ได้คะแนนเฉลี่ย", 50, 292, 215), Word("๙๔.๗๖", 310, 104, 30), Word("คะแนน", 346, 104, 184), .. Prose("ขวา", 310, 120, 8)]));
        blocks.Cast<LineBlock>().Single(b => b.Run.Text.StartsWith("๙๔.๗๖", StringComparison.Ordinal)).StartsParagraph.ShouldBeFalse();
    }

    [Fact]
    public void A_heading_across_the_gutter_ends_the_columns_and_others_begin_below()
    {
        var blocks = FindTables.On(Page([.. Prose("ก", 50, 100, 6), .. Prose("ข", 310, 100, 6), Word("หัวเรื่อง", 50, 204, 400), .. Prose("ค", 50, 228, 6), .. Prose("ง", 310, 228, 6)]));
        string.Concat(blocks.Cast<LineBlock>().Select(b => b.Run.Text[0])).ShouldBe("กกกกกกขขขขขขหคคคคคคงงงงงง");
    }

    [Fact]
    public void A_table_in_a_column_stands_where_its_column_has_it()
    {
        Box[] rulings = [new(310, 180, 530, 181), new(310, 200, 530, 201), new(310, 220, 530, 221), new(310, 180, 311, 220), new(480, 180, 481, 220), new(530, 180, 531, 220)];
        Token[] cells = [Word("การใช้อำนาจ", 314, 184, 90), Word("81.25", 490, 184, 30), Word("การใช้งบประมาณ", 314, 204, 90), Word("82.50", 490, 204, 30)];
        var blocks = FindTables.On(Page([.. Prose("ซ้าย", 50, 100, 12), .. Prose("ขวา", 310, 100, 5), .. cells, .. Prose("ท้าย", 310, 226, 3)], rulings));
        Cells(blocks.OfType<TableBlock>().Single()).ShouldBe([["การใช้อำนาจ", "81.25"], ["การใช้งบประมาณ", "82.50"]]);
        blocks.IndexOf(blocks.OfType<TableBlock>().Single()).ShouldBe(17);
    }

    [Fact]
    public void Rows_of_a_table_right_below_two_columns_stay_whole()
    {
        var rows = Rows(4, 300, i => [Word("ตัวชี้วัด", 50, i, 90), Word("8" + ((i / 20) % 10) + ".25", 490, i, 30)]);
        var blocks = FindTables.On(Page([.. Prose("ซ้าย", 50, 100, 12), .. Prose("ขวา", 310, 100, 12), .. rows]));
        Cells(blocks.OfType<TableBlock>().Single()).ShouldBe([["ตัวชี้วัด", "85.25"], ["ตัวชี้วัด", "86.25"], ["ตัวชี้วัด", "87.25"], ["ตัวชี้วัด", "88.25"]]);
        blocks.Length.ShouldBe(25);
    }

    [Fact]
    public void Cells_that_begin_at_the_same_heights_are_rows_however_full_their_lines_are()
    {
        var tokens = Enumerable.Range(0, 5).SelectMany(r => Prose("ตัวชี้วัด", 50, 100 + (60 * r), 2).Append(Word("85.2" + r, 50, 132 + (60 * r), 30)).Concat(Prose("ข้อเสนอ", 310, 100 + (60 * r), 3)));
        FindTables.On(Page(tokens)).OfType<LineBlock>().Select(b => b.Run.Text).ShouldNotContain(t => t.StartsWith("ตัวชี้วัด", StringComparison.Ordinal) && !t.Contains("ข้อเสนอ", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_and_numbers_without_rulings_are_no_columns_of_text_however_even_they_are()
    {
        var tokens = Rows(8, 100, i => [Word("องค์การบริหารส่วนตำบล", 50, i, 150 + (i % 30)), Word("9" + ((i / 20) % 10) + ".25", 250, i, 30)]);
        FindTables.On(Page(tokens)).OfType<TableBlock>().Single().Rows.Length.ShouldBe(8);
    }

    [Fact]
    public void Wide_gaps_of_justified_lines_that_stand_not_one_above_the_other_are_no_columns()
    {
        var tokens = Enumerable.Range(0, 5).SelectMany(i => new[] { Word("ร้อยละ", 50, 100 + (16 * i), 60 + (30 * i)), Word("8" + i + ".25", 124 + (30 * i), 100 + (16 * i), 30), Word("หน่วยงาน", 168 + (30 * i), 100 + (16 * i), 142 - (30 * i)) });
        FindTables.On(Page(tokens)).ShouldAllBe(b => b is LineBlock);
    }

    // Lines of running text, 220 points wide: words end at other places on every line.
    private static IEnumerable<Token> Prose(string first, double x, double y, int lines) =>
        Enumerable.Range(0, lines).SelectMany(i => new[] { Word(first, x, y + (16 * i), 40 + (i * 37 % 90)), Word("ข้อความ", x + 44 + (i * 37 % 90), y + (16 * i), 176 - (i * 37 % 90) - (i % 3 * 12)) });

    private static IEnumerable<Token> Rows(int count, int from, Func<int, Token[]> row) => Enumerable.Range(0, count).SelectMany(i => row(from + (20 * i)));
}
