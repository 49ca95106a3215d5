using System.Collections.Immutable;

namespace ItaIngest.Domain.Paper;

/// <summary>Who read the ink.</summary>
public enum ReaderKind
{
    /// <summary>Text that the file states itself: a text file, a PDF's text layer, HTML, an office file.</summary>
    Text,

    /// <summary>General character recognition (Tesseract).</summary>
    Ocr,

    /// <summary>The project's own reader of numerals.</summary>
    Digits,
}

/// <summary>Another reading of the same ink with its probability, 0..1.</summary>
public readonly record struct Alternative(string Text, double Probability);

/// <summary>
/// A table cell that the source states itself (a tab-separated row, HTML, an office file): the table's number on the page,
/// row and column from 0, and how many rows and columns the cell spans.
/// </summary>
public readonly record struct CellAddress(int Table, int Row, int Column, int RowSpan = 1, int ColumnSpan = 1);

/// <summary>
/// A piece of text on a page: a word where the source has geometry, a whole line or cell where it has none.
/// Text is repaired Thai (<see cref="Values.ThaiText"/>), otherwise as printed.
/// </summary>
/// <param name="Text">Never empty, except for a stated empty cell.</param>
/// <param name="Box">Where it stands; null for sources without geometry.</param>
/// <param name="Line">Line number in the source from 1; null for sources with geometry.</param>
/// <param name="Reader">Who read it.</param>
/// <param name="Confidence">Calibrated probability, 0..1, that Text is what the ink says.</param>
/// <param name="Alternatives">Other readings, most probable first; empty when there are none.</param>
/// <param name="Cell">The cell it belongs to, where the source states one.</param>
public sealed record Token(
    string Text,
    Box? Box,
    int? Line,
    ReaderKind Reader,
    double Confidence,
    ImmutableArray<Alternative> Alternatives,
    CellAddress? Cell = null)
{
    /// <summary>Calibrated confidence from which a numeral read from ink stands on its own: decision 0048.</summary>
    public const double Sure = 0.9995;

    public static Token Stated(string text, int line, CellAddress? cell = null) =>
        new(text, null, line, ReaderKind.Text, 1, [], cell);

    public static Token Placed(string text, Box box) => new(text, box, null, ReaderKind.Text, 1, []);
}
