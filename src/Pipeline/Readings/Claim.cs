using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>A claim as it was read, before it is known which year's sheet it belongs to.</summary>
/// <param name="Observation">The claim.</param>
/// <param name="Year">The year that its column or sentence names; null when it names none.</param>
/// <param name="Lead">The text before the number, as far back as it may say whose number it is.</param>
internal sealed record Claim(Observation Observation, FiscalYear? Year, string Lead = "")
{
    /// <summary>The agency that the number's row of a table names, as printed; null when it names none.</summary>
    public string? Row { get; init; }

    /// <summary>The grade that the sentence gives a total; null when none.</summary>
    public string? Grade { get; init; }

    /// <summary>The rule of "เทศบาลตำบล... ได้ 92.15": nothing but the agency says whose the number is.</summary>
    public const string Got = "sentence-agency";

    /// <summary>How far back a sentence may have named the agency that a number is of.</summary>
    private const int LeadLength = 240;

    /// <summary>Makes a claim of a number found in a run of text.</summary>
    /// <param name="place">Document, page and section.</param>
    /// <param name="code">What it is a score of.</param>
    /// <param name="run">The text the number stands in.</param>
    /// <param name="start">Where in the text.</param>
    /// <param name="length">How long.</param>
    /// <param name="label">The text that named the code.</param>
    /// <param name="rule">Which rule read it.</param>
    /// <param name="year">The year the place names.</param>
    /// <param name="doubt">Why it may be about something else.</param>
    public static Claim Of(Place place, ItemCode code, TextRun run, int start, int length, string label, string rule, FiscalYear? year = null, string? doubt = null)
    {
        var printed = run.Text.Substring(start, length);
        var tokens = run.TokensAt(start, length).ToArray();
        var whole = tokens.Length == 1 && tokens[0].Text.Trim() == printed;
        var evidence = new Evidence(
            place.DocumentId, place.Page, run.LineOf(start), run.BoxOf(start, length), printed,
            tokens.Length == 0 ? ReaderKind.Text : tokens.Max(t => t.Reader),
            tokens.Length == 0 ? 1 : tokens.Min(t => t.Confidence),
            whole ? tokens[0].Alternatives : [],
            place.Where, rule, Shortened(label), place.Section);
        return new Claim(new Observation(code, Score.Parse(printed), evidence, doubt), year, run.Text[Math.Max(0, start - LeadLength)..start]);
    }

    private static string Shortened(string label)
    {
        var text = label.Trim();
        return text.Length <= 120 ? text : text[..119] + "…";
    }
}

/// <summary>Where on paper a reading rule is at work.</summary>
internal readonly record struct Place(string DocumentId, int Page, Where Where, int Section);
