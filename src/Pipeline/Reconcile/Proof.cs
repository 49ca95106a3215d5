using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// Writes a decision down so that a checker who has the sheet's mentions and codebook can replay it: what was held, with which values,
/// and what each rival breaks. The schema is in docs/reconcile.md.
/// </summary>
internal static class Proof
{
    public static string Of(Claim claim, int value, ScoreStatus status, Solution solution, Func<ItemCode, int> published)
    {
        var held = solution.About(claim.Code).ToList();
        var with = held.Where(i => i.Rule != "respondents").SelectMany(i => i.Codes).Where(c => c != claim.Code).Distinct().Order().ToList();
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 2);
            json.WriteString("code", claim.Code.ToString());
            json.WriteString("value", Text(value));
            json.WriteString("status", Name(status));
            json.WriteStartArray("held");
            foreach (var identity in held) json.WriteStringValue(identity.Rule);
            json.WriteEndArray();
            if (solution.Respondents.Length > 0 && held.Any(i => i.Rule is "respondents" or "mean"))
            {
                json.WriteStartArray("respondents");
                foreach (var n in solution.Respondents) json.WriteNumberValue(n);
                json.WriteEndArray();
            }
            json.WriteStartObject("with");
            foreach (var code in with)
                if (published(code) is var other and >= 0) json.WriteString(code.ToString(), Text(other));
            json.WriteEndObject();
            json.WriteNumber("errors_per_mille", Math.Round(1000 * solution.Rate, 1));
            json.WriteNumber("doubt_per_million", Math.Round(1e6 * solution.Doubt(claim.Code, value), 1));
            json.WriteStartArray("refuted");
            foreach (var number in claim.Readings.Select(r => r.Number).Where(n => n != value).Distinct().Order()) json.WriteStringValue(Text(number));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Text(int hundredths) => FormattableString.Invariant($"{hundredths / 100}.{hundredths % 100:00}");

    private static string Name(ScoreStatus status) => status switch
    {
        ScoreStatus.Confirmed => "confirmed",
        ScoreStatus.Repaired => "repaired",
        _ => "derived",
    };
}
