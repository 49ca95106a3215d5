using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Cli.Output;

/// <summary>What was seen in a document and what came of it, as plain text that a person reads from top to bottom.</summary>
internal static class Explanation
{
    private const int Widest = 46;

    /// <param name="output">Takes the text.</param>
    /// <param name="read">The document with its pages.</param>
    /// <param name="codebooks">Which numbers a year ties together.</param>
    public static void Write(TextWriter output, DocumentRead read, IReadOnlyDictionary<FiscalYear, Codebook> codebooks)
    {
        var f = read.Findings;
        output.WriteLine($"=== {read.Path}");
        output.WriteLine($"    {f.Status.ToString().ToLowerInvariant()}; {f.PageCount} pages; {(f.Kinds.IsEmpty ? "nothing recognised" : string.Join(", ", f.Kinds).ToLowerInvariant())}; sha256 {f.Document.Id}");
        foreach (var page in read.Pages) Page(output, page, f);
        foreach (var sheet in f.Sheets) Sheet(output, sheet, sheet.Year is { } year ? codebooks.GetValueOrDefault(year) : null);
        if (!f.Rows.IsEmpty) Rows(output, f);
        if (!f.Issues.IsEmpty) Issues(output, read);
        output.WriteLine();
    }

    private static void Page(TextWriter output, PageText page, DocumentFindings f)
    {
        var kind = f.PageKinds.TryGetValue(page.Number, out var k) ? k : PageKind.Other;
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--- page {page.Number}{(page.Label is { } label ? $" \"{label}\"" : "")}: {kind.ToString().ToLowerInvariant()}; {page.Source}, read by {page.Engine}; {page.Tokens.Length} tokens, {page.Rulings.Length} rulings"));
        foreach (var block in FindTables.On(page))
            if (block is LineBlock line) output.WriteLine((line.StartsParagraph ? "  " : "    ") + line.Run.Text);
            else Table(output, (TableBlock)block);
    }

    private static void Table(TextWriter output, TableBlock table)
    {
        output.WriteLine($"  table, {table.Rows.Length} rows x {table.ColumnCount} columns");
        foreach (var row in table.Rows)
            output.WriteLine("  | " + string.Join(" | ", Enumerable.Range(0, table.ColumnCount).Select(c => row.Cells.FirstOrDefault(x => x.Column == c) is { } cell ? Short(cell.Text) : row.At(c) is null ? "" : "<")) + " |");
    }

    private static void Sheet(TextWriter output, SheetFindings sheet, Codebook? book)
    {
        output.WriteLine();
        output.WriteLine($"--- scores of {sheet.Agency.Agency?.Name ?? "an agency that could not be told"} ({sheet.Agency.Kind.ToString().ToLowerInvariant()}), fiscal year {sheet.Year?.ToString() ?? "unknown"}");
        foreach (var score in sheet.Scores)
        {
            var value = score.Value?.ToString() ?? (score.Candidates.IsEmpty ? "-" : string.Join(" or ", score.Candidates.Select(c => c.Value)));
            output.WriteLine($"  {score.Code,-6} {value,7}  {score.Status.ToString().ToLowerInvariant()}{(score.Support.IsEmpty ? "" : ": " + string.Join("; ", score.Support))}");
            if (Why.Of(score, book) is { } why) output.WriteLine($"           why: {why}");
            foreach (var mention in score.Mentions)
                output.WriteLine($"           \"{mention.Evidence.AsPrinted}\" {mention.Evidence.Where.ToString().ToLowerInvariant()}, {Place(mention.Evidence)}, beside \"{Short(mention.Evidence.Label)}\"{(mention.Doubt is { } doubt ? $"; doubted: {doubt}" : "")}");
        }
    }

    private static void Rows(TextWriter output, DocumentFindings f)
    {
        output.WriteLine();
        output.WriteLine($"--- announcement rows, fiscal year {f.Rows[0].Year}");
        foreach (var row in f.Rows)
            output.WriteLine($"  {row.Number,4} {(row.Total.Succeeded ? row.Total.Value.ToString() : "-"),6} {row.Grade ?? "-",-4} {row.Change?.ToString() ?? "",7} {(row.Passed switch { true => "ผ่าน", false => "ไม่ผ่าน", _ => "" }),-8} {row.Match.Agency?.Name ?? "?"} ({row.Match.Agency?.District?.Name}){(row.Match.Kind == MatchKind.Exact ? "" : $" <- printed \"{row.Match.Printed.FirstOrDefault()}\" / \"{row.Match.PrintedDistrict}\", {row.Match.Kind.ToString().ToLowerInvariant()}")} {(row.Status == ScoreStatus.Printed ? "" : row.Status.ToString().ToLowerInvariant())}");
    }

    private static void Issues(TextWriter output, DocumentRead read)
    {
        output.WriteLine();
        output.WriteLine("--- issues");
        foreach (var issue in read.Findings.Issues)
        {
            output.WriteLine($"  {issue.Code} {issue.Severity.ToString().ToLowerInvariant()}{(issue.Page is { } p ? $", page {p}" : "")}{(issue.Line is { } l ? $", line {l}" : "")}: {issue.Message}");
            if (issue.Line is { } line && read.Pages.FirstOrDefault(x => x.Number == (issue.Page ?? 1)) is { } page
                && string.Join(" | ", page.Tokens.Where(t => t.Line == line && t.Text.Length > 0).Select(t => t.Text)) is { Length: > 0 } text)
                output.WriteLine($"      > {(text.Length <= 200 ? text : text[..199] + "…")}");
        }
    }

    private static string Place(Evidence e) =>
        e.Line is { } line ? $"page {e.Page} line {line}"
        : e.Box is { } b ? string.Create(CultureInfo.InvariantCulture, $"page {e.Page} at {b.X0:0},{b.Y0:0}") : $"page {e.Page}";

    private static string Short(string text) => text.Length <= Widest ? text : text[..(Widest - 1)] + "…";
}
