using System.Text.Encodings.Web;
using System.Text.Json;

namespace ItaIngest.Storage.Export;

/// <summary>An array of objects, or one object a line. Scores are numbers with two decimals; what is withheld is null.</summary>
internal sealed class JsonRows(Stream to, IReadOnlyList<Column> columns, bool lines) : RowWriter(to, columns)
{
    // Thai letters as they are; the file is not put into a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Utf8JsonWriter _json = new(to, Options);
    private bool _first = true;

    public override void Begin()
    {
        if (!lines) To.Write("[\n"u8);
    }

    public override void Row(object?[] values)
    {
        if (!_first && !lines) To.Write(",\n"u8);
        _first = false;
        _json.Reset();
        _json.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            _json.WritePropertyName(Columns[i].Name);
            Write(values[i]);
        }
        _json.WriteEndObject();
        _json.Flush();
        if (lines) To.Write("\n"u8);
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case bool yes: _json.WriteBooleanValue(yes); break;
            case decimal number: _json.WriteNumberValue(number); break;
            case short number: _json.WriteNumberValue(number); break;
            case int number: _json.WriteNumberValue(number); break;
            case long number: _json.WriteNumberValue(number); break;
            case float number: _json.WriteNumberValue(number); break;
            case double number: _json.WriteNumberValue(number); break;
            case Array many:
                _json.WriteStartArray();
                foreach (var one in many) Write(one);
                _json.WriteEndArray();
                break;
            default: _json.WriteStringValue(Print(value)); break;
        }
    }

    public override void End()
    {
        if (!lines) To.Write(_first ? "]\n"u8 : "\n]\n"u8);
    }

    public override void Dispose() => _json.Dispose();
}
