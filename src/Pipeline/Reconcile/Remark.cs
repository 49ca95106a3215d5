using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>What people are told about one score. Each names the numbers as printed, what was expected and what to do.</summary>
internal static class Remark
{
    /// <summary>Of more different numbers a message names only the first.</summary>
    private const int MostNamed = 6;

    public static Issue Differ(Claim claim, ImmutableArray<Candidate> candidates) =>
        At(claim, "ITA503", Severity.Error, $"{claim.Code} is printed as {As(claim)} and nothing decides between them: withheld. Look at the document.");

    public static Issue Refuted(Claim claim, ImmutableArray<Candidate> candidates) =>
        At(claim, "ITA504", Severity.Error, $"{claim.Code} is printed as {As(claim)}, but the sheet's means do not allow it as it stands; possible: {Listed(candidates)}. Withheld: look at the document.");

    public static Issue Impossible(Claim claim, ImmutableArray<Candidate> candidates) =>
        At(claim, "ITA506", Severity.Error, $"{claim.Code} is printed as {As(claim)}, which this value can never be; {Possible(claim, candidates)}. Withheld: look at the document.");

    private static string Possible(Claim claim, ImmutableArray<Candidate> candidates)
    {
        var others = candidates.Where(c => claim.Readings.All(r => r.Number != c.Value.Hundredths)).ToImmutableArray();
        return others.IsEmpty ? "no value near it is likely either" : $"possible: {Listed(others)}";
    }

    public static Issue Contested(Claim claim, int value, Identity failing) =>
        At(claim, "ITA516", Severity.Error, $"{claim.Code} is printed as {As(claim)}, but {failing.Words} fails with the printed values, and {claim.Code} may be the wrong one of them. {Score.FromHundredths(value)} is withheld: look at the document.");

    public static Issue Unsure(Claim claim, ImmutableArray<Candidate> candidates) =>
        At(claim, "ITA505", Severity.Error, $"{claim.Code} reads {As(claim)}, but the ink can be read otherwise and nothing decides; possible: {Listed(candidates)}. Withheld: look at the page.");

    public static Issue Repaired(Claim claim, int value, ImmutableArray<string> support) =>
        At(claim, "ITA502", Severity.Warning, $"{claim.Code} is printed as {As(claim)}; {Score.FromHundredths(value)} is published instead, proved by {string.Join(" and ", support)}. ita explain shows how.");

    public static Issue Unusable(Claim claim, Gathered evidence)
    {
        var mention = claim.Mentions[0];
        if (claim.TooMany)
            return At(claim, "ITA514", Severity.Error, $"{claim.Code} is printed as {As(claim)}: so many different numbers are not of one agency and year. Withheld: look at whose tables these are.");
        if (claim.Mentions.FirstOrDefault(m => m.Doubt is not null) is { } doubted)
            return At(claim, "ITA510", Severity.Error, $"{claim.Code} is printed as {As(claim)}, but it may not be this sheet's: {doubted.Doubt}. Withheld.");
        return mention.Value.Succeeded && evidence.Copies.ContainsKey(mention.Evidence.DocumentId)
            ? At(claim, "ITA507", Severity.Error, $"{claim.Code} stands as {As(claim)} in the text only, and the text of this document often contradicts its tables. Withheld: look for a table.")
            : At(claim, "ITA505", Severity.Error, $"{claim.Code} is printed as {As(claim)}, which cannot be read as a score{(mention.Value.Reason is { } reason ? $": {reason}" : "")}. Look at the page.");
    }

    /// <summary>Mentions that print something else than what is published.</summary>
    public static ImmutableArray<Issue> OtherMentions(Claim claim, int value)
    {
        var others = claim.Mentions.Where(m => m.Doubt is null && m.Value.Succeeded && m.Value.Value.Hundredths != value).ToList();
        return others.Count == 0 ? [] :
            [new Issue("ITA501", Severity.Warning,
                $"{claim.Code} is published as {Score.FromHundredths(value)}, but {Words(others[0])} prints {string.Join(", ", others.Select(m => m.Evidence.AsPrinted).Distinct(StringComparer.Ordinal))}. Check which of them the agency meant.",
                others[0].Evidence.Page, others[0].Evidence.Line)];
    }

    private static string Words(Observation mention) => mention.Evidence.Where switch
    {
        Where.Table => "a table",
        Where.List => "a list",
        Where.Memo => "the memo",
        _ => "the text",
    };

    private static string As(Claim claim)
    {
        var printed = claim.Mentions.Select(m => m.Evidence.AsPrinted).Distinct(StringComparer.Ordinal).Select(t => $"\"{t}\"").ToList();
        return printed.Count <= MostNamed ? string.Join(" and ", printed) : $"{string.Join(", ", printed.Take(MostNamed))} and {printed.Count - MostNamed} more";
    }

