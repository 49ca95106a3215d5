using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Agencies;
using ItaIngest.Pipeline.Reconciling;

namespace ItaIngest.Pipeline.Readings;

/// <summary>From claims to the one sheet a report is about: the right year's claims, doubt where another agency is named, then reconciliation.</summary>
internal static class OneSheet
{
    public static Staged<SheetFindings?> Settle(FiscalYear year, Codebook codebook, SheetReading reading, Ownership agency, ImmutableArray<AnnouncementRow> rows)
    {
        var issues = ImmutableArray.CreateBuilder<Issue>();
        Claim[] claims = [.. reading.Claims.Where(c => c.Year is null || c.Year == year)
            .Select(c => Sheet.Doubted(c, agency.Other(c) is { } other ? $"this passage names another agency, {other}" : NeitherAllNorNothing(c.Observation, codebook)))];
        var mine = claims.Select(c => c.Observation).ToList();
        DoubtUnlike(mine);
        Report(reading, year, issues);
        if (mine.Count == 0) return new(null, issues.ToImmutable());

        foreach (var doubt in mine.Where(m => m.Doubt is not null).GroupBy(m => m.Doubt))
            issues.Add(new Issue("ITA331", Severity.Warning, $"{string.Join(", ", doubt.Select(d => $"{d.Code} {d.Evidence.AsPrinted}").Distinct().Take(8))}: {doubt.Key}. These support nothing; look at the passage.", doubt.First().Evidence.Page, doubt.First().Evidence.Line));

        var own = agency.Match.Agency is { } a ? rows.FirstOrDefault(r => r.Match.Agency?.Code == a.Code && r.Year == year) : null;
        var context = new SheetContext
        {
            PrintedGrade = claims.FirstOrDefault(c => c.Grade is not null && c.Observation.Doubt is null)?.Grade ?? own?.Grade,
            PrintedPass = own?.Passed,
            PrintedChange = own?.Change,
            LastYear = LastYear(reading, year),
            Orders = reading.Orders,
        };
        // The province's table, bound into the agency's report, is the announcing office's word about the same total.
        if (own is { Total.Succeeded: true }) context = context with { Elsewhere = [new Observation(ItemCode.Total, own.Total, own.Evidence)] };

        var settled = Reconcile.Sheet(year, codebook, [.. mine], context);
        issues.AddRange(settled.Issues);
        return new(new SheetFindings(agency.Match, year, [.. mine], Ink.Withhold(settled.Value, codebook, issues)), issues.ToImmutable());
    }

    /// <summary>
    /// Items of OIT score 0 or 100 in every year whose manual is known. In the others that refutes no number, but one between is more likely something else's.
    /// </summary>
    private static string? NeitherAllNorNothing(Observation said, Codebook codebook) =>
        said is { Code: { Level: CodeLevel.Item, Instrument: Instrument.OIT }, Value: { Succeeded: true, Value.Hundredths: > 0 and < 10_000 } } && !codebook.Holds("oit-items-all-or-nothing")
            ? "an item of OIT scores 0 or 100 in every year that is known" : null;

    /// <summary>
    /// Three numbers for one code, each in at least three digits another than each other, are no misreadings of one: some are of another agency or year,
    /// and nothing tells which. Sentences do not count, for narratives are copied from elsewhere.
    /// </summary>
    private static void DoubtUnlike(List<Observation> said)
    {
        foreach (var code in said.Where(s => s.Doubt is null && s.Value.Succeeded && s.Evidence.Where is Where.Table or Where.List).GroupBy(s => s.Code).ToArray())
        {
            var unlike = new List<int>();
            foreach (var value in code.Select(s => s.Value.Value.Hundredths).Distinct())
                if (unlike.TrueForAll(u => Unlike(u, value))) unlike.Add(value);
            if (unlike.Count < 3) continue;
            for (var i = 0; i < said.Count; i++)
                if (said[i].Code == code.Key) said[i] = said[i] with { Doubt = said[i].Doubt ?? $"{unlike.Count} quite unlike numbers are printed for it, so some are another agency's or year's" };
        }
    }

    private static bool Unlike(int a, int b)
    {
        var digits = 0;
        for (; a > 0 || b > 0; a /= 10, b /= 10) digits += a % 10 == b % 10 ? 0 : 1;
        return digits >= 3;
    }

    // A total in a column or line headed with the year before; two different ones say nothing.
    private static Score? LastYear(SheetReading reading, FiscalYear year) =>
        reading.Claims.Where(c => c.Year == year.Previous && c.Observation is { Doubt: null, Value.Succeeded: true, Evidence.Where: Where.Table or Where.List } && c.Observation.Code == ItemCode.Total)
            .Select(c => c.Observation.Value.Value).Distinct().ToArray() is [var only] ? only : null;

    private static void Report(SheetReading reading, FiscalYear year, ImmutableArray<Issue>.Builder issues)
    {
        var other = reading.Claims.Where(c => c.Year is not null && c.Year != year).ToArray();
        foreach (var group in other.GroupBy(c => c.Year))
            issues.Add(new Issue("ITA321", Severity.Info, $"{group.Count()} scores are printed for fiscal year {group.Key}, beside those of {year} that the document is about ({string.Join(", ", group.Select(c => $"{c.Observation.Code} {c.Observation.Evidence.AsPrinted}").Take(6))}{(group.Count() > 6 ? " ..." : "")}). They were not taken; that year's own report states them.", group.First().Observation.Evidence.Page, group.First().Observation.Evidence.Line));
        var found = reading.Claims.Where(c => c.Observation.Evidence.Where is Where.Table or Where.List).Select(c => c.Observation.Code).ToHashSet();
        var blank = reading.Blank.Where(b => !found.Contains(b)).Distinct().Order().ToArray();
        if (blank.Length > 0)
            issues.Add(new Issue("ITA322", Severity.Warning, $"The table prints {blank.Length} items without a score: {string.Join(", ", blank)}. They stay absent.", reading.Claims.FirstOrDefault()?.Observation.Evidence.Page));
        foreach (var bad in reading.Claims.Where(c => !c.Observation.Value.Succeeded))
            issues.Add(new Issue("ITA323", Severity.Error, $"{bad.Observation.Code}: {bad.Observation.Value.Reason}; a score between 0.00 and 100.00 was expected. It is withheld unless it is printed legibly elsewhere.", bad.Observation.Evidence.Page, bad.Observation.Evidence.Line));
    }
}
