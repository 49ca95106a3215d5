using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>What the text around is about, carried from headings and group rows to the rows below them.</summary>
internal readonly record struct Topic(Instrument? Instrument, int? Indicator);

/// <summary>
/// Tables of an agency's scores: by indicator, by item, by the seven issues; the score in a column of its own or inside the label's cell.
/// A row counts only when its label names a code; what a table prints without naming it is reported, never guessed.
/// </summary>
internal sealed partial class SheetTable(SheetNames names, Place place, Topic topic, (FiscalYear From, FiscalYear To)? compared, Summands? goesOn = null)
{
    private readonly List<Claim> _claims = [];
    private readonly List<Issue> _issues = [];
    private readonly List<ItemCode> _blank = [];

    /// <summary>Codes named since the last sum, to know what a sum row sums up.</summary>
    private readonly Summands _summands = goesOn ?? new(names);

    /// <summary>Columns whose few numbers are of groups of rows.</summary>
    private Dictionary<int, CodeLevel?> _groups = [];

    /// <summary>The column that numbers the indicators and nothing names them; null where there is none.</summary>
    private int? _numbered;

    /// <summary>Score columns that hold sums of points.</summary>
    private HashSet<int> _points = [];

    /// <summary>Claims the number of a sum that stands above its parts, once all are read.</summary>
    private Action? _sumAbove;

    /// <summary>Columns in which items are named, and the column of each claim that a short label (IIT) alone names.</summary>
    private readonly HashSet<int> _itemColumns = [];

    private readonly Dictionary<Claim, int> _instrumentColumns = new(ReferenceEqualityComparer.Instance);

    /// <summary>Numbers in rows that name nothing and hold several.</summary>
    private readonly List<TableCell> _loose = [];

    /// <summary>Lists side by side are read one by one, each with its own numbers.</summary>
    private bool _parted;

    public Topic Topic { get; private set; } = topic;

    /// <summary>What a table that goes on with this one on the next page has above it.</summary>
    public Summands Summands => _summands;

    public ImmutableArray<ItemCode> Blank => [.. _blank];

    /// <summary>Cells whose number was read with their row.</summary>
    public HashSet<TableCell> Taken { get; } = new(ReferenceEqualityComparer.Instance);

    public Staged<ImmutableArray<Claim>> Read(TableBlock table)
    {
        table = WrappedLabels.Join(table, names);
        var columns = Columns.Of(table, IsBody);
        _groups = GroupColumns.Of(table, columns, names);
        _numbered = Numbered(table, columns);
        _points = [.. columns.With(ColumnRole.Score).Where(c => ArePoints(table, c))];
        var named = ColumnNames(table, columns);
        if (named.Count >= 2 && !RowsNameCodes(table, columns)) ReadAcross(table, columns, named);
        else if (SideBySide(columns) is { Length: > 1 } parts)
        {
            foreach (var (from, to) in parts) ReadPart(table, columns, from, to);
            foreach (var row in table.Rows.Skip(columns.HeaderRows).Where(IsSumOfAll)) ReadRow(row, columns);
        }
        else foreach (var row in table.Rows.Skip(columns.HeaderRows)) ReadRow(row, columns);
        _sumAbove?.Invoke();
        DropGroupLabels();
        if (_loose.Where(c => !Taken.Contains(c)).ToArray() is { Length: > 0 } loose)
            _issues.Add(new Issue("ITA304", Severity.Info, $"Numbers in {loose.Length} cells of a table may be scores and stand beside no name of the sheet: {string.Join(", ", loose.Take(8).Select(c => Short(c.Text)))}{(loose.Length > 8 ? " ..." : "")}. They were not taken.", place.Page, loose[0].Run.Line));
        return new([.. Scale.Judge([.. _claims], names)], [.. _issues]);
    }

    /// <summary>Below "ตัวชี้วัดที่" all numbers of the year's indicators in order, and no names: numbers of indicators, not of ranks or of lists that start again.</summary>
    private int? Numbered(TableBlock table, Columns columns)
    {
        for (var c = 0; c < columns.Each.Length; c++)
            if (ThaiText.Key(columns[c].Header) == "ตัวชี้วัดที่" && table.Rows.Skip(columns.HeaderRows).Select(r => Numerals.Serial().Match(r.At(c)?.Text ?? "")).Where(m => m.Success).Select(m => ThaiDigits.ParseWhole(m.Groups["n"].ValueSpan) ?? 0)
                .SequenceEqual(names.Book.Indicators.Select(i => i.Code.Number).Order())) return c;
        return null;
    }

