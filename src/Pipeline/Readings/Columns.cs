using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>What a column of a table holds, by its header.</summary>
internal enum ColumnRole { Unknown, Serial, Agency, District, Province, Score, Grade, Change, Verdict, Other }

/// <param name="Role">What it holds.</param>
/// <param name="Year">The year its header names, if it names one.</param>
/// <param name="Header">The header's text.</param>
/// <param name="Plainness">How plainly the header says that the agency's scores stand below: a share of answers (ร้อยละ) is none where a column of คะแนน stands beside it.</param>
internal readonly record struct Column(ColumnRole Role, FiscalYear? Year, string Header, int Plainness);

/// <summary>A table's header: how many rows it takes and what each column holds.</summary>
internal sealed partial record Columns(int HeaderRows, ImmutableArray<Column> Each)
{
    /// <summary>A longer cell that begins with the word for an agency is a sentence about it, not a column's name.</summary>
    private const int LongestName = 40;

    [GeneratedRegex("ถ่วง|น้าหนัก|นาหนัก|สัดส่วน|คิดเป็น|ผู้ตอบ|ผู้ประเมิน|คะแนนเต็ม|เป้า|คาดหวัง|คาดว่า|คาดการณ์|ประมาณการ|อันดับ|จานวน|ประเด็นที่ต้อง|ข้อเสนอแนะ|มาตรการ|แนวทาง|ผู้รับผิดชอบ|ระยะเวลา|หมายเหตุ|ขั้นตอน|(ค่า|คะแนน)(สูง|ต่า)(ที่)?สุด|ความเสี่ยง|ก่อน(อุทธรณ์|ทบทวน)|(สูงสุด|ต่าสุด|เฉลี่ย).{0,12}(จังหวัด|ประเทศ|ภาค|อาเภอ)|ค่าเฉลี่ยระดับ|(ของ|ระดับ|ทั้ง)(จังหวัด|ประเทศ|ภาค|อาเภอ)|วิเคราะห์")]
    private static partial Regex Other();

    [GeneratedRegex("ผลต่าง|^เปรียบเทียบ$|เปรียบเทียบปี|เปรียบเทียบผล|เพิ่ม|ลดลง|เปลี่ยนแปลง|แตกต่าง|[+]/|ส่วนต่าง|เทียบปี|พัฒนาการ")]
    private static partial Regex Change();

    /// <summary>Last year's, without saying which year that is.</summary>
    [GeneratedRegex("ปีที่แล้ว|ปีที่ผ่านมา|ปี(ที่)?ก่อน|เดิม$")]
    private static partial Regex Former();

    [GeneratedRegex("เต็ม|น้าหนัก|นาหนัก|ถ่วง")]
    private static partial Regex FullMark();

    [GeneratedRegex("ถ่วง|คะแนน.*น้าหนัก")]
    private static partial Regex WeightedPoints();

    [GeneratedRegex("^(ชื่อ)?(หน่วยงาน|ปีงบประมาณ|การประเมิน|ประเภท|เรื่อง|วันที่|อาเภอ|จังหวัด)[^0-9]{0,12}$")]
    private static partial Regex AboutTable();

    [GeneratedRegex("จานวน|ผู้ตอบ|ความถี่|^คน$")]
    private static partial Regex Count();

    /// <summary>Words for the agency's own result, and for a result at all.</summary>
    [GeneratedRegex("ที่ได้|คะแนนรวม|หน่วยงาน")]
    private static partial Regex OwnScore();

    [GeneratedRegex("คะแนน|ผล|score")]
    private static partial Regex AnyScore();

    [GeneratedRegex("เกณฑ์|เกณ|ผ่าน/ไม่ผ่าน|ผ่าน$")]
    private static partial Regex Verdict();

    [GeneratedRegex("คะแนน|ร้อยละ|ผลการประเมิน|score|^ปี|ประจาปี|ค่าที่ได้|^ผล$")]
    private static partial Regex Score();

    [GeneratedRegex(@"^(ที่|ลาดับ(ที่)?|ลาดับ|ข้อ(ที่)?|no\.?|#|ลาดับ/ที่)$")]
    private static partial Regex Serial();

    /// <summary>One of the seven issues as the title above questions; its name may hold words of a plan (กลไกและมาตรการ).</summary>
    [GeneratedRegex("^ประเด็น(ที่)?[0-9]")]
    private static partial Regex SevenIssues();

