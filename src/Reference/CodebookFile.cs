using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Reference;

/// <summary>Reads one year's codebook and checks it: codes unique, parents there, weights adding up, grades descending.</summary>
internal static class CodebookFile
{
    private static readonly string[] RuleNames =
    [
        "instrument-is-mean-of-indicators", "iit-indicator-is-mean-of-items", "oit-indicator-is-mean-of-sub-indicators",
        "iit-items-share-respondents", "oit-items-all-or-nothing", "change-is-difference-to-last-year",
    ];

    public static Codebook Load(string path)
    {
        var file = YamlFields.Read(path)
            .Only("year", "unknown", "indicators", "items", "total", "sub_indicators", "rules", "grades");
        var year = FiscalYear.Parse(file.Text("year"));
        if (!year.Succeeded) throw file.Line.Fault("ITA492", year.Reason + ".", "Write a fiscal year such as 2567.");
        if (!Path.GetFileNameWithoutExtension(path).EndsWith(year.Value.ToString(), StringComparison.Ordinal))
            throw file.Line.Fault("ITA494", $"The file's name and its year {year.Value} differ.", "Name it ita-YYYY.yaml after its year.");

        var entries = new Dictionary<ItemCode, CodebookEntry>();
        foreach (var fields in file.List("indicators")) Add(entries, IndicatorOf(fields), fields.Line);
        foreach (var fields in file.List("items"))
        {
            var item = ItemOf(fields);
            CheckParent(entries, item, fields.Line);
            Add(entries, item, fields.Line);
        }
        return new Codebook(year.Value, entries.Values, TotalOf(file.Mapping("total")), RulesOf(file.Mapping("rules")),
            GradesOf(file.Mapping("grades")), SubIndicatorsOf(file, entries), file.Texts("unknown"));
    }

    private static CodebookEntry IndicatorOf(YamlFields fields)
    {
        fields.Only("code", "instrument", "title", "also", "confidence");
        var code = CodeOf(fields, CodeLevel.Indicator);
        return new CodebookEntry(code, InstrumentOf(fields), fields.Text("title"), [.. fields.Texts("also")], code.Number, null, ConfidenceOf(fields));
    }

    private static CodebookEntry ItemOf(YamlFields fields)
    {
        fields.Only("code", "instrument", "indicator", "sub_indicator", "title", "also", "confidence");
        var code = CodeOf(fields, CodeLevel.Item);
        var instrument = InstrumentOf(fields);
        if (code.Instrument != instrument)
            throw fields.Line.Fault("ITA494", $"Item \"{code}\" is of {code.Instrument}, not {instrument}.", "Correct the code or the instrument.");
        var confidence = ConfidenceOf(fields);
        var title = fields.TextOrNull("title") ?? (confidence == Confidence.NotFound ? "" : fields.Text("title"));
        var indicator = fields.TextOrNull("indicator") is { } number ? WholeOf(number, fields.Line) : 0;
        return new CodebookEntry(code, instrument, title, [.. fields.Texts("also")], indicator, fields.TextOrNull("sub_indicator"), confidence);
    }

    private static void CheckParent(Dictionary<ItemCode, CodebookEntry> entries, CodebookEntry item, Line line)
    {
        if (item.Indicator == 0) return;
        if (item.Indicator > 99 || !entries.TryGetValue(ItemCode.Indicator(item.Indicator), out var parent))
            throw line.Fault("ITA494", $"Item \"{item.Code}\" belongs to indicator {item.Indicator}, which the year does not have.", "Correct the number or add the indicator above.");
        if (parent.Instrument != item.Instrument)
            throw line.Fault("ITA494", $"Item \"{item.Code}\" is of {item.Instrument}, its indicator {item.Indicator} of {parent.Instrument}.", "Correct one of them.");
    }

    private static void Add(Dictionary<ItemCode, CodebookEntry> entries, CodebookEntry entry, Line line)
    {
        if (!entries.TryAdd(entry.Code, entry)) throw line.Fault("ITA493", $"Code \"{entry.Code}\" occurs twice.", "Remove one of the two.");
    }

    private static Weighting TotalOf(YamlFields fields)
    {
        fields.Only("confidence", "weights");
        var children = ImmutableArray.CreateBuilder<(ItemCode, int)>();
        foreach (var (name, value, line) in fields.Mapping("weights").Pairs())
        {
            var code = ItemCode.Parse(name);
            if (!code.Succeeded || code.Value.Level != CodeLevel.Instrument) throw line.Fault("ITA494", $"\"{name}\" is not an instrument.", "Use IIT, EIT and OIT.");
            children.Add((code.Value, WholeOf(value, line)));
        }
        var sum = children.Sum(c => c.Item2);
        if (sum != 100) throw fields.Line.Fault("ITA495", $"The weights of the total add up to {sum}.", "They must add up to 100.");
        return new Weighting(ItemCode.Total, children.ToImmutable(), ConfidenceOf(fields));
    }

    private static IEnumerable<CodebookRule> RulesOf(YamlFields fields)
    {
        fields.Only(RuleNames);
        foreach (var (name, value, line) in fields.Pairs()) yield return new CodebookRule(name, ConfidenceOf(value, line));
    }

