using System.Collections.Immutable;
using System.Text.Json;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Replaying;

/// <summary>What a stored proof counts with.</summary>
/// <param name="Held">The identities, by name.</param>
/// <param name="With">The values of the other codes.</param>
/// <param name="Respondents">Every number that counts.</param>
internal sealed record ProofLine(ImmutableArray<string> Held, ImmutableArray<(ItemCode Code, int Value)> With, ImmutableArray<int> Respondents)
{
    /// <returns>The line, or why the proof cannot be read.</returns>
    public static (ProofLine? Line, string? Fault) Parse(PublishedScore score, JsonElement proof)
    {
        var with = ImmutableArray.CreateBuilder<(ItemCode, int)>();
        if (proof.TryGetProperty("with", out var others) && others.ValueKind == JsonValueKind.Object)
        {
            foreach (var pair in others.EnumerateObject())
            {
                if (!ItemCode.Parse(pair.Name).Succeeded || pair.Value.ValueKind != JsonValueKind.String
                    || PublishedScore.Hundredths(pair.Value.GetString()) is not { } value) return (null, $"\"{pair.Name}\" is no score");
                if (ItemCode.Parse(pair.Name).Value is var code && code != score.Code) with.Add((code, value));
            }
        }
        return (new ProofLine(
            [.. Array(proof, "held", JsonValueKind.String).Select(r => r.GetString()!)], with.ToImmutable(),
            [.. Array(proof, "respondents", JsonValueKind.Number).Select(n => n.TryGetInt32(out var whole) ? whole : 0).Where(n => n is >= 1 and <= 10_000)]), null);
    }

    public Identities Identities(Codebook book, ItemCode code, int value) =>
        new(book, With.Append((Code: code, Value: value)).GroupBy(w => w.Code).ToDictionary(w => w.Key, w => w.Last().Value), [.. Respondents]);

    private static IEnumerable<JsonElement> Array(JsonElement proof, string name, JsonValueKind kind) =>
        proof.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().Where(e => e.ValueKind == kind) : [];
}
