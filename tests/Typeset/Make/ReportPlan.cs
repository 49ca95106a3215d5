using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Make;

/// <summary>How the ten indicators are shown.</summary>
public enum IndicatorShape { Table, Grouped, ThreeTables, Label, LabelAndProse, Ranked, TwoYears, Weights, Points, Sentences, Transposed, SideBySide, FiveYears, ScoreFirst, GradeColumn, NoHeader, Bullets, GroupColumns, FullMarks, YearsBehind, InstrumentColumns, GoalColumn }

/// <summary>How the items are shown.</summary>
public enum ItemShape { None, ByIndicator, OneTable, SevenIssues }

/// <summary>How an item's code is printed.</summary>
public enum Prefix { Plain, Khor, ZeroForO, Capital, Glued, Missing, Dotted, Dashed, Bracket, KhorThi, None }

/// <summary>What the prose says of the scores.</summary>
public enum Narrative { None, Agreeing, Contradicting, Copied }

/// <summary>How an agency's report is to be; every fault is an option of its own.</summary>
public sealed record ReportPlan(int Year)
{
    public ImmutableArray<Fault> Faults { get; init; } = [];

    public ImmutableArray<AgencyType> Types { get; init; } = [];

    /// <summary>This very agency; null for any of the kinds in Types.</summary>
    public Agency? Agency { get; init; }

    public IndicatorShape Indicators { get; init; }

    public ItemShape Items { get; init; }

    public Prefix Prefix { get; init; }

    public Narrative Narrative { get; init; }

    public bool Thai { get; init; }

    public bool Mixed { get; init; }

    public bool BareHundred { get; init; }

    /// <summary>The total and its grade in a sentence; false: not printed at all.</summary>
    public bool Total { get; init; } = true;

    public bool Displaced { get; init; }

    /// <summary>A table of the three instruments.</summary>
    public bool InstrumentTable { get; init; }

    public bool Memo { get; init; }

    /// <summary>The title is that of next year's plan.</summary>
    public bool PlanYear { get; init; }

    public bool Misspelt { get; init; }

    public bool Oti { get; init; }

    /// <summary>Items misread, each in an IIT indicator of its own.</summary>
    public int MisreadItems { get; init; }

    /// <summary>One IIT indicator misread in the table while its items prove it.</summary>
    public bool MisreadIndicator { get; init; }

    public bool BlankO { get; init; }

    public bool CopiedO { get; init; }

    public bool MisreadCover { get; init; }

    public bool MisreadAgency { get; init; }

    public bool Abbreviated { get; init; }

    public bool OtherKind { get; init; }

    public int ShiftedRows { get; init; }

    public bool ProseCells { get; init; }

    /// <summary>A second table that prints another value for one indicator.</summary>
    public bool Disagree { get; init; }

    public bool Shuffle { get; init; }

    /// <summary>The table by indicator is cut by a page.</summary>
    public bool Cut { get; init; }

    public bool ActionPlan { get; init; } = true;

    /// <summary>Prose with scores that are not the agency's own.</summary>
    /// <summary>Last year's table in a section before this year's.</summary>
    public bool LastYearSection { get; init; }

    public bool WeightedColumn { get; init; }

    public bool NeverRight { get; init; }

    /// <summary>An agency whose name and district another kind of agency shares.</summary>
    public bool Twin { get; init; }

    /// <summary>An agency whose name others share, printed with its province alone.</summary>
    public bool CommonName { get; init; }

    public bool OtherNumbers { get; init; }

    public bool BlankIndicators { get; init; }

    public bool MisreadTitles { get; init; }

    public bool ExchangedCodes { get; init; }

    public bool ForeignScores { get; init; }

    public bool Legend { get; init; }

    public bool SubIndicators { get; init; }

    public bool Averages { get; init; }

    public bool OddNumbers { get; init; }

    public bool BrokenNumbers { get; init; }

    public bool SpacedLabels { get; init; }

    public TextFault TextFault { get; init; }
}
