using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Which province an announcement table is about.</summary>
internal static class AnnouncedProvince
{
    /// <summary>Largest share of a province's name that may be misread, and how much nearer than the next it must be.</summary>
    private const double Tolerance = 0.25, Margin = 0.15;

    /// <summary>Share of rows that must carry the exact name of one of the province's agencies where no title names it.</summary>
    private const double NamedRows = 0.4;

    public static Province? Find(PrintedAnnouncement table, ImmutableArray<Passage> passages, Gazetteer gazetteer)
    {
        // The nearest title line first; the whole document last.
        for (var i = table.Title.Length - 1; i >= 0; i--)
            if (InText(table.Title[i], gazetteer) is { } named) return named;
        if (ByRows(table, gazetteer) is { } rows) return rows;
        return InTexts(passages.Where(p => p.Table is null).Select(p => p.Paragraph.Text), gazetteer);
    }

    /// <summary>The province that a cell of a column of provinces names.</summary>
    public static Province? Named(string cell, Gazetteer gazetteer) => cell.Length == 0 ? null : InText(cell.StartsWith("จังหวัด", StringComparison.Ordinal) ? cell : "จังหวัด" + (cell.StartsWith("จ.", StringComparison.Ordinal) ? cell[2..].TrimStart() : cell), gazetteer);

    /// <summary>The province that the texts name alone, or more than twice as often as any other.</summary>
    public static Province? InTexts(IEnumerable<string> texts, Gazetteer gazetteer)
    {
        var everywhere = texts.Select(t => InText(t, gazetteer)).OfType<Province>()
            .GroupBy(p => p.Code, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToArray();
        return everywhere.Length == 1 || (everywhere.Length > 1 && everywhere[0].Count() > 2 * everywhere[1].Count()) ? everywhere[0].First() : null;
    }

    /// <summary>The province that "จังหวัด..." in a line names, exactly or nearly.</summary>
    private static Province? InText(string text, Gazetteer gazetteer)
    {
        var key = ThaiText.Key(text);
        for (var at = key.IndexOf("จังหวัด", StringComparison.Ordinal); at >= 0; at = key.IndexOf("จังหวัด", at + 7, StringComparison.Ordinal))
        {
            var rest = key.AsSpan(at + 7);
            Province? exact = null;
            foreach (var province in gazetteer.Provinces)
                if (rest.StartsWith(ThaiText.Key(province.Name), StringComparison.Ordinal) && (exact is null || province.Name.Length > exact.Name.Length)) exact = province;
            if (exact is not null) return exact;
            if (rest.Length is >= 3 and <= 24 && Nearest(rest.ToString(), gazetteer) is { } near) return near;
        }
        return null;
    }

    private static Province? Nearest(string printed, Gazetteer gazetteer)
    {
        var ranked = gazetteer.Provinces.Select(p => (Province: p, Share: ConfusionDistance.Share(printed, ThaiText.Key(p.Name)))).OrderBy(p => p.Share).Take(2).ToArray();
        return ranked[0].Share <= Tolerance && ranked[1].Share - ranked[0].Share >= Margin ? ranked[0].Province : null;
    }

    private static Province? ByRows(PrintedAnnouncement table, Gazetteer gazetteer)
    {
        var votes = new Dictionary<string, int>(StringComparer.Ordinal);
        var printed = table.Rows.Select(r => ThaiText.Key(r.Agency)).ToHashSet(StringComparer.Ordinal);
        foreach (var agency in gazetteer.Agencies)
            if (agency.Province is { } p && printed.Contains(ThaiText.Key(agency.Name))) votes[p.Code] = votes.GetValueOrDefault(p.Code) + 1;
        var ranked = votes.OrderByDescending(v => v.Value).Take(2).ToArray();
        if (ranked.Length == 0 || ranked[0].Value < NamedRows * table.Rows.Length || (ranked.Length > 1 && ranked[1].Value * 2 > ranked[0].Value)) return null;
        return gazetteer.Provinces.First(p => p.Code == ranked[0].Key);
    }
}
