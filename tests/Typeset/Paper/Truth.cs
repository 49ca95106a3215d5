using System.Collections.Immutable;

namespace ItaIngest.Typeset.Paper;

/// <summary>What a document truly says of one code.</summary>
/// <param name="Agency">Official full name.</param>
/// <param name="Year">Fiscal year of the results, Buddhist Era.</param>
/// <param name="Code">TOTAL, IIT, IND04, i12 ...</param>
/// <param name="Printed">As the page shows it; empty where it is blank.</param>
/// <param name="Value">The true value with two decimals; empty where the document cannot tell.</param>
/// <param name="Where">table, list, narrative.</param>
/// <param name="Note">What is odd about it.</param>
public sealed record TrueScore(string Agency, int Year, string Code, string Printed, string Value, string Where, string Note);

/// <summary>What one row of an announcement truly says.</summary>
public sealed record TrueRow(int Number, string PrintedName, string Name, string PrintedDistrict, string District, string Score, string Grade, string Delta, string Pass);

/// <summary>One document of the model: what is on it and what is true.</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="Faults">Named faults it carries: the kinds of domain trouble it shows.</param>
/// <param name="Blocks">In reading order.</param>
/// <param name="Agency">Official name of the one agency it is about; null for announcements and regional reports.</param>
/// <param name="Year">Fiscal year of the results.</param>
public sealed record Document(string Name, ImmutableArray<Fault> Faults, ImmutableArray<Block> Blocks, string? Agency, int Year)
{
    public ImmutableArray<TrueScore> Scores { get; init; } = [];

    /// <summary>The whole true sheet by code, with what is not printed: for judging values that were derived. Empty where there is none.</summary>
    public ImmutableArray<(string Code, string Value)> Sheet { get; init; } = [];

    public ImmutableArray<TrueRow> Rows { get; init; } = [];

    /// <summary>Names of the registered agencies whose rows are not on the paper.</summary>
    public ImmutableArray<string> MissingRows { get; init; } = [];

    /// <summary>How the text layer is spoilt when rendered as text; a page as Chromium prints it stays clean.</summary>
    public TextFault TextFault { get; init; }
}

/// <summary>Faults of the letters themselves, as text layers and OCR leave them.</summary>
public enum TextFault { None, SaraAmDecomposed, SaraAmLost, PrivateUse, MarksApart, Markup, StrayLetters }