    private static string Listed(ImmutableArray<Candidate> candidates) => string.Join(", ", candidates.Select(c => c.Value.ToString()));

    private static Issue At(Claim claim, string code, Severity severity, string message) =>
        new(code, severity, message, claim.Mentions[0].Evidence.Page, claim.Mentions[0].Evidence.Line);
}

/// <summary>What people are told about the sheet as a whole.</summary>
internal static class Remarks
{
    public static void On(
        Codebook? book, Gathered evidence, IReadOnlyList<ScoreRecord> records, Solution solution, ImmutableArray<Issue>.Builder issues)
    {
        if (book is null && records.Count > 0)
            issues.Add(new("ITA511", Severity.Warning, "The year of these scores is unknown or has no codebook: nothing could be checked. Name the year, or add reference/codebook/ita-YYYY.yaml."));
        foreach (var silent in solution.Silent.GroupBy(s => s.TooMany))
        {
            var identities = string.Join("; ", silent.Select(s => s.Words));
            issues.Add(silent.Key
                ? new("ITA515", Severity.Warning, $"Not checked: {identities}. The printed values contradict each other in more ways than can be weighed. Check that all of them are of one agency and year.")
                : new("ITA512", Severity.Warning, $"Not held: {identities}. No few misread digits explain the printed values. Check that all of them are of one agency and year."));
        }
        foreach (var (document, (contradicts, of)) in evidence.Copies)
            issues.Add(new("ITA507", Severity.Warning, $"The text of document {document[..Math.Min(12, document.Length)]} contradicts its tables in {contradicts} of {of} scores: it is taken as copied, and no number is published on its word."));
        var values = records.Where(r => r.Value is not null).ToDictionary(r => r.Code, r => r.Value!.Value);
        if (book is not null && values.TryGetValue(ItemCode.Total, out var total)) Grade(book, evidence.Context, total, values, issues);
        foreach (var order in evidence.Context.Orders) Order(book, order, values, issues);
        if (values.TryGetValue(ItemCode.Total, out var now) && evidence.Context is { LastYear: { } last, PrintedChange: { } change }
            && Math.Abs(last.Hundredths + change.Hundredths - now.Hundredths) > 1)
            issues.Add(new("ITA513", Severity.Warning, $"TOTAL {now} less the printed difference {change} is not last year's {last}. Check both years."));
    }

    private static void Grade(Codebook book, SheetContext context, Score total, Dictionary<ItemCode, Score> values, ImmutableArray<Issue>.Builder issues)
    {
        var instruments = Enum.GetValues<Instrument>().Select(ItemCode.Of).Where(values.ContainsKey).Select(c => values[c].Hundredths).ToList();
        var possible = book.Grades.Where(g => total.Hundredths >= g.FromHundredths
            && (g.InstrumentsFromHundredths is not { } least || instruments.All(i => i >= least))).ToList();
        // Of the bands that the total reaches, the first that asks nothing of the instruments is the last it can fall to.
        var fits = possible.TakeWhile(g => g.InstrumentsFromHundredths is not null).Concat(possible.SkipWhile(g => g.InstrumentsFromHundredths is not null).Take(1)).ToList();
        if (context.PrintedGrade is { } grade && book.Grades.Any(g => g.Grade == grade) && fits.All(g => g.Grade != grade))
            issues.Add(new("ITA508", Severity.Warning, $"The grade is printed as \"{grade}\", but {total} is {string.Join(" or ", fits.Select(g => g.Grade))}. Check the total and the grade."));
        if (context.PrintedPass is { } pass && fits.Count > 0 && fits.All(g => g.Pass != pass))
            issues.Add(new("ITA508", Severity.Warning, $"The verdict is printed as {(pass ? "ผ่าน" : "ไม่ผ่าน")}, but {total} is {(pass ? "no pass" : "a pass")}. Check the total and the verdict."));
    }

    private static void Order(Codebook? book, OrderStatement order, Dictionary<ItemCode, Score> values, ImmutableArray<Issue>.Builder issues)
    {
        if (book is null || !values.TryGetValue(order.Code, out var named)) return;
        var beaten = (order.Among is { } instrument ? book.IndicatorsOf(instrument) : book.Indicators).Where(i => i.Code != order.Code && values.TryGetValue(i.Code, out var other)
            && (order.Lowest ? other < named : other > named)).Select(i => $"{i.Code} {values[i.Code]}").ToList();
        if (beaten.Count > 0)
            issues.Add(new("ITA509", Severity.Warning, $"The text calls {order.Code} {named} the {(order.Lowest ? "lowest" : "highest")} of {order.Among?.ToString() ?? "all indicators"}, but there is {string.Join(", ", beaten)}. Check which indicator the text means."));
    }
}