    /// <summary>"285.33" of 300: most numbers of the column are beyond a hundred.</summary>
    private static bool ArePoints(TableBlock table, int column)
    {
        var numbers = table.Rows.Select(r => r.At(column)).OfType<TableCell>().Where(c => Numerals.DecimalCell().IsMatch(c.Text)).ToArray();
        return numbers.Length > 1 && numbers.Count(c => !Score.Parse(Numerals.DecimalCell().Match(c.Text).Groups["n"].ValueSpan).Succeeded) * 2 > numbers.Length;
    }

    private void ReadGroups(TableRow row, Columns columns, ItemCode code)
    {
        foreach (var (column, level) in _groups)
            if (level is not null && row.At(column) is { } cell && Numerals.DecimalCell().Match(cell.Text) is { Success: true } m && names.InstrumentOf(code) is { } instrument)
            {
                var group = level == CodeLevel.Total ? ItemCode.Total : ItemCode.Of(instrument);
                Add(new Named(group, 0, 0, NamedBy.ExactName), cell, m.Groups["n"].Index, m.Groups["n"].Length, columns[column].Header, "table-group", null);
                if (level != CodeLevel.Total) _summands.Add(group);
            }
    }

    /// <summary>Rows that name indicators have their own scores: columns headed by an instrument's letters are its parts.</summary>
    private bool RowsNameCodes(TableBlock table, Columns columns)
    {
        var body = table.Rows.Skip(columns.HeaderRows).ToArray();
        return body.Count(r => r.Cells.Any(c => c.Text.Length > 3 && names.Indicator(c.Text) is not null)) * 2 >= body.Length;
    }

    /// <summary>Column ranges of lists that stand side by side in one table, each with a score column of its own: IIT | คะแนน | EIT | คะแนน.</summary>
    private static ImmutableArray<(int From, int To)> SideBySide(Columns columns)
    {
        var parts = ImmutableArray.CreateBuilder<(int, int)>();
        var from = 0;
        foreach (var c in columns.With(ColumnRole.Score).Order())
        {
            if (c == from || columns[c].Year is not null) return [];
            parts.Add((from, c + 1));
            from = c + 1;
        }
        return parts.ToImmutable();
    }

    private void ReadPart(TableBlock table, Columns columns, int from, int to)
    {
        for (var c = from; c < to; c++)
            if (Name(columns[c].Header) is { } header) Topic = new(names.InstrumentOf(header.Code), null);
        _parted = true;
        foreach (var row in table.Rows.Skip(columns.HeaderRows).Where(r => !IsSumOfAll(r)))
            ReadRow(row with { Cells = [.. row.Cells.Where(c => c.Column >= from && c.Column < to)] }, columns);
        _parted = false;
    }

    /// <summary>"คะแนนรวม" in a cell across the lists side by side, and one number at the row's end.</summary>
    private static bool IsSumOfAll(TableRow row) =>
        row.Cells.Where(c => c.Text.Length > 0).ToArray() is [{ ColumnSpan: > 1 } label, var number] && SheetNames.IsSum(label.Text) && Numerals.DecimalCell().IsMatch(number.Text);

    /// <summary>
    /// "IIT" in a column of its own beside the questions' is a group's label; where the group's cell spans rows, the number on its line is one of the questions'.
    /// </summary>
    private void DropGroupLabels()
    {
        if (_itemColumns.Count > 0) _claims.RemoveAll(c => _instrumentColumns.TryGetValue(c, out var column) && !_itemColumns.Contains(column));
    }

