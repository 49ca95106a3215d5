using System.Text;

namespace ItaIngest.Storage.Export;

/// <summary>A table for people: numbers to the right; a bar or a line break in a name cannot break the table.</summary>
internal sealed class MarkdownRows(Stream to, IReadOnlyList<Column> columns) : RowWriter(to, columns)
{
    private readonly StreamWriter _text = new(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };

    public override void Begin()
    {
        _text.WriteLine($"| {string.Join(" | ", Columns.Select(c => c.Name))} |");
        _text.WriteLine($"|{string.Join("|", Columns.Select(c => c.IsNumber ? "--:" : "---"))}|");
    }

    public override void Row(object?[] values) => _text.WriteLine($"| {string.Join(" | ", values.Select(v => Escape(Print(v))))} |");

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ").Replace("<", "&lt;", StringComparison.Ordinal);

    public override void End() => _text.Flush();

    public override void Dispose() => _text.Dispose();
}
