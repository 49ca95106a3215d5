using System.Collections.Immutable;
using System.Text.Json;
using ItaIngest.Domain.Values;

namespace ItaIngest.Replaying;

/// <summary>A number as it stands in a document.</summary>
/// <param name="Hundredths">Its value.</param>
/// <param name="Table">Whether it stands in a table or list.</param>
public readonly record struct PrintedValue(int Hundredths, bool Table);

/// <summary>One published score with its proof, as `ita extract` prints it.</summary>
/// <param name="Sheet">File, agency and year together: scores of one sheet are checked against each other.</param>
/// <param name="Year">Null when unknown.</param>
/// <param name="Code">Which value.</param>
/// <param name="Value">In hundredths; null when withheld.</param>
/// <param name="Status">printed, confirmed, repaired, derived, conflicting or unresolved.</param>
/// <param name="Printed">The mentions that nothing speaks against being this sheet's.</param>
/// <param name="Proof">As stored; null where there is none.</param>
public sealed record PublishedScore(
    string Sheet, FiscalYear? Year, ItemCode Code, int? Value, string Status, ImmutableArray<PrintedValue> Printed, JsonElement? Proof)
{
    public bool Proved => Status is "confirmed" or "repaired" or "derived";

    /// <summary>A score as the database holds it.</summary>
    /// <exception cref="JsonException">The proof is no JSON.</exception>
    public static PublishedScore Stored(string sheet, FiscalYear? year, ItemCode code, int? value, string status, ImmutableArray<PrintedValue> printed, string? proof)
    {
        if (proof is null) return new PublishedScore(sheet, year, code, value, status, printed, null);
        using var json = JsonDocument.Parse(proof);
        return new PublishedScore(sheet, year, code, value, status, printed, json.RootElement.Clone());
    }

    /// <summary>Reads one line of `ita extract`; null for lines that are no scores.</summary>
    /// <exception cref="JsonException">The line is no JSON.</exception>
    public static PublishedScore? FromJson(string line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object || Text(json, "type") != "score" || !ItemCode.Parse(Text(json, "code")).Succeeded) return null;
        var year = json.TryGetProperty("fiscal_year", out var y) && y.ValueKind == JsonValueKind.Number && y.TryGetInt32(out var n) && FiscalYear.IsYear(n)
            ? FiscalYear.Of(n) : (FiscalYear?)null;
        var printed = ImmutableArray.CreateBuilder<PrintedValue>();
        if (json.TryGetProperty("printed", out var mentions) && mentions.ValueKind == JsonValueKind.Array)
        {
            foreach (var mention in mentions.EnumerateArray())
                if (Text(mention, "doubt") is null && Hundredths(Text(mention, "value")) is { } value) printed.Add(new(value, Text(mention, "where") is "table" or "list"));
        }
        return new PublishedScore($"{Text(json, "file")} {Text(json, "agency_code")} {year}", year, ItemCode.Parse(Text(json, "code")).Value,
            Hundredths(Text(json, "value")), Text(json, "status") ?? "", printed.ToImmutable(),
            json.TryGetProperty("proof", out var proof) && proof.ValueKind == JsonValueKind.Object ? proof.Clone() : null);
    }

    internal static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static int? Hundredths(string? text) => text is not null && Score.Parse(text) is { Succeeded: true } score ? score.Value.Hundredths : null;
}
