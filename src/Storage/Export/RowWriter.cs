using System.Globalization;

namespace ItaIngest.Storage.Export;

/// <summary>The forms of a file of rows.</summary>
public enum FileForm { Csv, Xlsx, Json, JsonLines, Markdown }

/// <summary>A column of a result: its name and the .NET type of its values.</summary>
public readonly record struct Column(string Name, Type Type)
{
    public bool IsNumber => Type == typeof(decimal) || Type == typeof(int) || Type == typeof(short) || Type == typeof(long) || Type == typeof(float) || Type == typeof(double);
}

/// <summary>Writes rows as they come, holding one at a time: a nation's file needs no more memory than a village's.</summary>
internal abstract class RowWriter(Stream to, IReadOnlyList<Column> columns) : IDisposable
{
    protected Stream To { get; } = to;

    protected IReadOnlyList<Column> Columns { get; } = columns;

    public abstract void Begin();

    /// <param name="values">As many as columns; null where there is none.</param>
    public abstract void Row(object?[] values);

    public abstract void End();

    public abstract void Dispose();

    public static RowWriter For(FileForm form, Stream to, IReadOnlyList<Column> columns, string title) => form switch
    {
        FileForm.Csv => new CsvRows(to, columns),
        FileForm.Xlsx => new XlsxRows(to, columns, title),
        FileForm.Json => new JsonRows(to, columns, lines: false),
        FileForm.JsonLines => new JsonRows(to, columns, lines: true),
        FileForm.Markdown => new MarkdownRows(to, columns),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    /// <summary>A value as plain text: decimals as they are, times in ISO 8601, arrays with semicolons between.</summary>
    internal static string Print(object? value) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        Array many => string.Join("; ", many.Cast<object?>().Select(Print)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether a spreadsheet would take this text for a formula: OWASP, "CSV injection".</summary>
    protected static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
}
