using System.Globalization;
using System.Text;

namespace ItaIngest.Variants;

/// <summary>The result as a page of Markdown: per fault and per format.</summary>
public static class Report
{
    public static string Write(IReadOnlyList<(FileTruth Truth, Tally Tally)> judged, double seconds, bool timed)
    {
        var into = new StringBuilder();
        var all = Sum(judged);
        var share = all.Scores == 0 ? 100 : 100.0 * all.Right / all.Scores;
        into.Append("documents ").Append(judged.Count).Append(", scores right ").Append(all.Right).Append(" of ").Append(all.Scores)
            .Append(CultureInfo.InvariantCulture, $" ({share:0.00} %)").Append(", proven-wrong ").Append(all.ProvenWrong).Append(", printed-wrong ").Append(all.PrintedWrong)
            .Append(", withheld ").Append(all.Withheld).Append(" (and ").Append(all.Excused).Append(" excused)").Append(", overclaimed ").Append(all.Overclaimed).Append(", invented ").Append(all.Invented).Append('\n');
        into.Append("reports with right agency and year ").Append(all.DocumentsRight).Append(" of ").Append(all.Documents)
            .Append(", wrong agency ").Append(all.AgencyWrong).Append(", wrong year ").Append(all.YearWrong).Append('\n');
        into.Append("table rows right ").Append(all.RowsRight).Append(" of ").Append(all.Rows).Append(", wrong ").Append(all.RowsWrong)
            .Append("; names right ").Append(all.NamesRight).Append(", wrong ").Append(all.NamesWrong).Append(", withheld ").Append(all.NamesWithheld)
            .Append("; missing rows named ").Append(all.MissingNamed).Append(" of ").Append(all.Missing).Append('\n');
        if (timed) into.Append(CultureInfo.InvariantCulture, $"extract took {seconds:0.0} s\n");
        Table(into, "format", judged.GroupBy(j => Path.GetExtension(j.Truth.File).TrimStart('.'), StringComparer.Ordinal));
        Table(into, "case", judged.GroupBy(j => j.Truth.Group, StringComparer.Ordinal));
        return into.ToString();
    }

    private static void Table(StringBuilder into, string by, IEnumerable<IGrouping<string, (FileTruth, Tally Tally)>> groups)
    {
        into.Append("\n| ").Append(by).Append(" | documents | agency and year | scores right | wrong | withheld | overclaimed, invented | rows right | wrong | names right | wrong | withheld |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var group in groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var t = Sum([.. group]);
            into.Append("| ").AppendJoin(" | ", group.Key, group.Count(), $"{t.DocumentsRight}/{t.Documents}", $"{t.Right}/{t.Scores}", t.ProvenWrong + t.PrintedWrong, t.Withheld,
                t.Overclaimed + t.Invented, $"{t.RowsRight}/{t.Rows}", t.RowsWrong, $"{t.NamesRight}/{t.Rows}", t.NamesWrong, t.NamesWithheld).Append(" |\n");
        }
    }

    private static Tally Sum(IReadOnlyList<(FileTruth, Tally Tally)> judged)
    {
        var all = new Tally();
        foreach (var (_, tally) in judged) all.Add(tally);
        return all;
    }
}