    private bool IsBody(TableRow row)
    {
        // Codes side by side and nothing else head the columns of a table that lies on its side.
        if (row.Cells.Count(c => names.Items.BareCode(c.Text, Topic.Instrument) is not null) >= 2 && !row.Cells.Any(c => Numerals.DecimalCell().IsMatch(c.Text))) return false;
        foreach (var cell in row.Cells)
        {
            if (Numerals.DecimalCell().IsMatch(cell.Text) || Numerals.Several().IsMatch(cell.Text)) return true;
            if (cell.Text.Length > 0 && cell.Text.Length <= 200 && Numerals.AtEnd().IsMatch(cell.Text) && !Numerals.Year().IsMatch(cell.Text)) return true;
            if (names.Items.Label(cell.Text, Topic.Instrument) is { By: NamedBy.Code or NamedBy.SerialAndTitle }) return true;
        }
        // A row that only names an indicator or an instrument opens a group: content too.
        return row.Cells.Count(c => c.Text.Length > 0) == 1 && Name(row.Cells.First(c => c.Text.Length > 0).Text) is not null
            || (row.Cells.Any(c => Numerals.WholeCell().IsMatch(c.Text) || Numerals.Spoilt().IsMatch(c.Text)) && row.Cells.Any(c => names.Indicator(c.Text) is not null));
    }

    private Named? Name(string text) => names.Indicator(text) ?? SheetNames.InstrumentLabel(text);

    private void ReadRow(TableRow row, Columns columns)
    {
        var number = ScoreCell(row, columns);
        var (label, named) = Label(row, number, columns);
        // A sub-indicator (9.4) is a mean of items: no code of the sheet names it, however like an item's its title is.
        if (named is null or { By: NamedBy.Title or NamedBy.SerialAndTitle } && row.Cells.FirstOrDefault(c => c.Text.Length > 0) is { } start && Numerals.SubIndicator().IsMatch(start.Text)) return;
        if (named is null && number is null)
        {
            if (row.Cells.FirstOrDefault(c => SheetNames.IsSum(c.Text)) is { } sum && SumsOfColumns(row, columns, sum.Text)) return;
            if (!InsideLabels(row)) _loose.AddRange(row.Cells.Where(c => columns[c.Column].Role is ColumnRole.Unknown or ColumnRole.Score && Numerals.Decimal().IsMatch(c.Text) && !Sheet.IsProse(c, names)));
            return;
        }
        if (named is { } name)
        {
            if (number is null && (InsideLabels(row) || ReadChange(row, columns, name, label))) return;
            Follow(name.Code, number is not null);
            ReadGroups(row, columns, name.Code);
            if (number is null)
            {
                if (Spoilt(row, columns, name, label)) return;
                if (row.Cells.FirstOrDefault(c => c.Text != label && Numerals.Several().IsMatch(c.Text)) is { } several) NotOne(several.Text, several.Run.Line, name.Code);
                else if (row.Cells.Where(c => columns[c.Column].Role == ColumnRole.Unknown && Numerals.DecimalCell().IsMatch(c.Text)).ToArray() is { Length: > 1 } loose) NotOne(string.Join(" | ", loose.Select(c => c.Text)), loose[0].Run.Line, name.Code);
                else if (name.Code.Level == CodeLevel.Item && columns.With(ColumnRole.Score).Any()) _blank.Add(name.Code);
                return;
            }
            var first = _claims.Count;
            Add(name, number.Value.Cell, number.Value.Start, number.Value.Length, label, number.Value.Shifted ? "table-row-shifted" : "table-row", columns[number.Value.Cell.Column].Year);
            OtherYears(row, columns, name, label, number.Value.Cell.Column);
            OtherScores(row, columns, name, label, number.Value.Cell.Column);
            NamedIn(row, name.Code, label, first);
            return;
        }
        label = row.Cells.FirstOrDefault(c => SheetNames.IsSum(c.Text))?.Text ?? label;
        if (SheetNames.IsSum(label) && ReadSum(row, columns, number!.Value, label)) return;
        if (ScoreLines.IsTotal(label, Topic))
        {
            TakeSum(ItemCode.Total, row, columns, number!.Value, label);
            return;
        }
        if (ReadYear(row, columns, number!.Value)) return;
        if (Numerals.DecimalCell().IsMatch(number!.Value.Cell.Text)) NamesNothing(row, number.Value.Cell, label.Length > 0 ? label : row.Text);
    }

