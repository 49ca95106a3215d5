using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ItaIngest.Reference;

/// <summary>The lines of one CSV file with a header, as text; each knows its line number.</summary>
internal sealed class CsvRows
{
    private readonly string[] _columns;

    private CsvRows(string path, string[] columns)
    {
        Path = path;
        _columns = columns;
    }

    public string Path { get; }

    /// <summary>Reads a UTF-8 file whose header must be exactly these columns; calls back once per line with its cells and number.</summary>
    public static void Read(string path, string[] columns, Action<string[], Line> each)
    {
        if (!File.Exists(path)) throw new ReferenceException("ITA491", path, 0, "The file is missing.", "Restore it from the repository.");
        var rows = new CsvRows(path, columns);
        using var reader = new StreamReader(path, new UTF8Encoding(false, true));
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { CacheFields = true });
        try
        {
            rows.ReadHeader(parser);
            while (parser.Read()) rows.ReadLine(parser, each);
        }
        catch (Exception e) when (e is BadDataException or DecoderFallbackException)
        {
            throw new ReferenceException("ITA492", path, parser.RawRow, "The line is not CSV in UTF-8.", "Compare it with its neighbours.");
        }
    }

    private void ReadHeader(CsvParser parser)
    {
        if (!parser.Read() || !parser.Record!.AsSpan().SequenceEqual(_columns))
            throw new ReferenceException("ITA492", Path, 1, $"The header must be \"{string.Join(',', _columns)}\".", "Put the columns back in this order.");
    }

    private void ReadLine(CsvParser parser, Action<string[], Line> each)
    {
        var cells = parser.Record!;
        var line = new Line(Path, parser.RawRow);
        if (cells.Length != _columns.Length)
            throw line.Fault("ITA492", $"The line has {cells.Length} cells; {_columns.Length} are expected.", "Put the missing commas in.");
        each(cells, line);
    }
}

/// <summary>A place in a reference file.</summary>
internal readonly record struct Line(string File, long Number)
{
    public ReferenceException Fault(string code, string what, string remedy) => new(code, File, Number, what, remedy);
}
