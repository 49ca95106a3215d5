using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Reference;
using ItaIngest.Typeset.Make;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset;

/// <summary>The documents a full run makes: every fault several times, each time in another year, agency, shape and numerals.</summary>
public static class Recipes
{
    private static readonly int[] LetterYears = [2563, 2564, 2565], LevelYears = [2566, 2567, 2568], ItemYears = [2568, 2567, 2568, 2567];

    private static readonly AgencyType[][] Types = [[AgencyType.TAO], [AgencyType.TT], [AgencyType.TM, AgencyType.TN], [AgencyType.PAO], [AgencyType.TAO], [AgencyType.TT]];

    /// <param name="seed">Another seed: other agencies, scores and misreadings; the same faults.</param>
    /// <param name="times">How often each fault comes.</param>
    public static ImmutableArray<Document> All(Facts facts, int seed, int times)
    {
        var into = ImmutableArray.CreateBuilder<Document>();
        foreach (var fault in Enum.GetValues<Fault>())
        {
            for (var round = 0; round < times; round++)
            {
                var dice = new Dice((seed * 10007) + ((int)fault * 101) + round);
                var name = string.Create(CultureInfo.InvariantCulture, $"{fault}-{round + 1}").ToLowerInvariant();
                into.Add(One(name, fault, round, facts, dice));
            }
        }
        return into.ToImmutable();
    }

    private static Document One(string name, Fault fault, int round, Facts facts, Dice dice)
    {
        var plan = new AnnouncementPlan(round % 2 == 0 ? dice.Pick(LetterYears) : dice.Pick(LevelYears)) { Faults = [fault], Thai = round == 1 };
        AnnouncementPlan? table = fault switch
        {
            Fault.GarbledRows => plan with { Garbled = 0.25, GarbledDistricts = round == 2 ? 0.1 : 0, Cut = round == 2 ? 25 : 0 },
            Fault.GarbledDistricts => plan with { GarbledDistricts = 0.15 },
            Fault.MissingRows => plan with { Missing = dice.Between(3, 9), AtLeast = 30 },
            Fault.CutTable when round % 2 == 0 => plan with { Cut = dice.Between(18, 33), Thai = round > 1, AtLeast = 40 },
            Fault.MixedNumerals when round == 1 => plan with { Mixed = true },
            Fault.SortedByScore => plan with { ByScore = true, Garbled = round == 0 ? 0 : 0.2 },
            Fault.GapsInTable => plan with { Gaps = 0.1, Garbled = round == 0 ? 0 : 0.2 },
            Fault.OtherColumns => plan with { Columns = (round % 3) + 1, Garbled = 0.1 },
            Fault.ListedAgencies => plan with { Columns = 4, Garbled = round == 0 ? 0 : 0.1 },
            Fault.YearGroups => plan with { Columns = 5, Garbled = round == 0 ? 0 : 0.1 },
            Fault.TwoProvinces => plan with { TwoProvinces = true, Garbled = 0.15 },
            Fault.None or Fault.PrivateUseGlyphs or Fault.Markup when round == 1 => plan with { TextFault = TextFaultOf(fault) },
            _ => null,
        };
        if (table is not null) return Announcement.Make(name, table, facts, dice);
        if (fault == Fault.MemoTableReport) return Bundle.Make(name, plan with { AtLeast = 25, Garbled = 0.15 }, Plan(fault, round, dice), facts, dice);
        if (fault == Fault.WeightedPoints && round % 2 == 0) return Regional.Make(name, dice.Pick(LevelYears), round > 1, facts, dice);
        return Report.Make(name, Plan(fault, round, dice), facts, dice);
    }

    private static TextFault TextFaultOf(Fault fault) => fault switch
    {
        Fault.PrivateUseGlyphs => TextFault.PrivateUse,
        Fault.Markup => TextFault.Markup,
        _ => TextFault.None,
    };

