using System.Text;

namespace ItaIngest.Storage.Export;

/// <summary>CSV as RFC 4180 says, with the mark that makes Excel read UTF-8. Text that a spreadsheet would run as a formula gets an apostrophe before it.</summary>
internal sealed class CsvRows(Stream to, IReadOnlyList<Column> columns) : RowWriter(to, columns)
{
    private readonly StreamWriter _text = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };

    public override void Begin() => _text.WriteLine(string.Join(',', Columns.Select(c => c.Name)));

    public override void Row(object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0) _text.Write(',');
            Write(Print(values[i]), Columns[i].IsNumber);
        }
        _text.WriteLine();
    }

    private void Write(string text, bool isNumber)
    {
        if (!isNumber && LooksLikeFormula(text)) text = "'" + text;
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0) _text.Write(text);
        else
        {
            _text.Write('"');
            _text.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            _text.Write('"');
        }
    }

    public override void End() => _text.Flush();

    public override void Dispose() => _text.Dispose();
}