    /// <summary>"88.40 → 90.32" in a cell, below a header or heading that names the two years.</summary>
    private bool ReadChange(TableRow row, Columns columns, Named name, string label)
    {
        if (row.Cells.Select(c => (Cell: c, Match: Changes.Cell().Match(c.Text))).FirstOrDefault(c => c.Match.Success) is not { Cell: { } cell, Match: var m }) return false;
        Follow(name.Code, scored: false);
        if ((Changes.Years(columns[cell.Column].Header) ?? compared) is not var (from, to))
        {
            _issues.Add(Changes.Unsaid(name.Code, cell.Text, place.Page, cell.Run.Line));
            return true;
        }
        Add(name, cell, m.Groups["to"].Index, m.Groups["to"].Length, label, "table-change", to);
        Add(name, cell, m.Groups["from"].Index, m.Groups["from"].Length, label, "table-change", from);
        return true;
    }

    /// <summary>"93.11 (89.98)", "93.11/95.00": nothing says which of them is the score.</summary>
    private void NotOne(string printed, int? line, ItemCode code) =>
        _issues.Add(new Issue("ITA305", Severity.Warning, $"\"{Short(printed)}\" stands beside {code} and holds several numbers: which is the score cannot be told. Not taken. Look at the page.", place.Page, line));

    private void NamedIn(TableRow row, ItemCode code, string label, int first)
    {
        if (row.Cells.FirstOrDefault(c => c.Text.Length > 0 && label.StartsWith(c.Text, StringComparison.Ordinal)) is not { } cell) return;
        if (code.Level == CodeLevel.Item) _itemColumns.Add(cell.Column);
        else if (code.Level == CodeLevel.Instrument && label.Length <= 5 && !_parted)
            foreach (var claim in _claims.Skip(first)) _instrumentColumns[claim] = cell.Column;
    }

    private void NamesNothing(TableRow row, TableCell number, string label, string? because = null) =>
        _issues.Add(new Issue("ITA301", Severity.Warning, $"\"{number.Text}\" stands beside \"{Short(label)}\", {because ?? $"which names no indicator or item of fiscal year {names.Book.Year}"}: not taken. Look at the page.", place.Page, row.Cells[0].Run.Line));

    private Dictionary<ItemCode, Score> Scores(IEnumerable<ItemCode> codes, FiscalYear? year) =>
        _claims.Where(c => c.Year == year && c.Observation.Value.Succeeded && codes.Contains(c.Observation.Code))
            .GroupBy(c => c.Observation.Code).ToDictionary(g => g.Key, g => g.Last().Observation.Value.Value);

    /// <summary>A row named "sum": of instruments' columns, of the rows above, or, where none is above, of the table.</summary>
    private bool ReadSum(TableRow row, Columns columns, (TableCell Cell, int Start, int Length, bool Shifted) number, string label)
    {
        if (SumsOfColumns(row, columns, label)) return true;
        if (_summands.Close() is var (sum, of))
        {
            if (Score.Parse(number.Cell.Text.AsSpan(number.Start, number.Length)) is { Succeeded: true } printed && _summands.IsPlainMean(sum, printed.Value, Scores(of, columns[number.Cell.Column].Year)))
                NamesNothing(row, number.Cell, label, $"the plain mean of the rows above, which is not how {sum} is made");
            else TakeSum(sum, row, columns, number, label);
        }
        else if (_claims.Count == 0 && _sumAbove is null) _sumAbove = () =>
        {
            if (names.AreWhole(_claims.Select(c => c.Observation.Code))) TakeSum(ItemCode.Total, row, columns, number, label);
            else NamesNothing(row, number.Cell, label);
        };
        else return false;
        return true;
    }

    private void TakeSum(ItemCode code, TableRow row, Columns columns, (TableCell Cell, int Start, int Length, bool Shifted) number, string label)
    {
        var whole = new Named(code, 0, 0, NamedBy.ExactName);
        Add(whole, number.Cell, number.Start, number.Length, label, "table-sum-row", columns[number.Cell.Column].Year);
        OtherYears(row, columns, whole, label, number.Cell.Column);
    }

