using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>A table found by its rulings, with the tokens it took and where it stands.</summary>
internal sealed record RuledTable(Box Box, TableBlock Table, ImmutableArray<Token> Tokens);

/// <summary>
/// Tables drawn with rulings. Rulings that touch belong to one table; their distinct positions give the grid lines;
/// two neighbouring cells are one where no ruling stands between them (a merged cell).
/// </summary>
internal static class RuledTables
{
    /// <summary>Points within which two rulings touch or are the same grid line.</summary>
    private const double Slack = 2.5;

    public static ImmutableArray<RuledTable> Read(PageText page)
    {
        if (page.Rulings.Length < 4) return [];
        var tables = ImmutableArray.CreateBuilder<RuledTable>();
        foreach (var group in Touching(page.Rulings))
        {
            var across = group.Where(r => r.IsHorizontal).Select(r => r.Box).ToArray();
            var down = group.Where(r => !r.IsHorizontal).Select(r => r.Box).ToArray();
            var ys = Positions(across.Select(b => b.CentreY));
            var xs = Positions(down.Select(b => b.CentreX));
            if (ys.Length < 2 || xs.Length < 3) continue;
            var grid = new Grid(xs, ys, across, down);
            var tokens = page.Tokens.Where(t => grid.Holds(t.Box!.Value)).ToImmutableArray();
            if (tokens.Length == 0) continue;
            tables.Add(new RuledTable(new Box(xs[0], ys[0], xs[^1], ys[^1]), grid.Fill(page.Number, tokens), tokens));
        }
        return tables.ToImmutable();
    }

    private static IEnumerable<List<Ruling>> Touching(ImmutableArray<Ruling> rulings)
    {
        var group = Enumerable.Range(0, rulings.Length).ToArray();
        int Find(int i) => group[i] == i ? i : group[i] = Find(group[i]);
        for (var i = 0; i < rulings.Length; i++)
            for (var j = i + 1; j < rulings.Length; j++)
                if (Touch(rulings[i].Box, rulings[j].Box)) group[Find(i)] = Find(j);
        return Enumerable.Range(0, rulings.Length).GroupBy(Find).Select(g => g.Select(i => rulings[i]).ToList());
    }

    private static bool Touch(Box a, Box b) =>
        a.X0 - Slack <= b.X1 && b.X0 - Slack <= a.X1 && a.Y0 - Slack <= b.Y1 && b.Y0 - Slack <= a.Y1;

    private static double[] Positions(IEnumerable<double> values)
    {
        var found = new List<double>();
        foreach (var v in values.Order())
            if (found.Count == 0 || v - found[^1] > Slack) found.Add(v);
        return [.. found];
    }

    private sealed class Grid(double[] xs, double[] ys, Box[] across, Box[] down)
    {
        private int Rows => ys.Length - 1;

        private int Columns => xs.Length - 1;

        public bool Holds(Box b) => b.CentreX > xs[0] && b.CentreX < xs[^1] && b.CentreY > ys[0] && b.CentreY < ys[^1];

        public TableBlock Fill(int page, ImmutableArray<Token> tokens)
        {
            var owner = Merge();
            var content = new Dictionary<int, List<Token>>();
            foreach (var token in tokens)
            {
                var box = token.Box!.Value;
                var cell = owner[(Band(ys, box.CentreY) * Columns) + Band(xs, box.CentreX)];
                if (!content.TryGetValue(cell, out var list)) content[cell] = list = [];
                list.Add(token);
            }
            var rows = ImmutableArray.CreateBuilder<TableRow>();
            for (var r = 0; r < Rows; r++)
            {
                var cells = ImmutableArray.CreateBuilder<TableCell>();
                for (var c = 0; c < Columns; c++)
                {
                    var id = (r * Columns) + c;
                    if (owner[id] != id) continue;
                    var span = 1;
                    while (c + span < Columns && owner[id + span] == id) span++;
                    var deep = 1;
                    while (r + deep < Rows && owner[id + (deep * Columns)] == id) deep++;
                    var run = content.TryGetValue(id, out var list)
                        ? TextRun.Of(VisualLines.Of([.. list]).SelectMany(l => l.Tokens)) : TextRun.Empty;
                    cells.Add(new TableCell(c, span, deep, run));
                }
                rows.Add(new TableRow(cells.ToImmutable()));
            }
            return new TableBlock(page, rows.ToImmutable());
        }

        /// <summary>For each cell its owner: the first cell of the merged area it belongs to.</summary>
        private int[] Merge()
        {
            var owner = Enumerable.Range(0, Rows * Columns).ToArray();
            int Find(int i) => owner[i] == i ? i : owner[i] = Find(owner[i]);
            for (var r = 0; r < Rows; r++)
                for (var c = 0; c < Columns; c++)
                {
                    var id = (r * Columns) + c;
                    if (c + 1 < Columns && !Between(down, xs[c + 1], ys[r], ys[r + 1], vertical: true)) Join(id, id + 1);
                    if (r + 1 < Rows && !Between(across, ys[r + 1], xs[c], xs[c + 1], vertical: false)) Join(id, id + Columns);
                }
            for (var i = 0; i < owner.Length; i++) owner[i] = Find(i);
            return owner;

            void Join(int a, int b)
            {
                var (x, y) = (Find(a), Find(b));
                if (x != y) owner[Math.Max(x, y)] = Math.Min(x, y);
            }
        }

        /// <summary>Whether drawn lines cover most of the side between two cells.</summary>
        private static bool Between(Box[] lines, double at, double from, double to, bool vertical)
        {
            var covered = 0.0;
            foreach (var b in lines)
            {
                if (Math.Abs((vertical ? b.CentreX : b.CentreY) - at) > Slack) continue;
                covered += Math.Max(0, Math.Min(to, vertical ? b.Y1 : b.X1) - Math.Max(from, vertical ? b.Y0 : b.X0));
            }
            return covered >= (to - from) * 0.6;
        }

        private static int Band(double[] lines, double at)
        {
            for (var i = 1; i < lines.Length - 1; i++)
                if (at < lines[i]) return i - 1;
            return lines.Length - 2;
        }
    }
}
