namespace ItaIngest.Typeset.Paper;

/// <summary>What is wrong in real documents; each can be asked for by name.</summary>
public enum Fault
{
    /// <summary>Nothing: the plain case.</summary>
    None,
    MixedNumerals,
    HundredWithoutDecimals,
    ZeroForLetterO,
    CapitalPrefix,
    GluedPrefix,
    MissingPrefix,
    RankedList,
    RestartingNumbers,
    MisreadDigits,
    NarrativeContradicts,
    CopiedNarrative,
    CopiedScores,
    BlankScores,
    MisspeltIndicators,
    OitAsOti,
    MisreadAgency,
    WrongCover,
    GarbledRows,
    GarbledDistricts,
    MissingRows,
    CutTable,
    ShiftedRow,
    ProseCell,
    DisplacedScore,
    ScoreInLabel,
    Markup,
    StrayLetters,
    BrokenSaraAm,
    PrivateUseGlyphs,
    MarksApart,
    PlanYear,
    WeightedPoints,
    TablesDisagree,
    ShuffledSections,
    TwoYearsSideBySide,
    WeightColumn,
    AbbreviatedAgency,
    OtherAgencyKind,
    MergedCells,

    /// <summary>Prose with scores that are not the agency's: targets, pass marks, national averages, another agency's.</summary>
    ForeignScores,

    /// <summary>The grade scale printed as a table.</summary>
    GradeLegend,

    /// <summary>Rows 9.1, 9.2 ... with scores of their own between the indicators.</summary>
    SubIndicatorRows,

    /// <summary>Rows of sums and means between the indicators.</summary>
    AverageRows,

    /// <summary>"85 .83", "85.5", "90", "85.83 %".</summary>
    OddNumbers,

    /// <summary>"9l.25", "8583", "85.8.3": not to be guessed.</summary>
    BrokenNumbers,

    /// <summary>Labels broken by spaces as line ends inside cells leave them.</summary>
    SpacedLabels,

    /// <summary>A sentence or table with the results of several earlier years.</summary>
    FiveYears,

    /// <summary>Indicators as columns, one row of scores.</summary>
    Transposed,

    /// <summary>Three instruments side by side in one table.</summary>
    SideBySide,

    /// <summary>The score stands left of its label.</summary>
    ScoreFirst,

    /// <summary>A grade beside every indicator.</summary>
    GradeColumn,

    /// <summary>A table without a header, or bullets.</summary>
    NoHeader,

    /// <summary>i.1, I-1, (i1), ข้อที่ i1.</summary>
    CodeForms,

    /// <summary>An announcement in order of score: the usual order names nobody.</summary>
    SortedByScore,

    /// <summary>An announcement with rows missing in the middle.</summary>
    GapsInTable,

    /// <summary>An announcement with other columns, or parts by type of agency.</summary>
    OtherColumns,

    /// <summary>Two provinces in one announcement.</summary>
    TwoProvinces,

    /// <summary>A full table of last year's results in a section of its own, before this year's.</summary>
    TwoYearSections,

    /// <summary>Raw and weighted values of the instruments side by side.</summary>
    WeightedColumn,

    /// <summary>Every mention of the agency misread, each in another way.</summary>
    NeverRightAgency,

    /// <summary>A namesake of another kind in the same district is mentioned too.</summary>
    TwinAgency,

    /// <summary>A name that many provinces share; only district or province tells.</summary>
    CommonName,

    /// <summary>Memo, announcement of the province and report in one document.</summary>
    MemoTableReport,

    /// <summary>Budgets, times of day, telephone and page numbers.</summary>
    OtherNumbers,

    /// <summary>Scores of some indicators left blank.</summary>
    BlankIndicators,

    /// <summary>Questions misread by some letters beside right codes.</summary>
    MisreadTitles,

    /// <summary>Questions without any code.</summary>
    NoCodes,

    /// <summary>Two items exchanged: code of one, question of the other.</summary>
    ExchangedCodes,

    /// <summary>An announcement whose rows are lines of text.</summary>
    ListedAgencies,

    /// <summary>An announcement with two columns for each of two years, below a header of two rows.</summary>
    YearGroups,

    /// <summary>Columns of indicators, of instruments and of the whole side by side.</summary>
    GroupColumns,

    /// <summary>Points of a full mark other than a hundred, and what they are of it.</summary>
    FullMarks,

    /// <summary>Two numbers in a sentence, each with its year behind it.</summary>
    YearsBehind,

    /// <summary>A column for each instrument and the means below.</summary>
    InstrumentColumns,

    /// <summary>Next year's goal before this year's score.</summary>
    GoalColumn,
}
