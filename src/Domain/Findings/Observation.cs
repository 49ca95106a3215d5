using System.Collections.Immutable;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Findings;

/// <summary>What kind of place on the page a number stands in; a table outweighs prose.</summary>
public enum Where { Table, List, Narrative, Memo }

/// <summary>Where a claim stands, exactly enough for a person to put a finger on it.</summary>
/// <param name="DocumentId">SHA-256 of the document.</param>
/// <param name="Page">From 1.</param>
/// <param name="Line">From 1, for sources with lines.</param>
/// <param name="Box">In points, for sources with geometry.</param>
/// <param name="AsPrinted">The text of the number itself: "๘๓.๘๕".</param>
/// <param name="Reader">Who read it.</param>
/// <param name="Confidence">Calibrated, 0..1.</param>
/// <param name="Alternatives">Other readings of the same ink.</param>
/// <param name="Where">Table, list, narrative or memo.</param>
/// <param name="Rule">Which reading rule made the claim: for tracing, stable words.</param>
/// <param name="Label">The text that named the code: "๔. การใช้ทรัพย์สินของราชการ".</param>
/// <param name="Section">Which table or passage of the document it belongs to, counted from 0 in reading order:
/// claims of one section stand or fall together (a narrative copied from elsewhere).</param>
public sealed record Evidence(
    string DocumentId,
    int Page,
    int? Line,
    Box? Box,
    string AsPrinted,
    ReaderKind Reader,
    double Confidence,
    ImmutableArray<Alternative> Alternatives,
    Where Where,
    string Rule,
    string Label,
    int Section);

/// <summary>
/// A claim: a document says that this code has this value. Kept as printed for ever, never corrected, never deleted.
/// A value that could not be read is an observation too, so that nothing printed is lost in silence.
/// </summary>
/// <param name="Code">Which value of the sheet.</param>
/// <param name="Value">As parsed, or why not.</param>
/// <param name="Evidence">Where it stands.</param>
/// <param name="Doubt">Null, or why this claim may not be about this agency, year and code (a foreign agency is named,
/// the score seems to belong to the next row ...): such a claim supports nothing and is shown to people.</param>
public sealed record Observation(ItemCode Code, Parsed<Score> Value, Evidence Evidence, string? Doubt = null);