    private static List<SubIndicators> SubIndicatorsOf(YamlFields file, Dictionary<ItemCode, CodebookEntry> entries)
    {
        var all = new List<SubIndicators>();
        foreach (var fields in file.List("sub_indicators"))
        {
            fields.Only("indicator", "sizes", "confidence");
            var indicator = WholeOf(fields.Text("indicator"), fields.Line);
            var sizes = fields.Texts("sizes").Select(s => WholeOf(s, fields.Line)).ToImmutableArray();
            if (indicator is < 1 or > 99 || !entries.ContainsKey(ItemCode.Indicator(indicator)))
                throw fields.Line.Fault("ITA494", $"There is no indicator {indicator}.", "Correct the number or add the indicator.");
            if (all.Any(s => s.Indicator == indicator)) throw fields.Line.Fault("ITA493", $"The sub-indicators of {indicator} occur twice.", "Remove one of the two.");
            foreach (var group in entries.Values.Where(e => e.Indicator == indicator && e.SubIndicator is not null).GroupBy(e => e.SubIndicator, StringComparer.Ordinal))
            {
                var at = WholeOf(group.Key!.AsSpan(group.Key!.IndexOf('.', StringComparison.Ordinal) + 1), fields.Line);
                if (at < 1 || at > sizes.Length || sizes[at - 1] != group.Count())
                    throw fields.Line.Fault("ITA494", $"Sub-indicator {group.Key} lists {group.Count()} items; its size says otherwise.", "Correct the sizes or the items.");
            }
            all.Add(new SubIndicators(indicator, sizes, ConfidenceOf(fields)));
        }
        return all;
    }

    private static List<GradeBand> GradesOf(YamlFields fields)
    {
        fields.Only("confidence", "bands");
        var bands = new List<GradeBand>();
        foreach (var band in fields.List("bands"))
        {
            band.Only("grade", "from", "instruments", "pass");
            var next = new GradeBand(band.Text("grade"), HundredthsOf(band.Text("from"), band.Line),
                band.TextOrNull("instruments") is { } instruments ? HundredthsOf(instruments, band.Line) : null,
                band.Text("pass") switch { "true" => true, "false" => false, var word => throw band.Line.Fault("ITA497", $"\"{word}\" is neither true nor false.", "Write one of them.") });
            // Two bands may begin at the same total only when the higher one also asks something of the instruments.
            if (bands is [.., var above] && (next.FromHundredths > above.FromHundredths
                || (next.FromHundredths == above.FromHundredths && above.InstrumentsFromHundredths is null)))
                throw band.Line.Fault("ITA496", $"Grade \"{next.Grade}\" does not begin below \"{above.Grade}\".", "List the bands from the highest to the lowest.");
            bands.Add(next);
        }
        if (bands is not [.., { FromHundredths: 0 }]) throw fields.Line.Fault("ITA496", "The lowest grade does not begin at 0.00.", "A scale must hold for every score.");
        return bands;
    }

    private static ItemCode CodeOf(YamlFields fields, CodeLevel level)
    {
        var code = ItemCode.Parse(fields.Text("code"));
        return code.Succeeded && code.Value.Level == level ? code.Value
            : throw fields.Line.Fault("ITA497", $"\"{fields.Text("code")}\" is not the code of an {level}.", "Write IND01..IND10 for indicators, i1, e1, o1 ... for items.");
    }

    private static Instrument InstrumentOf(YamlFields fields) => fields.Text("instrument") switch
    {
        "IIT" => Instrument.IIT,
        "EIT" => Instrument.EIT,
        "OIT" => Instrument.OIT,
        var word => throw fields.Line.Fault("ITA497", $"\"{word}\" is not an instrument.", "Write IIT, EIT or OIT."),
    };

    private static Confidence ConfidenceOf(YamlFields fields) => ConfidenceOf(fields.Text("confidence"), fields.Line);

    /// <summary>Only "sourced" proves anything: a source for another year, for schools or from one agency leaves a fact unverified.</summary>
    private static Confidence ConfidenceOf(string word, Line line) => word switch
    {
        "sourced" => Confidence.Sourced,
        "unverified" or "sourced-year-inferred" or "sourced-school-edition" or "sourced-single-agency" => Confidence.Unverified,
        "not found" => Confidence.NotFound,
        _ => throw line.Fault("ITA497", $"\"{word}\" is not a confidence mark.",
            "Use sourced, sourced-year-inferred, sourced-school-edition, sourced-single-agency, unverified or not found."),
    };

    private static int WholeOf(ReadOnlySpan<char> text, Line line) =>
        ThaiDigits.ParseWhole(text) ?? throw line.Fault("ITA492", $"\"{text}\" is not a whole number.", "Write digits only.");

    private static int HundredthsOf(string text, Line line)
    {
        var score = Score.Parse(text);
        return score.Succeeded ? score.Value.Hundredths : throw line.Fault("ITA492", score.Reason + ".", "Write a score such as 85.00.");
    }
}
