using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Agencies;

/// <summary>
/// Whose document it is, from all mentions together: names, kinds, districts and provinces each speak for every registered agency in
/// nats, the sum over distinct printed forms (repetition counts, but ever less: a misreading repeats itself) gives the posterior.
/// </summary>
internal static class ResolveDocumentAgency
{
    /// <summary>Below this posterior the agency is withheld.</summary>
    private const double Sure = 0.98;

    /// <summary>Log prior of a document about no registered agency, against one of all registered ones.</summary>
    private const double NoneOfThem = -4;

    /// <summary>Names within so many hundredths of a letter are looked for in the whole country.</summary>
    private const int NearName = 160;

    /// <summary>Log prior of a registered agency that had, or has since been given, the kind that a document prints (about three in a hundred).</summary>
    private const double KindChanged = -3.5;

    /// <summary>The most frequent forms decide; a long document adds only rarer ones.</summary>
    private const int MostForms = 60, MostPlaces = 30;

    /// <summary>A name that stands in the body alone never outweighs one that stands on the cover: a copied body repeats its own agency's name.</summary>
    private const double MostInBody = 2;

    /// <summary>What speaks against a name that is only the beginning of a registered one printed in full, "หนองชุมพล" of "หนองชุมพลเหนือ", besides what any run-on costs.</summary>
    private const double PartOfLonger = 3;

    private const double PlaceMost = 4, DistrictLeast = -1.5, ProvinceLeast = -2, MostRepetition = 3;

    /// <param name="lines">Lines and cells of the document in reading order, without the rows of announcement tables.</param>
    /// <param name="gazetteer">The registry.</param>
    /// <param name="year">Fiscal year, to choose among aliases; null when unknown.</param>
    public static Staged<DocumentAgency> Resolve(ImmutableArray<MentionLine> lines, Gazetteer gazetteer, FiscalYear? year = null)
    {
        var index = AgencyIndex.Of(gazetteer);
        var mentions = FindMentions.In(lines);
        var forms = FormsOf(mentions.Agencies, index);
        var districts = PlacesOf(mentions.Districts, [.. index.DistrictNames.Names], DistrictLeast);
        var provinces = PlacesOf(mentions.Provinces, [.. index.ProvinceNames.Names], ProvinceLeast);

        var (postcodes, phones) = (LetterheadEvidence.Postcodes(lines), LetterheadEvidence.Phones(lines));

        var ranked = Candidates(forms, districts, provinces, index, gazetteer, year)
            .Select(a => (Agency: a, Score: Total(a, forms, districts, provinces, index) + LetterheadEvidence.Of(a, postcodes, phones)))
            .OrderByDescending(c => c.Score).ThenBy(c => c.Agency.Code, StringComparer.Ordinal).ToList();
        var match = Decide(ranked, forms, mentions, index);
        if (match.Agency is null && OtherAgency.Find(lines, mentions, [.. gazetteer.Provinces]) is { } other) match = other;
        var foreign = match.Agency is { } agency ? ForeignMentions.Of(mentions.Agencies, agency, index) : [];
        return new Staged<DocumentAgency>(new DocumentAgency(match, foreign), DocumentAgencyIssues.Of(match, foreign, ranked, mentions));
    }

    /// <summary>Mentions with the same kind and words, with their weight together.</summary>
    private static List<(AgencyMention Mention, double Weight)> FormsOf(ImmutableArray<AgencyMention> mentions, AgencyIndex index) =>
        [.. mentions.Where(m => m.Token > 1)
            .GroupBy(m => (m.Type, m.Tail[..FormLength(m, index)]))
            .Select(g => (g.MaxBy(m => m.Token == g.Key.Item2.Length)!, Repeated(g.Sum(m => FindMentions.WeightOf(m.At.Place)), g.All(m => m.At.Place == MentionPlace.Body) ? MostInBody : MostRepetition)))
            .OrderByDescending(f => f.Item2).Take(MostForms)];