    private static ReportPlan Plan(Fault fault, int round, Dice dice)
    {
        var items = round % 2 == 1;
        var year = items ? ItemYears[round % 4] : round % 4 == 0 ? dice.Pick(LetterYears) : dice.Pick(LevelYears);
        var itemYear = ItemYears[round % 4];
        var plain = new ReportPlan(year)
        {
            Faults = [fault],
            Types = [.. Types[(round + (int)fault) % Types.Length]],
            Thai = dice.Chance(0.5),
            Indicators = dice.Pick([IndicatorShape.Table, IndicatorShape.Grouped, IndicatorShape.ThreeTables, IndicatorShape.Label]),
            Items = items ? dice.Pick([ItemShape.ByIndicator, ItemShape.OneTable]) : ItemShape.None,
            Prefix = dice.Pick([Prefix.Plain, Prefix.Khor]),
            InstrumentTable = dice.Chance(0.4),
            Memo = dice.Chance(0.3),
            Narrative = dice.Chance(0.3) ? Narrative.Agreeing : Narrative.None,
        };
        var withItems = plain with { Year = itemYear, Items = ItemShape.ByIndicator };
        return fault switch
        {
            Fault.MixedNumerals => plain with { Mixed = true },
            Fault.HundredWithoutDecimals => withItems with { BareHundred = true, Thai = round != 1 },
            Fault.ZeroForLetterO => withItems with { Prefix = Prefix.ZeroForO, Thai = true, Items = round == 2 ? ItemShape.OneTable : ItemShape.ByIndicator },
            Fault.CapitalPrefix => withItems with { Prefix = Prefix.Capital, Items = round == 2 ? ItemShape.OneTable : ItemShape.ByIndicator },
            Fault.GluedPrefix => withItems with { Prefix = Prefix.Glued },
            Fault.MissingPrefix => withItems with { Prefix = Prefix.Missing },
            Fault.RankedList => plain with { Indicators = IndicatorShape.Ranked },
            Fault.RestartingNumbers => plain with { Indicators = IndicatorShape.ThreeTables },
            Fault.MisreadDigits => withItems with { MisreadItems = round == 1 ? 1 : 2, MisreadIndicator = round == 1, Narrative = Narrative.Agreeing, Prefix = Prefix.Plain },
            Fault.NarrativeContradicts => (round == 0 ? plain with { Items = ItemShape.None } : withItems) with { Narrative = Narrative.Contradicting },
            Fault.CopiedNarrative => (round == 0 ? plain with { Items = ItemShape.None } : withItems) with { Narrative = Narrative.Copied },
            Fault.CopiedScores => withItems with { CopiedO = true },
            Fault.BlankScores => withItems with { BlankO = true },
            Fault.MisspeltIndicators => plain with { Misspelt = true },
            Fault.OitAsOti => plain with { Oti = true, Indicators = round == 1 ? IndicatorShape.ThreeTables : IndicatorShape.Grouped, InstrumentTable = true },
            Fault.MisreadAgency => plain with { MisreadAgency = true, Total = true },
            Fault.WrongCover => plain with { MisreadCover = true, Memo = true },
            Fault.CutTable => plain with { Cut = true, Indicators = IndicatorShape.Table, Items = ItemShape.OneTable, Year = itemYear },
            Fault.ShiftedRow => plain with { Indicators = IndicatorShape.Table, ShiftedRows = 2, ProseCells = round != 0 },
            Fault.ProseCell => plain with { Indicators = round == 1 ? IndicatorShape.Table : IndicatorShape.LabelAndProse, ProseCells = true },
            Fault.DisplacedScore => plain with { Displaced = true },
            Fault.ScoreInLabel => plain with { Indicators = round == 1 ? IndicatorShape.Sentences : IndicatorShape.Label },
            Fault.Markup => plain with { TextFault = TextFault.Markup },
            Fault.StrayLetters => plain with { TextFault = TextFault.StrayLetters },
            Fault.BrokenSaraAm => plain with { TextFault = round == 0 ? TextFault.SaraAmDecomposed : TextFault.SaraAmLost },
            Fault.PrivateUseGlyphs => plain with { TextFault = TextFault.PrivateUse },
            Fault.MarksApart => plain with { TextFault = TextFault.MarksApart },
            Fault.PlanYear => plain with { PlanYear = true },
            Fault.WeightedPoints => plain with { Indicators = IndicatorShape.Points, InstrumentTable = false },
            Fault.TablesDisagree => plain with { Disagree = true, Total = false, InstrumentTable = false, Items = ItemShape.None, Narrative = Narrative.None, Indicators = IndicatorShape.Table },
            Fault.ShuffledSections => withItems with { Shuffle = true, InstrumentTable = true },
            Fault.TwoYearsSideBySide => plain with { Indicators = IndicatorShape.TwoYears },
            Fault.WeightColumn => plain with { Indicators = IndicatorShape.Weights },
            Fault.AbbreviatedAgency => plain with { Abbreviated = true, Types = [round == 0 ? AgencyType.TAO : round == 1 ? AgencyType.TT : AgencyType.TM] },
            Fault.OtherAgencyKind => plain with { OtherKind = true },
            Fault.MergedCells => plain with { Year = 2567, Items = ItemShape.SevenIssues, Indicators = IndicatorShape.Grouped },
            Fault.ForeignScores => plain with { ForeignScores = true, Shuffle = round == 1 },
            Fault.GradeLegend => plain with { Legend = true, Shuffle = round == 1 },
            Fault.SubIndicatorRows => plain with { SubIndicators = true, Indicators = IndicatorShape.Table },
            Fault.AverageRows => plain with { Averages = true, Indicators = IndicatorShape.Table, InstrumentTable = false },
            Fault.OddNumbers => plain with { OddNumbers = true },
            Fault.BrokenNumbers => plain with { BrokenNumbers = true, Narrative = Narrative.None },
            Fault.SpacedLabels => plain with { SpacedLabels = true },
            Fault.FiveYears => plain with { Indicators = IndicatorShape.FiveYears },
            Fault.Transposed => plain with { Indicators = IndicatorShape.Transposed },
            Fault.SideBySide => plain with { Indicators = IndicatorShape.SideBySide },
            Fault.ScoreFirst => plain with { Indicators = IndicatorShape.ScoreFirst },
            Fault.GradeColumn => plain with { Indicators = IndicatorShape.GradeColumn },
            Fault.NoHeader => plain with { Indicators = round == 1 ? IndicatorShape.Bullets : IndicatorShape.NoHeader },
            Fault.TwoYearSections => plain with { LastYearSection = true, Indicators = round == 0 ? IndicatorShape.Table : IndicatorShape.Grouped, Narrative = Narrative.None },
            Fault.WeightedColumn => plain with { WeightedColumn = true, InstrumentTable = true },
            Fault.NeverRightAgency => plain with { NeverRight = true, Memo = true },
            Fault.TwinAgency => plain with { Twin = true },
            Fault.CommonName => plain with { CommonName = true },
            Fault.OtherNumbers => plain with { OtherNumbers = true, Shuffle = round == 1 },
            Fault.BlankIndicators => plain with { BlankIndicators = true, Indicators = round == 1 ? IndicatorShape.Grouped : IndicatorShape.Table, Narrative = Narrative.None },
            Fault.MisreadTitles => withItems with { MisreadTitles = true },
            Fault.NoCodes => withItems with { Prefix = Prefix.None, Narrative = Narrative.None },
            Fault.ExchangedCodes => withItems with { ExchangedCodes = true, Narrative = Narrative.None },
            Fault.CodeForms => withItems with { Prefix = (Prefix)((int)Prefix.Dotted + round % 4) },
            Fault.GroupColumns => plain with { Indicators = IndicatorShape.GroupColumns, Total = false, InstrumentTable = false },
            Fault.FullMarks => plain with { Indicators = IndicatorShape.FullMarks },
            Fault.YearsBehind => plain with { Indicators = IndicatorShape.YearsBehind, Narrative = Narrative.None },
            Fault.InstrumentColumns => plain with { Indicators = IndicatorShape.InstrumentColumns, InstrumentTable = false },
            Fault.GoalColumn => plain with { Indicators = IndicatorShape.GoalColumn },
            _ => plain,
        };
    }
}