    [GeneratedRegex("^(ชื่อ)?(หน่วยงาน|อปท|องค์กรปกครองส่วนท้องถิ่น|ส่วนราชการ)")]
    private static partial Regex Agency();

    /// <summary>A column that the header does not reach is of unknown role.</summary>
    public Column this[int column] => column < Each.Length ? Each[column] : new Column(ColumnRole.Unknown, null, "", 0);

    public IEnumerable<int> With(ColumnRole role) => Enumerable.Range(0, Each.Length).Where(i => Each[i].Role == role);

    /// <summary>Columns of weighted points: no scores, but they add up to one.</summary>
    public IEnumerable<int> Weighted => With(ColumnRole.Other).Where(c => WeightedPoints().IsMatch(ThaiText.Key(Each[c].Header)));

    public int? Only(ColumnRole role)
    {
        int? found = null;
        foreach (var column in With(role)) found ??= column;
        return found;
    }

    /// <summary>
    /// Reads the header: the rows above the first that holds a number of its own or names a code. A header that goes over two rows is read as one,
    /// column by column; a cell that spans columns speaks for all of them.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="isBody">Whether a row is already content.</param>
    public static Columns Of(TableBlock table, Func<TableRow, bool> isBody)
    {
        // "หน่วยงาน | เทศบาล...", "ปีงบประมาณ | 2568": lines about the whole table are no header.
        var about = table.Rows.TakeWhile(IsAbout).Count();
        var rows = about;
        while (rows < Math.Min(about + 3, table.Rows.Length) && !isBody(table.Rows[rows])) rows++;
        var texts = new string[table.ColumnCount];
        Array.Fill(texts, "");
        var one = AsOne(table, rows);
        for (var r = about; r < rows; r++)
        {
            var row = table.Rows[r];
            // One cell alone is the table's title, not a column's.
            if (row.Cells.Count(c => c.Text.Length > 0) < 2) continue;
            for (var c = 0; c < texts.Length; c++)
                texts[c] = (texts[c] + " " + string.Join(' ', row.Cells.Where(x => x.Text.Length > 0 && x.Column < one[c].To && x.Column + x.ColumnSpan > one[c].From).Select(x => x.Text))).Trim();
            if (r + 1 < rows) SpreadGroups(row, table.Rows[r + 1], texts);
        }
        var judged = texts.Select(Judge).ToArray();
        return new Columns(rows, [.. judged.Select((column, c) => column.Role == ColumnRole.Score && (IsWeights(table, rows, c) || IsPoints(table, rows, judged, c) || IsShareOfCount(judged, c)) ? column with { Role = ColumnRole.Other } : column)]);
    }

    /// <summary>
    /// Which columns of the grid are one: those that every row below the header spans with one cell. A stroke within the header parts the grid there, and half a
    /// title (ปี | 2563) would stand above the scores without its year.
    /// </summary>
    private static (int From, int To)[] AsOne(TableBlock table, int rows)
    {
        var one = Enumerable.Range(0, table.ColumnCount).Select(c => (From: c, To: c + 1)).ToArray();
        var body = table.Rows.Skip(rows).ToArray();
        if (body.Length < 2) return one;
        foreach (var cell in body[0].Cells.Where(c => c.ColumnSpan > 1))
            if (body.All(r => r.Cells.Any(c => c.Column == cell.Column && c.ColumnSpan == cell.ColumnSpan)))
                for (var c = cell.Column; c < Math.Min(one.Length, cell.Column + cell.ColumnSpan); c++) one[c] = (cell.Column, cell.Column + cell.ColumnSpan);
        return one;
    }

    /// <summary>Points of a full mark other than a hundred, which a column says (คะแนนเต็ม 30): the score is what they are of it, in a column of its own if anywhere.</summary>
    private static bool IsPoints(TableBlock table, int rows, Column[] columns, int column)
    {
        if (columns[column].Header.Contains("ร้อยละ", StringComparison.Ordinal)) return false;
        for (var full = 0; full < columns.Length; full++)
        {
            if (columns[full].Role != ColumnRole.Other || !FullMark().IsMatch(ThaiText.Key(columns[full].Header))) continue;
            var pairs = table.Rows.Skip(rows).Select(r => (Full: Number(r.At(full)), Points: Number(r.At(column)))).Where(p => p is { Full: not null, Points: not null }).ToList();
            if (pairs.Count > 0 && pairs.All(p => p.Full < 10_000 && p.Points <= p.Full)) return true;
        }
        return false;

        static int? Number(TableCell? cell) =>
            cell is not null && Numerals.WholeCell().Match(cell.Text) is { Success: true } m && Domain.Values.Score.Parse(m.Groups["n"].ValueSpan) is { Succeeded: true } score ? score.Value.Hundredths : null;
    }