    /// <summary>A run-on mention is cut after the longest name that fits it exactly, so that its repetitions are seen as such.</summary>
    private static int FormLength(AgencyMention mention, AgencyIndex index)
    {
        for (var length = mention.Token; length > 1; length--)
            if (index.Agencies.ContainsKey(mention.Tail[..length])) return length;
        return mention.Token;
    }

    private static double Repeated(double weight, double most = MostRepetition) => Math.Min(most, 1 + Math.Log(Math.Max(weight, 1)));

    private static List<(string Name, double Nats)[]> PlacesOf(ImmutableArray<PlaceMention> mentions, string[] names, double least)
    {
        var forms = new List<(string, double)[]>();
        foreach (var form in mentions.GroupBy(m => m.Tail[..m.Token], StringComparer.Ordinal).Select(g => (First: g.First(), Weight: Repeated(g.Sum(m => m.Weight))))
            .OrderByDescending(f => f.Weight).Take(MostPlaces))
            forms.Add([.. names.Select(n => (n, form.Weight * Math.Min(PlaceMost, NameForm.Name(form.First.Tail, form.First.Token, form.First.IsCapital(n) ? PlaceMention.Capital : n, least, out _))))]);
        return forms;
    }

    /// <summary>
    /// Every agency that could come out first, or share the probability with the one that does: those of near names, and everyone in a
    /// district or province that is named or nearly named (their own names may be beyond recognition).
    /// </summary>
    private static HashSet<Agency> Candidates(
        List<(AgencyMention Mention, double Weight)> forms, List<(string Name, double Nats)[]> districts, List<(string Name, double Nats)[]> provinces,
        AgencyIndex index, Gazetteer gazetteer, FiscalYear? year)
    {
        var found = new HashSet<Agency>();
        foreach (var (mention, _) in forms)
        {
            foreach (var hit in index.Names.AtStart(mention.Tail, NearName)) found.UnionWith(index.Agencies[index.Names.Names[hit.Name]]);
            foreach (var alias in gazetteer.Aliases)
                if (alias.Holds(year) && mention.Tail.StartsWith(AgencyWords.Split(alias.Name).Name, StringComparison.Ordinal)) found.Add(gazetteer.ByCode[alias.AgencyCode]);
        }
        if (forms.Count == 0) return found;
        foreach (var name in Named(districts))
            foreach (var district in index.Districts[name])
                if (index.ByDistrict.TryGetValue(district.Code, out var there)) found.UnionWith(there);
        foreach (var name in Named(provinces))
            if (gazetteer.ByProvince.TryGetValue(index.Provinces[name].Code, out var there)) found.UnionWith(there.Where(a => a.Type != AgencyType.OTHER));
        return found;
    }

    private static IEnumerable<string> Named(List<(string Name, double Nats)[]> places) =>
        places.SelectMany(form => form.Where(n => n.Nats > 0).Select(n => n.Name)).Distinct(StringComparer.Ordinal);

    private static double Total(
        Agency agency, List<(AgencyMention Mention, double Weight)> forms,
        List<(string Name, double Nats)[]> districts, List<(string Name, double Nats)[]> provinces, AgencyIndex index)
    {
        var key = index.Keys[agency.Code];
        var total = 0.0;
        bool named = false, ofKind = false;
        foreach (var (mention, weight) in forms)
        {
            var nats = NameForm.Likelihood(mention, agency, key, index.HasTwin(agency, key, mention.Type));
            if (nats > 0 && IsPartOfLonger(mention, key, index)) nats -= PartOfLonger;
            total += weight * nats;
            named |= nats > 0;
            ofKind |= nats > 0 && (mention.Type is null || mention.Type == agency.Type);
        }
        if (named && !ofKind) total += KindChanged;
        if (agency.District is { } district) total += Places(districts, ThaiText.Key(district.Name));
        if (agency.Province is { } province) total += Places(provinces, ThaiText.Key(province.Name));
        return total;
    }