    /// <summary>The row's score: in the score column; else, in a row shifted by a cell, the only number with decimals outside it.</summary>
    private (TableCell Cell, int Start, int Length, bool Shifted)? ScoreCell(TableRow row, Columns columns)
    {
        // A column of groups holds the sum's number too, and weighted points add up to the total.
        var isSum = row.Cells.Any(c => SheetNames.IsSum(c.Text));
        var wanted = columns.With(ColumnRole.Score).Concat(isSum ? columns.Weighted : []).Where(c => (isSum || !_groups.ContainsKey(c)) && !_points.Contains(c)).OrderBy(c => _groups.ContainsKey(c) || columns[c].Role == ColumnRole.Other).ThenByDescending(c => columns[c].Year?.BuddhistEra ?? 0).ThenByDescending(c => columns[c].Plainness).ToArray();
        foreach (var c in wanted)
            if (row.At(c) is { } cell && Numerals.WholeCell().Match(cell.Text) is { Success: true } m)
                return (cell, m.Groups["n"].Index, m.Groups["n"].Length, false);
        var loose = row.Cells.Where(c => !_groups.ContainsKey(c.Column) && columns[c.Column].Role is ColumnRole.Unknown or ColumnRole.Score or ColumnRole.Serial && Numerals.DecimalCell().IsMatch(c.Text)).ToArray();
        if (loose.Length != 1) return null;
        var found = Numerals.DecimalCell().Match(loose[0].Text).Groups["n"];
        return (loose[0], found.Index, found.Length, wanted.Length > 0);
    }

    /// <summary>The most exact naming in the row: an item before an indicator, an indicator before an instrument.</summary>
    private (string Text, Named? Named) Label(TableRow row, (TableCell Cell, int, int, bool)? number, Columns columns)
    {
        var cells = row.Cells.Where(c => c.Text.Length > 0 && !ReferenceEquals(c, number?.Cell) && columns[c.Column].Role is ColumnRole.Unknown or ColumnRole.Serial or ColumnRole.Agency or ColumnRole.Score).ToArray();
        if (cells.Length == 0) return ("", null);
        var nearby = Topic.Instrument;
        for (var i = 0; i + 1 < cells.Length; i++)
            if (names.Items.BareCode(cells[i].Text, nearby) is not null && names.Items.Label(cells[i].Text + " " + cells[i + 1].Text, nearby) is { } split) return (cells[i].Text + " " + cells[i + 1].Text, split);
        // Behind an indicator and its number, items are findings: "การปฏิบัติหน้าที่ | 93.44 | i2 (88.89)".
        var findings = number is { Cell: { } scored } && cells.Any(c => c.Column < scored.Column && c.Text.Length > 3 && names.Indicator(c.Text) is not null) ? scored.Column : int.MaxValue;
        foreach (var cell in cells)
            if (cell.Column < findings && names.Items.Label(cell.Text, nearby) is { } item && (item.By == NamedBy.Code || names.Indicator(cell.Text) is null)) return (cell.Text, item);
        foreach (var cell in cells)
            if (names.Indicator(cell.Text) is { } indicator && cell.Text.Length > 3) return (cell.Text, indicator);
        // A first column headed as a finding (ประเด็นที่ต้องพัฒนา) still says whose row it is when it begins with a code.
        if (row.Cells[0] is { Text.Length: > 0 } first && columns[first.Column].Role == ColumnRole.Other && names.Items.Label(first.Text, nearby) is { By: NamedBy.Code } finding) return (first.Text, finding);
        if (row.Cells.FirstOrDefault(c => c.Column == _numbered) is { } numbered && names.Indicator("ตัวชี้วัดที่ " + numbered.Text) is { } byNumber) return (numbered.Text, byNumber);
        var text = string.Join(' ', cells.Select(c => c.Text));
        if (names.Indicator(text) is { } whole) return (text, whole);
        foreach (var cell in cells)
            if (names.InstrumentBesideNumber(cell.Text) is { } instrument && row.Cells.All(c => ReferenceEquals(c, cell) || columns[c.Column].Year is not null || NamesNoOther(c, columns[c.Column]) || (!cells.Contains(c) && !(c.Column > cell.Column && c.Column < number?.Cell.Column)))) return (cell.Text, instrument);
        return (string.Join(' ', cells.Where(c => !Numerals.Serial().IsMatch(c.Text)).Select(c => c.Text)), null);
    }

    /// <summary>Words between an instrument's letters and a number name what the number belongs to, whatever their column is for.</summary>
    private static bool NamesNoOther(TableCell cell, Column column) =>
        !cell.Text.Any(char.IsLetterOrDigit) || (column.Role != ColumnRole.Unknown && !cell.Text.Any(char.IsLetter)) || Numerals.Serial().IsMatch(cell.Text) || SheetNames.InstrumentLabel(cell.Text) is not null;

