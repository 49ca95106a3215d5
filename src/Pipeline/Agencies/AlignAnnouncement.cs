using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Names all rows of a provincial announcement at once: rows come in a known order, so the printed rows are aligned with the province's
/// registered agencies as a whole, and each is named only when nearly all of the probability of all alignments agrees.
/// </summary>
internal static class AlignAnnouncement
{
    /// <summary>A candidate with less than this helps nobody who looks at the page.</summary>
    private const double WorthNaming = 0.02;

    /// <summary>A name below this probability is withheld.</summary>
    private const double Sure = 0.99;

    /// <summary>
    /// One beyond recognition needs more than its place: a stranger may stand where a row is missing. With its district right it gets there.
    /// </summary>
    private const double SureByPlaceAlone = 0.995;

    /// <summary>An agency is reported missing above this probability that no row means it.</summary>
    private const double SurelyMissing = 0.95;

    /// <summary>More skipped serial numbers than this in one place are a misread number, not lost rows.</summary>
    private const int MostLost = 60;

    private static readonly HashSet<(string, string)> NoneMisread = [];

    /// <param name="rows">As printed, in the table's order.</param>
    /// <param name="province">Whose table it is.</param>
    /// <param name="gazetteer">The registry.</param>
    /// <param name="year">Fiscal year of the table, to choose among aliases; null when unknown.</param>
    public static Staged<AnnouncementAgencies> Align(
        ImmutableArray<PrintedAgencyRow> rows, Province province, Gazetteer gazetteer, FiscalYear? year = null)
    {
        var printed = rows.Select(ComparableRow.Of).ToImmutableArray();
        var places = ListedPlaces.Of(province, printed, gazetteer, year);
        if (rows.IsEmpty || places.IsEmpty) return Nothing(rows, province);

        var ordered = TableOrder.Of(printed, places);
        places = ordered ?? places;
        var (posterior, at) = Posterior(rows, printed, places, ordered is not null, NoneMisread);
        var misread = MisreadDistricts.Learn(printed, posterior, at, places);
        if (misread.Count > 0) (posterior, at) = Posterior(rows, printed, places, ordered is not null, misread);

        var matches = new AgencyMatch[rows.Length];
        for (var i = 0; i < rows.Length; i++) matches[i] = Decide(rows[i], printed[i], posterior, at[i], places);
        if (ordered is not null) NameStrays(rows, printed, places, matches);
        Unclaim(rows, places, matches);

        var issues = ImmutableArray.CreateBuilder<Issue>();
        if (ordered is null)
            issues.Add(new Issue("ITA425", Severity.Warning,
                $"The {rows.Length} rows of {province.Name} follow no known order (kind, district, name); each name had to stand alone. Compare the rows with the page.", rows[0].Page, rows[0].Line));
        // Without an order a row that is withheld may be any of those that seem to be missing.
        var missing = ordered is null && matches.Any(m => m.Agency is null) ? [] : Missing(posterior, at, places, matches);
        AnnouncementIssues.Add(issues, rows, matches, missing, i => Likely(posterior, at[i], places), province);
        return new Staged<AnnouncementAgencies>(new AnnouncementAgencies([.. matches], missing, ordered is not null), issues.ToImmutable());
    }

    private static Staged<AnnouncementAgencies> Nothing(ImmutableArray<PrintedAgencyRow> rows, Province province)
    {
        var matches = rows.Select(r => Unresolved(r, 0)).ToImmutableArray();
        var issues = rows.IsEmpty ? [] : ImmutableArray.Create(new Issue("ITA421", Severity.Error,
            $"The registry holds no agency of {province.Name}, so none of the {rows.Length} rows could be named. Add them to reference/agencies.csv.", rows[0].Page, rows[0].Line));
        return new Staged<AnnouncementAgencies>(new AnnouncementAgencies(matches, [], false), issues);
    }

    private static (double[,] Posterior, int[] At) Posterior(
        ImmutableArray<PrintedAgencyRow> rows, ImmutableArray<ComparableRow> printed, ImmutableArray<RegisteredRow> places, bool ordered,
        IReadOnlySet<(string, string)> misread)
    {
        var (likelihood, lost, at) = Likelihoods(rows, printed, places, ordered, misread);
        return (ordered ? OrderedAlignment.Posterior(likelihood, lost, [.. places.Select(p => p.Alias)]) : FreeAssignment.Posterior(likelihood), at);
    }

    /// <summary>The matrix, with rows of zeros where serial numbers are skipped; at[i] is the matrix row of printed row i.</summary>
    private static (double[,] Likelihood, bool[] Lost, int[] At) Likelihoods(
        ImmutableArray<PrintedAgencyRow> rows, ImmutableArray<ComparableRow> printed, ImmutableArray<RegisteredRow> places, bool ordered,
        IReadOnlySet<(string, string)> misread)
    {
        var gaps = ordered ? SkippedNumbers(rows, places.Length) : new int[rows.Length];
        var height = rows.Length + gaps.Sum();
        var likelihood = new double[height, places.Length];
        var lost = new bool[height];
        var at = new int[rows.Length];
        Array.Fill(lost, true);
        for (int i = 0, next = 0; i < rows.Length; i++)
        {
            next += gaps[i];
            at[i] = next;
            lost[next] = false;
            for (var j = 0; j < places.Length; j++) likelihood[next, j] = RowLikelihood.Of(printed[i], places[j], misread);
            next++;
        }
        return (likelihood, lost, at);
    }