    /// <summary>Whether a mention is, up to where its word ends, another agency's name of its kind that begins with this one.</summary>
    private static bool IsPartOfLonger(AgencyMention mention, string key, AgencyIndex index) =>
        mention.Token > key.Length && mention.Tail.StartsWith(key, StringComparison.Ordinal)
        && index.Agencies.TryGetValue(mention.Tail[..mention.Token], out var longer) && longer.Any(a => a.Type == mention.Type);

    private static double Places(List<(string Name, double Nats)[]> forms, string key)
    {
        var total = 0.0;
        foreach (var form in forms)
            foreach (var (name, nats) in form)
                if (string.Equals(name, key, StringComparison.Ordinal)) total += nats;
        return total;
    }

    private static AgencyMatch Decide(
        List<(Agency Agency, double Score)> ranked, List<(AgencyMention Mention, double Weight)> forms, Mentions mentions, AgencyIndex index)
    {
        var printed = mentions.Agencies.Where(m => m.Token > 0).GroupBy(m => m.Printed, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).Select(g => g.Key).ToImmutableArray();
        var district = mentions.Districts.IsEmpty ? null : mentions.Districts[0].Printed;
        if (ranked.Count == 0) return new AgencyMatch(null, MatchKind.Unresolved, 0, printed, district);
        var best = ranked[0];
        var prior = Math.Log(index.Keys.Count);
        // None of them: every mention is a stranger's, every place another's.
        var none = NoneOfThem - forms.Sum(f => f.Weight);
        var sum = Math.Exp(none - best.Score + prior);
        foreach (var (_, score) in ranked) sum += Math.Exp(score - best.Score);
        var probability = 1 / sum;
        if (probability < Sure || !Recognisable(best.Agency, mentions, index)) return new AgencyMatch(null, MatchKind.Unresolved, probability, printed, district);
        return new AgencyMatch(best.Agency, PrintedRight(best.Agency, mentions) ? MatchKind.Exact : MatchKind.Corrected, probability, printed, district);
    }

    /// <summary>
    /// Places alone name nobody: a mention must be recognisable as the agency's name; where the document names somebody at its head (cover,
    /// letterhead, memo), one of those, since a body may be copied from elsewhere. A district printed right makes up for a head beyond recognition.
    /// </summary>
    private static bool Recognisable(Agency agency, Mentions mentions, AgencyIndex index)
    {
        var key = index.Keys[agency.Code];
        bool Means(AgencyMention m) => m.Token > 1 && NameForm.Likelihood(m, agency, key, index.HasTwin(agency, key, m.Type)) > 0;
        var heads = mentions.Agencies.Where(m => m.Token > 1 && m.At.Place != MentionPlace.Body).ToList();
        if (heads.Any(Means)) return true;
        var placed = heads.Count == 0
            || (agency.District is { } d && mentions.Districts.Any(m => string.Equals(m.Tail[..m.Token], ThaiText.Key(d.Name), StringComparison.Ordinal)));
        return placed && mentions.Agencies.Any(Means);
    }

    /// <summary>Exact: the name is printed so, and so are the districts and provinces beside it.</summary>
    private static bool PrintedRight(Agency agency, Mentions mentions)
    {
        var name = ThaiText.Key(agency.ShortName);
        return mentions.Agencies.Any(m => m.KindExact && m.Type == agency.Type && m.Tail.StartsWith(name, StringComparison.Ordinal))
            && (agency.District is not { } d || mentions.Districts.All(m => m.IsCapital(d.Name) || m.Tail.StartsWith(ThaiText.Key(d.Name), StringComparison.Ordinal)))
            && (agency.Province is not { } p || mentions.Provinces.All(m => m.Tail.StartsWith(ThaiText.Key(p.Name), StringComparison.Ordinal)));
    }
}
