using System.Collections.Immutable;

namespace ItaIngest.Domain.Paper;

/// <summary>What the page was before it was read.</summary>
public enum PageSource { Text, TextLayer, Image, Html, Office }

/// <summary>
/// One page as read: everything after the readers sees this and nothing else, whatever the ink was.
/// Tokens stand in reading order; a text file, an HTML file and a sheet of a workbook are one page each.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Bounds">The page's size in points; empty for sources without geometry.</param>
/// <param name="Source">What was read.</param>
/// <param name="Engine">Which program read it, with its version where that matters.</param>
/// <param name="Tokens">In reading order.</param>
/// <param name="Rulings">Drawn lines, in points; empty when unknown.</param>
/// <param name="Label">A sheet's name or a heading the source gives the page; null else.</param>
public sealed record PageText(
    int Number,
    Box Bounds,
    PageSource Source,
    string Engine,
    ImmutableArray<Token> Tokens,
    ImmutableArray<Ruling> Rulings,
    string? Label = null);
