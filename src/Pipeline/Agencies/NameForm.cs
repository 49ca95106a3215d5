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
    public static double Likelihood(AgencyMention mention, Agency agency, string key)
    {
        var name = Name(mention, key, Least, out _);
        if (name <= Least) return Least;
        var kind = mention.Type is { } type ? (type == agency.Type ? 0 : KindWrong)
            : agency.Type is AgencyType.TN or AgencyType.TM or AgencyType.TT ? KindUnknown : KindWrong;
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
