namespace ItaIngest.Harvest;

/// <summary>The harvest as a whole cannot go on; the message names the thing and the remedy.</summary>
public sealed class HarvestException(string code, string what, string remedy) : Exception($"{what} {remedy}")
{
    public string Code { get; } = code;

    public string What { get; } = what;

    public string Remedy { get; } = remedy;
}
