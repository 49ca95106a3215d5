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
        var lines = VisualLines.Of([.. page.Tokens.Where(t => !inside.Contains(t))]);
        var rest = AlignedTables.Read(page.Number, lines);
        return [.. ruled.Select(t => (t.Top, Block: (Block)t.Table)).Concat(rest).OrderBy(b => b.Top).Select(b => b.Block)];
    }
}