    /// <summary>How many serial numbers are skipped before each row. Counted only where the numbers around agree: a single misread number skips nothing.</summary>
    private static int[] SkippedNumbers(ImmutableArray<PrintedAgencyRow> rows, int places)
    {
        var gaps = new int[rows.Length];
        var room = places - rows.Length;
        var last = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Number is not { } number) { last = last == 0 ? 0 : last + 1; continue; }
            var before = i == 0 ? 0 : last;
            var gap = number - before - 1;
            var goesOn = i + 1 == rows.Length || rows[i + 1].Number == number + 1;
            if (gap > 0 && gap <= Math.Min(room, MostLost) && goesOn && (i > 0 || number <= MostLost))
            {
                gaps[i] = gap;
                room -= gap;
                last = number;
            }
            else last = gap == 0 ? number : before + 1;
        }
        return gaps;
    }

    /// <summary>The agencies that a row may well be, with their probabilities.</summary>
    private static IEnumerable<(Agency Agency, double Probability)> Likely(double[,] posterior, int at, ImmutableArray<RegisteredRow> places) =>
        places.Select((p, j) => (p.Agency, Probability: posterior[at, j])).Where(p => p.Probability >= WorthNaming)
            .GroupBy(p => p.Agency).Select(g => (g.Key, g.Sum(p => p.Probability)));

    private static AgencyMatch Decide(PrintedAgencyRow row, ComparableRow printed, double[,] posterior, int at, ImmutableArray<RegisteredRow> places)
    {
        var best = -1;
        for (var j = 0; j < places.Length; j++)
            if (best < 0 || posterior[at, j] > posterior[at, best]) best = j;
        var enough = RowLikelihood.BeyondRecognition(printed, places[best]) ? SureByPlaceAlone : Sure;
        return posterior[at, best] >= enough ? Named(row, places[best], posterior[at, best]) : Unresolved(row, posterior[at, best]);
    }

    private static AgencyMatch Named(PrintedAgencyRow row, RegisteredRow place, double probability)
    {
        var agency = place.Agency;
        // "อบต.ท่าคอย" says what "องค์การบริหารส่วนตำบลท่าคอย" says.
        var exact = !place.Alias && (string.Equals(ThaiText.Key(row.Name), ThaiText.Key(agency.Name), StringComparison.Ordinal)
                || (AgencyWords.Split(row.Name) is { Exact: true } words && words.Type == agency.Type && string.Equals(words.Name, ThaiText.Key(agency.ShortName), StringComparison.Ordinal)))
            && (row.District is null || agency.District is null || string.Equals(ComparableRow.DistrictKey(row.District), place.District, StringComparison.Ordinal));
        return new AgencyMatch(agency, exact ? MatchKind.Exact : MatchKind.Corrected, probability, [row.Name], row.District);
    }

    private static AgencyMatch Unresolved(PrintedAgencyRow row, double probability) =>
        new(null, MatchKind.Unresolved, probability, [row.Name], row.District);

    /// <summary>A row that stands outside the order but names kind, name and district letter by letter needs no order.</summary>
    private static void NameStrays(ImmutableArray<PrintedAgencyRow> rows, ImmutableArray<ComparableRow> printed, ImmutableArray<RegisteredRow> places, AgencyMatch[] matches)
    {
        var taken = matches.Where(m => m.Agency is not null).Select(m => m.Agency!.Code).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < rows.Length; i++)
        {
            if (matches[i].Agency is not null || printed[i].District is null) continue;
            var row = printed[i];
            var meant = places.Where(p => !p.Alias && p.ListedAs == row.Agency.Type && string.Equals(p.Name, row.Agency.Name, StringComparison.Ordinal)
                && string.Equals(p.District, row.District, StringComparison.Ordinal)).ToList();
            if (meant is [var one] && taken.Add(one.Agency.Code)) matches[i] = Named(rows[i], one, Sure);
        }
    }

    /// <summary>Two rows cannot mean one agency: the one printed under its registered name keeps it, else none does.</summary>
    private static void Unclaim(ImmutableArray<PrintedAgencyRow> rows, ImmutableArray<RegisteredRow> places, AgencyMatch[] matches)
    {
        foreach (var same in Enumerable.Range(0, matches.Length).Where(i => matches[i].Agency is not null)
            .GroupBy(i => matches[i].Agency!.Code, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            var exact = same.Where(i => matches[i].Kind == MatchKind.Exact).ToList();
            foreach (var i in same)
                if (exact is not [var keeper] || keeper != i) matches[i] = Unresolved(rows[i], 0.5);
        }
    }

    private static ImmutableArray<Agency> Missing(double[,] posterior, int[] at, ImmutableArray<RegisteredRow> places, AgencyMatch[] matches)
    {
        var named = matches.Where(m => m.Agency is not null).Select(m => m.Agency!.Code).ToHashSet(StringComparer.Ordinal);
        var missing = ImmutableArray.CreateBuilder<Agency>();
        for (var j = 0; j < places.Length; j++)
        {
            if (places[j].Alias || named.Contains(places[j].Agency.Code)) continue;
            var used = 0.0;
            foreach (var i in at) used += posterior[i, j];
            if (1 - used >= SurelyMissing) missing.Add(places[j].Agency);
        }
        return missing.ToImmutable();
    }
}