    private static bool IsAbout(TableRow row) =>
        row.Cells.Where(c => c.Text.Length > 0).ToArray() is [{ ColumnSpan: 1 } key, { ColumnSpan: 1 } value] && value.Column == key.Column + 1 && AboutTable().IsMatch(ThaiText.Key(key.Text)) && Role(ThaiText.Key(value.Text)) is not ColumnRole.Score;

    /// <summary>"จำนวนผู้ตอบ | ร้อยละ": a per cent right behind a count is the count's share.</summary>
    private static bool IsShareOfCount(Column[] columns, int column) =>
        column > 0 && !AnyScore().IsMatch(ThaiText.Key(columns[column].Header)) && Count().IsMatch(ThaiText.Key(columns[column - 1].Header));

    /// <summary>Plain text has no spans: "ปี 2565 | (nothing) | ปี 2566 | (nothing)" above "คะแนน | ระดับ | คะแนน | ระดับ" groups two columns each.</summary>
    private static void SpreadGroups(TableRow above, TableRow below, string[] texts)
    {
        bool Holds(TableRow row, int c) => row.At(c) is { Text.Length: > 0 };
        for (var c = 1; c < texts.Length; c++)
            if (texts[c].Length == 0 && !Holds(above, c) && Holds(below, c) && Holds(below, c - 1)) texts[c] = texts[c - 1];
    }

    /// <summary>Whole numbers that add up to a hundred are parts of it (30, 30, 40), however the column is headed.</summary>
    private static bool IsWeights(TableBlock table, int rows, int column)
    {
        var numbers = table.Rows.Skip(rows).Select(r => r.At(column)).OfType<TableCell>().Select(c => Numerals.WholeCell().Match(c.Text)).Where(m => m.Success).Select(m => ThaiDigits.ParseWhole(m.Groups["n"].ValueSpan)).ToList();
        var parts = numbers.Where(n => n != 100).ToList();
        return parts.Count >= 2 && parts.All(n => n is > 0) && parts.Sum() == 100;
    }

    private static Column Judge(string header)
    {
        var key = ThaiText.Key(header);
        FiscalYear? year = Numerals.Years(header).ToArray() is [var only] ? only.Year : null;
        return new Column(Role(key), year, header, OwnScore().IsMatch(key) ? 2 : AnyScore().IsMatch(key) ? 1 : 0);
    }

    /// <summary>What the cells beside or below a label hold.</summary>
    public static ColumnRole RoleOf(string label) => Role(ThaiText.Key(label));

    private static ColumnRole Role(string key)
    {
        if (key.Length == 0) return ColumnRole.Unknown;
        if (Serial().IsMatch(key)) return ColumnRole.Serial;
        if (key.Length <= LongestName && Agency().IsMatch(key)) return ColumnRole.Agency;
        if (key.StartsWith("อาเภอ", StringComparison.Ordinal)) return ColumnRole.District;
        if (key is "จังหวัด") return ColumnRole.Province;
        if (SevenIssues().IsMatch(key)) return ColumnRole.Unknown;
        if (Other().IsMatch(key)) return ColumnRole.Other;
        if (Change().IsMatch(key)) return ColumnRole.Change;
        if (Former().IsMatch(key)) return ColumnRole.Other;
        if (key.StartsWith("ระดับ", StringComparison.Ordinal) || key is "เกรด" or "grade") return ColumnRole.Grade;
        if (Verdict().IsMatch(key)) return ColumnRole.Verdict;
        if (key.StartsWith("ตัวชี้วัด", StringComparison.Ordinal) || key.StartsWith("ประเด็น", StringComparison.Ordinal) || key.StartsWith("ข้อคาถาม", StringComparison.Ordinal)) return ColumnRole.Unknown;
        if (Score().IsMatch(key)) return ColumnRole.Score;
        return Numerals.Year().IsMatch(key) && key.Length <= 12 ? ColumnRole.Score : ColumnRole.Unknown;
    }
}
