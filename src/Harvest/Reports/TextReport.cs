using System.Globalization;
using System.Net;

namespace ItaIngest.Harvest.Reports;

/// <summary>A run's report for people: as plain text and as one HTML page.</summary>
public static class TextReport
{
    private const int MostListed = 50;

    public static void WriteText(RunReport report, TextWriter into)
    {
        into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Run {report.Run}: {Bangkok(report.Began)} to {(report.Ended is { } end ? Bangkok(end) : "unfinished; the next harvest goes on with it")}{(report.Abandoned ? " (abandoned)" : "")}"));
        foreach (var source in report.Sources)
        {
            into.WriteLine();
            into.WriteLine(source.Name + Where(source));
            foreach (var alarm in source.Alarms) into.WriteLine("  ALARM " + alarm);
            foreach (var (label, value) in Figures(source)) into.WriteLine("  " + label.PadRight(14) + value);
            foreach (var (label, notes) in Lists(source))
            {
                if (notes.Count == 0) continue;
                into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label} ({notes.Count})"));
                foreach (var note in notes.Take(MostListed)) into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {note.Url}{Because(note)}"));
                if (notes.Count > MostListed) into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    and {notes.Count - MostListed} more; the JSON report lists all"));
            }
        }
    }

    public static void WriteHtml(RunReport report, TextWriter into)
    {
        into.Write(string.Create(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Harvest run {report.Run}</title><style>body{{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}}table{{border-collapse:collapse}}td,th{{padding:.2rem .8rem;border-bottom:1px solid #ccc;text-align:left}}.alarm{{color:#a00;font-weight:bold}}</style>"));
        into.Write(string.Create(CultureInfo.InvariantCulture, $"<h1>Harvest run {report.Run}</h1><p>{Safe(Bangkok(report.Began))} to {Safe(report.Ended is { } end ? Bangkok(end) : "unfinished")}</p>"));
        into.Write("<table><tr><th>Source<th>Documents<th>Expected<th>New<th>Changed<th>Gone<th>Failed<th>Stopped early</tr>");
        foreach (var s in report.Sources)
            into.Write(string.Create(CultureInfo.InvariantCulture, $"<tr><td{(s.Alarms.Count > 0 ? " class=alarm" : "")}>{Safe(s.Name)}<td>{s.Documents}<td>{s.MinimumDocuments}<td>{s.New.Count}<td>{s.Changed.Count}<td>{s.Gone.Count}<td>{s.Failed.Count}<td>{Safe(s.Stopped ?? "")}</tr>"));
        into.Write("</table>");
        foreach (var source in report.Sources)
        {
            into.Write(string.Create(CultureInfo.InvariantCulture, $"<h2>{Safe(source.Name + Where(source))}</h2>"));
            foreach (var alarm in source.Alarms) into.Write(string.Create(CultureInfo.InvariantCulture, $"<p class=alarm>{Safe(alarm)}</p>"));
            into.Write("<table>");
            foreach (var (label, value) in Figures(source)) into.Write(string.Create(CultureInfo.InvariantCulture, $"<tr><th>{Safe(label)}<td>{Safe(value)}</tr>"));
            into.Write("</table>");
            foreach (var (label, notes) in Lists(source).Where(l => l.Notes.Count > 0))
            {
                into.Write(string.Create(CultureInfo.InvariantCulture, $"<details><summary>{Safe(label)} ({notes.Count})</summary><ul>"));
                foreach (var note in notes) into.Write(string.Create(CultureInfo.InvariantCulture, $"<li>{Safe(note.Title ?? "")} <code>{Safe(note.Url)}</code>{Safe(Because(note))}</li>"));
                into.Write("</ul></details>");
            }
        }
        into.Write("</html>\n");
    }

    private static IEnumerable<(string Label, string Value)> Figures(SourceReport s)
    {
        yield return ("documents", string.Create(CultureInfo.InvariantCulture, $"{s.Documents} (at least {s.MinimumDocuments} expected): {s.New.Count} new, {s.Changed.Count} changed, {s.Unchanged} unchanged, {s.Returned.Count} returned, {s.Gone.Count} gone"));
        if (s.Years.Count > 0 || s.ExpectedYears.Count > 0) yield return ("years", $"{string.Join(", ", s.Years)}{(s.ExpectedYears.Count > 0 ? $" (expected {string.Join(", ", s.ExpectedYears)})" : "")}");
        if (s.ExpectedAgencies > 0) yield return ("agencies", string.Create(CultureInfo.InvariantCulture, $"{s.Agencies} named ({s.ExpectedAgencies} expected)"));
        yield return ("pages", string.Create(CultureInfo.InvariantCulture, $"{s.Pages} read, {s.Redirected} redirects, {s.Skipped} other files, {s.Refused.Count} not allowed, {s.Failed.Count} failed"));
        yield return ("network", string.Create(CultureInfo.InvariantCulture, $"{s.Requests} requests, {s.Received} bytes"));
        if (s.Stopped is not null) yield return ("stopped early", string.Create(CultureInfo.InvariantCulture, $"{s.Stopped}, {s.LeftOver} addresses left"));
        if (!s.Finished) yield return ("state", "unfinished");
    }

    private static IEnumerable<(string Label, NotedCollection Notes)> Lists(SourceReport s) =>
        [("new", s.New), ("changed", s.Changed), ("returned", s.Returned), ("gone", s.Gone), ("failed", s.Failed), ("share links to download by hand", s.NotFetchable), ("not allowed", s.Refused)];

    private static string Because(Noted note) => note.Reason is null ? "" : $"  {note.Code} {note.Reason}".TrimEnd();

    private static string Where(SourceReport s) => s.Agency is not null ? $" ({s.Agency})" : s.Province is not null ? $" ({s.Province})" : "";

    private static string Bangkok(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " Bangkok";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
