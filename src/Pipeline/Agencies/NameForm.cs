using ItaIngest.Domain.Reference;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// How much a mention speaks for a name, in nats (the log-odds score of <see cref="RowLikelihood"/>), where the end of the name is not
/// always marked: a name that ends inside a run of letters is worth less, and a longer name that fits explains more of them.
/// </summary>
internal static class NameForm
{
    private const double LetterRight = 1.3, LetterWrong = 1.8, NameFault = 1.4, RunOn = 1.5, Most = 9, Least = -1;
    private const double KindWrong = -6, KindUnknown = -0.5;

    /// <summary>Of an agency's short name and kind at a mention.</summary>
    /// <param name="twin">Whether an agency of the mention's own kind has the same name in the same district: then the kind decides.</param>
    public static double Likelihood(AgencyMention mention, Agency agency, string key, bool twin)
    {
        var name = Name(mention, key, Least, out _);
        if (name <= Least || mention.Type == agency.Type) return name;
        // A kind that changes with time is weighed once for the whole document (KindChanged), not at every mention.
        var kind = mention.Type is null ? (AgencyTypes.Changes(agency.Type) && agency.Type != AgencyType.TAO ? KindUnknown : KindWrong)
            : !twin && AgencyTypes.Changes(agency.Type) && AgencyTypes.Changes(mention.Type.Value) ? 0
            : KindWrong;
        return Math.Max(Least, name + kind);
    }

    /// <summary>Of a name alone; length: how much of the tail it covers.</summary>
    public static double Name(AgencyMention mention, string key, double least, out int length) => Name(mention.Tail, mention.Token, key, least, out length);

    public static double Name(string tail, int token, string key, double least, out int length)
    {
        length = 0;
        if (tail.Length == 0) return least;
        // The word set apart as a whole, and the name wherever it ends.
        var (free, end) = NameIndex.AtStart(key, tail);
        var whole = token > 0 ? ConfusionDistance.Between(tail.AsSpan(0, token), key) : int.MaxValue;
        var weight = ConfusionDistance.WeightOf(key) / 100.0;
        var asToken = Score(weight, whole / 100.0);
        var asStart = free == int.MaxValue ? double.NegativeInfinity : Score(weight, free / 100.0) - (end == token ? 0 : RunOn);
        length = asToken >= asStart ? token : end;
        return Math.Clamp(Math.Max(asToken, asStart), least, Most);
    }

    private static double Score(double weight, double cost) =>
        (LetterRight * (weight - cost)) - (LetterWrong * cost) - (cost > 0 ? NameFault : 0);
}