    private bool InsideLabels(TableRow row)
    {
        var any = false;
        foreach (var cell in row.Cells) any |= InsideLabel(cell);
        return any;
    }

    /// <summary>"๑. การปฏิบัติหน้าที่ ๙๘.๐๖ คะแนน": name and score in one cell.</summary>
    private bool InsideLabel(TableCell cell)
    {
        if (cell.Text.Length is 0 or > 200) return false;
        var m = Numerals.AtEnd().Match(cell.Text);
        if (!m.Success || Numerals.Year().IsMatch(m.Value)) return false;
        var label = cell.Text[..m.Index];
        if (Numerals.Decimal().IsMatch(label)) return false;
        var named = names.Items.Label(label, Topic.Instrument) is { By: NamedBy.Code } item ? item : names.Indicator(label) ?? names.InstrumentBesideNumber(label);
        if (named is not { } name) return false;
        Follow(name.Code, scored: true);
        Add(name with { Doubt = name.Doubt ?? Numerals.FallenApart(cell.Text, m.Groups["n"].Index, m.Groups["n"].Length) }, cell, m.Groups["n"].Index, m.Groups["n"].Length, label, "score-in-label", null);
        return true;
    }

    private bool Spoilt(TableRow row, Columns columns, Named name, string label)
    {
        foreach (var c in columns.With(ColumnRole.Score))
            if (row.At(c) is { } cell && Numerals.Spoilt().IsMatch(cell.Text) && cell.Text != label)
            {
                Add(name, cell, 0, cell.Text.Length, label, "table-row", columns[c].Year);
                return true;
            }
        return false;
    }

    /// <summary>A sum below columns headed IIT, EIT, OIT is each instrument's own, not the total.</summary>
    private bool SumsOfColumns(TableRow row, Columns columns, string label)
    {
        var any = false;
        foreach (var cell in row.Cells)
            if (SheetNames.InstrumentLabel(columns[cell.Column].Header) is { } instrument && Numerals.DecimalCell().Match(cell.Text) is { Success: true } m)
            {
                Add(instrument, cell, m.Groups["n"].Index, m.Groups["n"].Length, label, "table-sum-row", columns[cell.Column].Year);
                any = true;
            }
        return any;
    }

    private void OtherYears(TableRow row, Columns columns, Named name, string label, int taken)
    {
        foreach (var c in columns.With(ColumnRole.Score))
            if (c != taken && columns[c].Year is { } year && row.At(c) is { } cell && cell.Column != taken && Numerals.WholeCell().Match(cell.Text) is { Success: true } m)
                Add(name, cell, m.Groups["n"].Index, m.Groups["n"].Length, label, "table-row", year);
    }

    /// <summary>A second column that is headed as plainly says something too: where the two differ nothing is published.</summary>
    private void OtherScores(TableRow row, Columns columns, Named name, string label, int taken)
    {
        var plain = columns[taken];
        if (plain.Role != ColumnRole.Score || plain.Year is not null) return;
        foreach (var c in columns.With(ColumnRole.Score))
            if (c != taken && !_groups.ContainsKey(c) && columns[c].Year is null && columns[c].Plainness == plain.Plainness && row.At(c) is { } cell && Numerals.DecimalCell().Match(cell.Text) is { Success: true } m)
                Add(name, cell, m.Groups["n"].Index, m.Groups["n"].Length, label, "table-row", null);
    }

    private void Add(Named name, TableCell cell, int start, int length, string label, string rule, FiscalYear? year, string? agency = null)
    {
        Taken.Add(cell);
        _claims.Add(Claim.Of(place, name.Code, cell.Run, start, length, label, rule, year, name.Doubt) with { Row = agency });
    }

    private void Follow(ItemCode code, bool scored)
    {
        if (code.Level == CodeLevel.Indicator) Topic = new(names.InstrumentOf(code), code.Number);
        else if (code.Level == CodeLevel.Instrument) Topic = new(code.Instrument, null);
        if (code.Level == CodeLevel.Item && Topic.Instrument is null) Topic = new(code.Instrument, null);
        if (scored) _summands.Add(code);
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";
}
