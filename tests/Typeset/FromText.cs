using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Values;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset;

/// <summary>Which digits a typeset copy uses.</summary>
public enum Numerals { AsPrinted, Thai, Arabic }

/// <summary>Takes a text as an OCR left it and lays it out again as the paper it came from: for holding every format against the text.</summary>
public static partial class FromText
{
    public static Document Read(string name, string text, Numerals numerals)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        var rows = new List<string[]>();
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (raw.Contains('\t', StringComparison.Ordinal))
            {
                rows.Add([.. raw.Split('\t').Select(c => Clean(c, numerals))]);
                continue;
            }
            Flush(blocks, rows);
            var line = Clean(raw, numerals);
            if (line.Length > 0) blocks.Add(new Para(line, raw.StartsWith('#') ? Style.Heading : Style.Body));
        }
        Flush(blocks, rows);
        return new Document(name, [], blocks.ToImmutable(), null, 0);
    }

    private static void Flush(ImmutableArray<Block>.Builder blocks, List<string[]> rows)
    {
        if (rows.Count == 0) return;
        var width = rows.Max(r => r.Length);
        blocks.Add(new Grid([.. rows.Select(r => Padded(r, width))], rows.Count > 1 ? 1 : 0));
        rows.Clear();
    }

    /// <summary>Empty cells at the end of a row whose only text is its first are what is left of one cell across the table.</summary>
    private static ImmutableArray<Cell> Padded(string[] row, int width)
    {
        if (width > 1 && row[0].Length > 0 && row[1..].All(c => c.Length == 0)) return [new Cell(row[0], width)];
        return [.. row.Select(t => new Cell(t)), .. Enumerable.Repeat(new Cell(""), width - row.Length)];
    }

    private static string Clean(string text, Numerals numerals)
    {
        var plain = Tags().Replace(text, " ").Replace("**", "", StringComparison.Ordinal).Replace("\\*", "*", StringComparison.Ordinal).TrimStart('#', ' ').Trim();
        return numerals switch
        {
            Numerals.Thai => ItemLetters().IsMatch(plain) ? plain : ThaiDigits.ToThai(plain),
            Numerals.Arabic => ThaiDigits.ToArabic(ZeroForO().Replace(plain, "o")),
            _ => plain,
        };
    }

    [GeneratedRegex("</?[a-z]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("http|www|@")]
    private static partial Regex ItemLetters();

    /// <summary>The letter o typed as a Thai zero before a number; in Arabic digits it would read as part of it.</summary>
    [GeneratedRegex("(?<![๐-๙.])๐(?=[๑-๙])")]
    private static partial Regex ZeroForO();
}
