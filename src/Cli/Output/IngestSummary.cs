using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Storage.Write;
using Spectre.Console;

namespace ItaIngest.Cli.Output;

/// <summary>What an ingest did: a line per document and totals, as a table for people and pipes alike.</summary>
internal sealed class IngestSummary
{
    private readonly Table _table = new Table().Border(TableBorder.Ascii2)
        .AddColumns("document", "kind", "agency", "year");

    private readonly List<Issue> _rejections = [];
    private int _scores, _withheld, _rows, _issues;

    public IngestSummary()
    {
        foreach (var number in (ReadOnlySpan<string>)["scores", "withheld", "rows", "issues", "new rows"])
            _table.AddColumn(new TableColumn(number).RightAligned());
    }

    public int Documents { get; private set; }

    public int Rejected { get; private set; }

    /// <summary>Codes of the issues that rejected documents.</summary>
    public IReadOnlyCollection<string> Rejections => [.. _rejections.Select(i => i.Code)];

    public WriteResult Written { get; private set; }

    public void Add(DocumentRead read, WriteResult written)
    {
        var f = read.Findings;
        Documents++;
        Written += written;
        var issues = f.Issues.Count(i => i.Severity > Severity.Info);
        _issues += issues;
        if (f.Status == DocumentStatus.Rejected)
        {
            Rejected++;
            _rejections.AddRange(f.Issues);
            Line(read, $"rejected ({f.Issues[0].Code})", "", "", 0, 0, 0, issues, written);
            return;
        }
        var scores = f.Sheets.SelectMany(s => s.Scores).ToArray();
        var published = scores.Count(s => s.Value is not null);
        _scores += published;
        _withheld += scores.Length - published;
        _rows += f.Rows.Length;
        var agency = f.Sheets.Length switch
        {
            0 => f.Rows.IsEmpty ? "" : $"table of {f.Rows[0].Province?.Name ?? "?"}",
            1 => f.Sheets[0].Agency.Agency is { } a ? $"{a.Name} {a.Province?.Name}" : $"? {f.Sheets[0].Agency.Printed.FirstOrDefault()}",
            var n => $"{n} agencies",
        };
        var year = f.Sheets.FirstOrDefault()?.Year ?? f.Rows.FirstOrDefault()?.Year;
        Line(read, f.Kinds.IsEmpty ? "-" : string.Join(", ", f.Kinds.Select(k => k.ToString().ToLowerInvariant())), agency, year?.ToString() ?? "", published, scores.Length - published, f.Rows.Length, issues, written);
    }

    public void Print(TextWriter output, string where)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Detect });
        if (Console.IsOutputRedirected) console.Profile.Width = 240;
        if (Documents > 0) console.Write(_table);
        foreach (var issue in _rejections) output.WriteLine($"{issue.Code}: {issue.Message}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Documents} documents ({Rejected} rejected), {_scores} scores published, {_withheld} withheld, {_rows} announcement rows, {_issues} issues; {Written.Total} new rows in {where}."));
    }

    private void Line(DocumentRead read, string kind, string agency, string year, int scores, int withheld, int rows, int issues, WriteResult written) =>
        _table.AddRow(new[]
        {
            Name(read.Path), kind, agency, year, Number(scores), Number(withheld), Number(rows), Number(issues), Number(written.Total),
        }.Select(Markup.Escape).ToArray());

    /// <summary>Enough of the path to know the document by: its folder and name.</summary>
    private static string Name(string path)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(path));
        return string.IsNullOrEmpty(folder) ? Path.GetFileName(path) : $"{folder}/{Path.GetFileName(path)}";
    }

    private static string Number(int n) => n == 0 ? "" : n.ToString(CultureInfo.InvariantCulture);
}
