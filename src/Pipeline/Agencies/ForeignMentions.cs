using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>Mentions that cannot be misreadings of the document's own agency and fit another one well.</summary>
internal static class ForeignMentions
{
    /// <summary>Up to this share of its letters wrong, a mention may be the agency itself, misread.</summary>
    private const double MayBeOwn = 0.42;

    public static ImmutableArray<ForeignMention> Of(ImmutableArray<AgencyMention> mentions, Agency own, AgencyIndex index)
    {
        var key = index.Keys.TryGetValue(own.Code, out var k) ? k : ThaiText.Key(own.ShortName);
        var foreign = ImmutableArray.CreateBuilder<ForeignMention>();
        foreach (var mention in mentions)
        {
            if (mention.Token < 2) continue;
            var named = Named(mention, index);
            if (named.IsEmpty || named.Contains(own)) continue;
            var ofOwnKind = mention.Type is null || mention.Type == own.Type;
            var near = ConfusionDistance.Share(index.Keys[named[0].Code], key) <= MayBeOwn;
            // A misreading hardly ever gives the very name of a neighbour in the same district.
            if (near && ofOwnKind && !named.Any(a => a.District is not null && a.District == own.District)) continue;
            // The same name under another kind is the agency before or after its change of status, unless the registry has both there.
            if (near && !named.Any(a => a.District == own.District)) continue;
            var here = named.Where(a => a.Province?.Code == own.Province?.Code).ToImmutableArray();
            foreign.Add(new ForeignMention(mention.Printed[..PrintedLength(mention, named[0])], here.IsEmpty ? named : here, mention.At.Page, mention.At.Line, mention.At.Place));
        }
        return foreign.ToImmutable();
    }

    /// <summary>Shorter beginnings of a longer word are letters that a misread name happens to share with a short one.</summary>
    private const int ShortestBeginning = 6;

    /// <summary>The registered agencies of the mention's kind whose name is its word, or the longest name that its word begins with.</summary>
    private static ImmutableArray<Agency> Named(AgencyMention mention, AgencyIndex index)
    {
        for (var length = mention.Token; length > 1; length = length == mention.Token || length > ShortestBeginning ? length - 1 : 0)
            if (index.Agencies.TryGetValue(mention.Tail[..length], out var agencies))
            {
                var ofKind = agencies.Where(a => mention.Type is null || a.Type == mention.Type).ToImmutableArray();
                if (!ofKind.IsEmpty) return ofKind;
            }
        return [];
    }

    /// <summary>Cuts what runs on after the name: the comparable form drops letters, so the printed one is walked until it covers the name.</summary>
    private static int PrintedLength(AgencyMention mention, Agency agency)
    {
        var wanted = ThaiText.Key(mention.KindPrinted).Length + ThaiText.Key(agency.ShortName).Length;
        for (var length = 1; length <= mention.Printed.Length; length++)
            if (ThaiText.Key(mention.Printed[..length]).Length >= wanted && (length == mention.Printed.Length || !ThaiText.IsMark(mention.Printed[length]))) return length;
        return mention.Printed.Length;
    }
}
