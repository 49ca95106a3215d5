using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Reference;

/// <summary>
/// How sure a fact of the codebook is. Sourced: checked on official papers or published figures. Unverified: believed, not confirmed.
/// NotFound: no source gives it. Only sourced facts may prove a repair.
/// </summary>
public enum Confidence { Sourced, Unverified, NotFound }

/// <param name="Code">IND01..IND10 or an item.</param>
/// <param name="Instrument">Whose value it is.</param>
/// <param name="Title">Official Thai title or question; empty where no source gives the wording (confidence is then NotFound).</param>
/// <param name="OtherTitles">Further official titles that years or offices use.</param>
/// <param name="Indicator">Number of the indicator it belongs to (its own for an indicator); 0 where no source says.</param>
/// <param name="SubIndicator">"9.1" and so on, where the year has them; null else.</param>
/// <param name="Confidence">Of code, title and place together.</param>
public sealed record CodebookEntry(
    ItemCode Code,
    Instrument Instrument,
    string Title,
    ImmutableArray<string> OtherTitles,
    int Indicator,
    string? SubIndicator,
    Confidence Confidence);

/// <summary>A parent that is a weighted sum of its children, weights in hundredths that add up to 100; a mean has none.</summary>
public sealed record Weighting(ItemCode Parent, ImmutableArray<(ItemCode Child, int Hundredths)> Children, Confidence Confidence);

/// <summary>A rule of the year that a parent is the plain mean of its children (indicators, items, or sub-indicators' means).</summary>
/// <param name="Name">instrument-is-mean-of-indicators, iit-indicator-is-mean-of-items, oit-indicator-is-mean-of-sub-indicators,
/// iit-items-share-respondents, oit-items-all-or-nothing, change-is-difference-to-last-year.</param>
public sealed record CodebookRule(string Name, Confidence Confidence);

/// <summary>How many items each sub-indicator of an indicator has, in order ("9.1" first); known for some years without the items themselves.</summary>
public sealed record SubIndicators(int Indicator, ImmutableArray<int> Sizes, Confidence Confidence);

/// <summary>One band of a grade scale: the grade holds from this many hundredths up to the next band.</summary>
/// <param name="Grade">"AA", "ผ่านดี" ...</param>
/// <param name="FromHundredths">Lowest total.</param>
/// <param name="InstrumentsFromHundredths">Lowest value that every instrument must reach too; null when only the total counts.</param>
/// <param name="Pass">Whether the grade is a pass.</param>
public sealed record GradeBand(string Grade, int FromHundredths, int? InstrumentsFromHundredths, bool Pass);

/// <summary>What was asked and how it was summed up in one fiscal year. Codes are not comparable between years.</summary>
public sealed class Codebook
{
    public Codebook(
        FiscalYear year,
        IEnumerable<CodebookEntry> entries,
        Weighting total,
        IEnumerable<CodebookRule> rules,
        IEnumerable<GradeBand> grades,
        IEnumerable<SubIndicators>? subIndicators = null,
        IEnumerable<string>? unknown = null)
    {
        Year = year;
        Entries = [.. entries.OrderBy(e => e.Code)];
        ByCode = Entries.ToFrozenDictionary(e => e.Code);
        Total = total;
        Rules = rules.ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);
        Grades = [.. grades.OrderByDescending(g => g.FromHundredths)];
        SubIndicators = (subIndicators ?? []).ToFrozenDictionary(s => s.Indicator);
        Unknown = [.. unknown ?? []];
    }

    public FiscalYear Year { get; }

    /// <summary>Indicators, then items, in sheet order.</summary>
    public ImmutableArray<CodebookEntry> Entries { get; }

    public FrozenDictionary<ItemCode, CodebookEntry> ByCode { get; }

    /// <summary>TOTAL as a weighted sum of the instruments.</summary>
    public Weighting Total { get; }

    public FrozenDictionary<string, CodebookRule> Rules { get; }

    /// <summary>Highest band first.</summary>
    public ImmutableArray<GradeBand> Grades { get; }

    /// <summary>By indicator number; an indicator without an entry has no known sub-indicators, and the rule about their means says nothing of it.</summary>
    public FrozenDictionary<int, SubIndicators> SubIndicators { get; }

    /// <summary>What no source gives for this year, in words: "wording of the EIT items".</summary>
    public ImmutableArray<string> Unknown { get; }

    public IEnumerable<CodebookEntry> Indicators => Entries.Where(e => e.Code.Level == CodeLevel.Indicator);

    public IEnumerable<CodebookEntry> IndicatorsOf(Instrument instrument) => Indicators.Where(e => e.Instrument == instrument);

    /// <summary>Items of one indicator in number order; empty where the year's items are unknown.</summary>
    public IEnumerable<CodebookEntry> ItemsOf(int indicator) =>
        Entries.Where(e => e.Code.Level == CodeLevel.Item && e.Indicator == indicator);

    /// <summary>True when the rule is known for the year and sourced: only then may it prove anything.</summary>
    public bool Holds(string rule) => Rules.TryGetValue(rule, out var r) && r.Confidence == Confidence.Sourced;
}
