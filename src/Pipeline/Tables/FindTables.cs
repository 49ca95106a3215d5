using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// Table recognition: from a page's tokens to lines and tables in reading order. Where the source states cells they are taken;
/// where the page has drawn rulings they give the grid; else columns are found by alignment.
/// </summary>
public static class FindTables
{
    public static ImmutableArray<Block> On(PageText page) => ListedAgencies.Gather([.. Found(page).Select(b => b is TableBlock table ? UnfoldedRows.Of(table) : b)]);

    private static ImmutableArray<Block> Found(PageText page)
    {
        if (page.Tokens.Any(t => t.Box is null)) return StatedTables.Read(page);
        var ruled = RuledTables.Read(page);
        var inside = ruled.SelectMany(t => t.Tokens).ToHashSet(ReferenceEqualityComparer.Instance);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var stretch in TextColumns.Of([.. page.Tokens.Where(t => !inside.Contains(t))], ruled))
        {
            var rest = AlignedTables.Read(page.Number, VisualLines.Of(stretch.Tokens));
            Block[] part = [.. stretch.Tables.Select(t => (Top: t.Box.Y0, Block: (Block)t.Table)).Concat(rest).OrderBy(b => b.Top).Select(b => b.Block)];
            if (stretch.Follows is { } column && blocks is [.., LineBlock last] && part is [LineBlock first, ..] && AlignedTables.GoesOn(last, column, first, stretch.Tokens.Min(t => t.Box!.Value.X0)))
                part[0] = first with { StartsParagraph = false };
            blocks.AddRange(part);
        }
        return blocks.ToImmutable();
    }
}
