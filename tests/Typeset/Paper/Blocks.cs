using System.Collections.Immutable;

namespace ItaIngest.Typeset.Paper;

/// <summary>How a paragraph is set.</summary>
public enum Style { Title, Heading, Body, Footer }

/// <summary>One thing on a page, in reading order.</summary>
public abstract record Block;

public sealed record Para(string Text, Style Style = Style.Body) : Block;

/// <summary>A new page begins.</summary>
public sealed record PageBreak : Block;

/// <param name="Text">May be empty.</param>
/// <param name="Across">Columns it covers, from 1.</param>
/// <param name="Down">Rows it covers, from 1; covered places are left out of the rows below, as in HTML.</param>
public sealed record Cell(string Text, int Across = 1, int Down = 1)
{
    /// <summary>A number an office sheet may hold as a number instead of as text.</summary>
    public bool Numeric { get; init; }
}

/// <summary>What a table is for, to judge how tables are told apart.</summary>
public enum Purpose { Scores, Announcement, Regional, Plan }

/// <summary>A table.</summary>
/// <param name="Rows">Cells as HTML counts them: those covered from above are left out.</param>
/// <param name="HeaderRows">How many rows at the top are repeated where the table is cut.</param>
public sealed record Grid(ImmutableArray<ImmutableArray<Cell>> Rows, int HeaderRows) : Block
{
    /// <summary>Rows before which a page ends: the header comes again there.</summary>
    public ImmutableArray<int> CutBefore { get; init; } = [];

    public Purpose Purpose { get; init; }

    /// <summary>A line that stands between the parts of a cut table; null for none.</summary>
    public string? LineAtCut { get; init; }

    /// <summary>Left alone when the sections of a report are shuffled into another order.</summary>
    public static Grid Of(int headerRows, IEnumerable<IEnumerable<string>> rows) =>
        new([.. rows.Select(r => r.Select(t => new Cell(t)).ToImmutableArray())], headerRows);

    /// <summary>The same table as a full rectangle: covered places are empty strings.</summary>
    public ImmutableArray<ImmutableArray<string>> Rectangle()
    {
        var covered = new Dictionary<(int Row, int Column), bool>();
        var into = ImmutableArray.CreateBuilder<ImmutableArray<string>>(Rows.Length);
        for (var r = 0; r < Rows.Length; r++)
        {
            var line = ImmutableArray.CreateBuilder<string>();
            foreach (var cell in Rows[r])
            {
                while (covered.ContainsKey((r, line.Count))) line.Add("");
                var at = line.Count;
                for (var down = 0; down < cell.Down; down++)
                    for (var across = 0; across < cell.Across; across++) covered[(r + down, at + across)] = true;
                line.Add(cell.Text);
                for (var across = 1; across < cell.Across; across++) line.Add("");
            }
            while (covered.ContainsKey((r, line.Count))) line.Add("");
            into.Add(line.ToImmutable());
        }
        return into.ToImmutable();
    }

    public int Columns => Rectangle().Max(r => r.Length);
}
