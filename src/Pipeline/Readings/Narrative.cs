using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;
using static ItaIngest.Pipeline.Readings.ProseWords;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// Scores within sentences. A number belongs to the code named last before it, with no other number between, linked by words such as ได้คะแนน or เท่ากับ;
/// thresholds, differences and averages of others are no scores of this agency.
/// </summary>
internal sealed class Narrative(SheetNames names)
{
    /// <summary>Longest stretch of text between an item's code and its score: the whole question stands between them.</summary>
    private const int ItemReach = 420;

    /// <summary>Longest stretch between an indicator's name and its score.</summary>
    private const int NameReach = 70;

    /// <summary>A name that begins so early is what its paragraph is about; and how long a description may then part it from its score.</summary>
    private const int HeadOfParagraph = 40, DescriptionReach = 700;

    /// <summary>An item that the paragraph before named without a score: the sentence was cut in two.</summary>
    private Named? _open;

    private readonly List<Issue> _issues = [];

    /// <summary>What was seen and could not be read.</summary>
    public IEnumerable<Issue> Issues => _untied.Count == 0 ? _issues : _issues.Append(new Issue("ITA304", Severity.Info,
        $"{_untied.Count} numbers in sentences may be scores and were tied to nothing: {string.Join(", ", _untied.Take(8).Select(u => u.Line is { } line ? $"{u.Printed} (page {u.Page} line {line})" : $"{u.Printed} (page {u.Page})"))}{(_untied.Count > 8 ? " ..." : "")}. They were not taken.", _untied[0].Page, _untied[0].Line));

    /// <summary>Numbers that nothing makes anything else than scores, and nothing says of what.</summary>
    private readonly List<(string Printed, int Page, int? Line)> _untied = [];

    /// <summary>Forgets what the text before left open: a table or another section stands between.</summary>
    public void Break() => _open = null;

    /// <summary>The claims of one paragraph, in order.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="paragraph">The text.</param>
    /// <param name="compared">The years that a heading sets side by side for what stands below it.</param>
    public ImmutableArray<Claim> Read(Place place, TextRun paragraph, (FiscalYear From, FiscalYear To)? compared = null)
    {
        var text = paragraph.Text;
        var found = Numerals.InText().Matches(text);
        if (text.Length < 6 || (found.Count == 0 && text.Length > ItemReach)) return [];
        var mentions = names.Mentions(text);
        // The number of a list item or of an indicator is no score, nor is one that belongs to a naming.
        Group[] numbers = [.. found.Select(m => m.Groups["n"]).Where(n => !mentions.Any(x => n.Index < x.End && n.Index + n.Length > x.Start))];
        var owners = Respectively.Owners(text, numbers, mentions);
        var changes = Changes.In(text, numbers);
        var claims = ImmutableArray.CreateBuilder<Claim>();
        var from = 0;
        FiscalYear? year = null;
        var others = false;
        for (var k = 0; k < numbers.Length; k++)
        {
            // What a score was before is passed over; what it became belongs to the name before both.
            if (changes.ContainsKey(k + 1)) continue;
            var n = numbers[k];
            // "ค่าเฉลี่ยระดับประเทศ IIT 91.20 EIT 88.30": the second number is the nation's too.
            others = OfOthers(text[from..n.Index], others);
            if (others)
            {
                from = n.Index + n.Length;
                continue;
            }
            if (changes.TryGetValue(k, out var change))
            {
                Changed(numbers[k - 1], n, change);
                from = n.Index + n.Length;
                continue;
            }
            var listed = owners.TryGetValue(n.Index, out var owner);
            var share = IsShare(text, n);
            if (!share && IsScore(text, n) && (!listed || owner is not null))
            {
                var named = listed ? owner : Nearest(mentions, text, from, n.Index) ?? (from == 0 ? Continued(mentions, text, n.Index) : null);
                // The year in an item's question is part of the question.
                var own = YearBehind(text, n);
                var said = own ?? (named?.Code.Level == CodeLevel.Item ? null : LastYear(text, from, n.Index));
                if (said is { Passing: false }) year = said.Value.Year;
                // A question about last year is no score of last year.
                var of = said?.Year ?? (named?.Code.Level == CodeLevel.Item ? null : year);
                var doubt = Numerals.FallenApart(text, n.Index, n.Length) ?? (listed ? null : Series(text, n));
                if (named is { } name)
                    claims.Add(Claim.Of(place, name.Code, paragraph, n.Index, n.Length, text[name.Start..Math.Min(n.Index, name.Start + 120)], "sentence", of, name.Doubt ?? doubt ?? names.MaybePoints(name.Code, n.ValueSpan)));
                else if (IsTotal(mentions, text, from, n, out var level) || (Sum().IsMatch(text[from..n.Index]) && names.AreWhole(claims.Select(c => c.Observation.Code))))
                {
                    claims.Add(Claim.Of(place, ItemCode.Total, paragraph, n.Index, n.Length, text[Math.Max(from, n.Index - 100)..n.Index], AgencyGot().IsMatch(text[from..n.Index]) ? Claim.Got : "sentence-total", of, doubt) with { Grade = level });
                }
                else if (of is not null && (own is not null ? GoesOn() : NextYear()).IsMatch(text[from..n.Index]) && claims.LastOrDefault() is { Year: not null } before)
                    claims.Add(Claim.Of(place, before.Observation.Code, paragraph, n.Index, n.Length, text[Math.Max(0, n.Index - 100)..n.Index], before.Observation.Evidence.Rule, of, before.Observation.Doubt));
                else if (Numerals.Decimal().IsMatch(n.Value)) _untied.Add((n.Value, place.Page, paragraph.LineOf(n.Index)));
            }
            // What part of the people answered how stands between a name and its score.
            if (!share) from = n.Index + n.Length;
        }
        _open = mentions.LastOrDefault() is { Code.Level: CodeLevel.Item } last && last.End > from && text.Length - last.End < ItemReach ? last with { Start = 0, End = 0 } : null;
        return claims.ToImmutable();

        void Changed(Group before, Group after, Change change)
        {
            if ((Nearest(mentions, text, from, change.At, linked: true)
                ?? (IsTotal(mentions, text, from, before, out _, linked: true) ? new Named(ItemCode.Total, Math.Max(from, change.At - 60), change.At, NamedBy.ExactName) : (Named?)null)) is not { } named) return;
            var label = text[named.Start..Math.Min(change.At, named.Start + 120)];
            if (change.ByArrow && compared is null || change.IsGoal)
            {
                _issues.Add(Changes.Unsaid(named.Code, text[before.Index..(after.Index + after.Length)], place.Page, paragraph.LineOf(before.Index)));
                return;
            }
            var of = YearBehind(text, after)?.Year ?? (compared is { } years && change.ByArrow ? years.To : LastYear(text, from, change.At)?.Year ?? year);
            claims.Add(Claim.Of(place, named.Code, paragraph, after.Index, after.Length, label, "sentence-change", of, named.Doubt ?? names.MaybePoints(named.Code, after.ValueSpan)));
            if (change.ByArrow) claims.Add(Claim.Of(place, named.Code, paragraph, before.Index, before.Length, label, "sentence-change", compared!.Value.From, named.Doubt));
        }
    }

    private Named? Continued(ImmutableArray<Named> mentions, string text, int at) =>
        _open is { } open && at < ItemReach && !mentions.Any(m => m.End <= at && m.Code.Level == CodeLevel.Item) && Link().IsMatch(text[..at]) && !Sum().IsMatch(text[..at]) ? open : null;

    /// <summary>Whether the words that lead to a number make it something else than a score.</summary>
    public static bool LeadsElsewhere(string lead) => NotAScore().IsMatch(lead);

    /// <summary>Whether the words before a number make it one of more agencies than this, or leave it one as the number before was.</summary>
    private static bool OfOthers(string gap, bool before)
    {
        var wide = MeanOfOthers().Matches(gap).LastOrDefault();
        var own = OwnAgain().Matches(gap).LastOrDefault();
        return wide is not null ? own is null || own.Index < wide.Index : before && own is null && gap.Length <= NameReach;
    }

    /// <summary>Why the first of several numbers in a row is doubtful: "= 70.11, 75.22, 80.33" are of several years or columns. Null where none follows.</summary>
    private static string? Series(string text, Group n) => AnotherNumber().IsMatch(text, n.Index + n.Length) ? "several numbers stand in a row behind one name" : null;

    /// <summary>"การปฏิบัติหน้าที่ (IIT) ได้": the letters say what the indicator belongs to.</summary>
    private static bool IsBracketed(ImmutableArray<Named> mentions, int i, string text) =>
        i > 0 && mentions[i].Code.Level == CodeLevel.Instrument && mentions[i - 1].Code.Level == CodeLevel.Indicator && mentions[i - 1].End <= mentions[i].Start
            && text[mentions[i - 1].End..mentions[i].Start].Trim() == "(";

    private static bool IsShare(string text, Group n) =>
        ShareOf().IsMatch(text[Math.Max(0, n.Index - 60)..n.Index]) || Opinion().IsMatch(text[(n.Index + n.Length)..Math.Min(text.Length, n.Index + n.Length + 20)]);

    private static bool IsScore(string text, Group n)
    {
        if (Goal().IsMatch(text[Math.Max(0, n.Index - 140)..n.Index])) return false;
        if (LeadsElsewhere(text[Math.Max(0, n.Index - 60)..n.Index])) return false;
        if (NotAScoreAfter().IsMatch(text[(n.Index + n.Length)..Math.Min(text.Length, n.Index + n.Length + 40)])) return false;
        return Score.Parse(n.ValueSpan).Succeeded;
    }

    private static Named? Nearest(ImmutableArray<Named> mentions, string text, int from, int at, bool linked = false)
    {
        for (var i = mentions.Length - 1; i >= 0; i--)
        {
            var m = mentions[i];
            if (m.End > at) continue;
            if (m.Start < from) break;
            if (m.Code.Level != CodeLevel.Item) continue;
            if (i > 0 && mentions[i - 1].End <= m.Start && Range().IsMatch(text[mentions[i - 1].End..m.Start])) return null;
            // An item's question may itself hold an indicator's name: the code outweighs it.
            return at - m.End <= ItemReach && text[m.End..at] is var question && (linked || Link().IsMatch(question) || Beside().IsMatch(question)) && !Others().IsMatch(question) && !SumOfAll().IsMatch(question) ? m : null;
        }
        for (var i = mentions.Length - 1; i >= 0; i--)
        {
            var m = mentions[i];
            if (m.End > at || IsBracketed(mentions, i, text)) continue;
            if (m.Start < from) break;
            var between = text[m.End..at];
            // "1. การปฏิบัติหน้าที่ เป็นการประเมิน ... ได้คะแนน 95.11": a paragraph about the name at its head.
            if (at - m.End > NameReach && !(m.Start < HeadOfParagraph && at - m.End <= DescriptionReach && EndsInLink().IsMatch(text[..at]) && !Narrower().IsMatch(between[^NameReach..]))) break;
            if (Others().IsMatch(between) || NumberRange().IsMatch(between)) return null;
            if (!linked && !Link().IsMatch(between) && !Beside().IsMatch(between)) continue;
            // "IIT ... ตัวชี้วัด ... 94.48" speaks of an indicator that was not recognised, not of the instrument.
            return m.Code.Level == CodeLevel.Instrument && Narrower().IsMatch(between) ? null : m;
        }
        return null;
    }

    /// <summary>A number that nothing narrower is named for is the total where the sentence speaks of the whole and gives points or a level.</summary>
    private static bool IsTotal(ImmutableArray<Named> mentions, string text, int from, Group n, out string? level, bool linked = false)
    {
        level = null;
        var start = Math.Max(from, n.Index - 220);
        foreach (var m in mentions)
            if (m.Start >= start && m.End <= n.Index) return false;
        var lead = text[start..n.Index];
        if (!n.ValueSpan.Contains('.')) return false;
        if (!Sum().IsMatch(lead) && (IntoParts().IsMatch(lead[Math.Max(0, lead.Length - NameReach)..]) || LettersBefore().IsMatch(lead))) return false;
        if (Narrower().IsMatch(lead) || Wider().IsMatch(lead) || OtherMeasure().IsMatch(lead[(Assessment().Matches(lead).LastOrDefault()?.Index ?? 0)..])) return false;
        var tail = text[(n.Index + n.Length)..Math.Min(text.Length, n.Index + n.Length + 90)];
        var after = Level().Match(tail);
        // A level right behind the number before is that number's.
        var before = start == from && from > 0 && LevelNext().IsMatch(lead) ? null : Level().Matches(lead).LastOrDefault();
        if (after.Success) level = after.Groups["g"].Value;
        else if (before is not null) level = before.Groups["g"].Value;
        if (level is not null && (Sum().IsMatch(lead) || (LevelNext().IsMatch(tail) && PointsGot().IsMatch(lead)))) return true;
        if (AgencyGot().IsMatch(lead) && n.Length >= 5) return true;
        return (Overall().IsMatch(lead) || YearGot().IsMatch(lead) || AgencyGot().IsMatch(lead)) && (linked || level is not null || Points().IsMatch(tail) || EndsInLink().IsMatch(lead));
    }

    /// <summary>The year that a number says itself it is of: "85.40 คะแนน ในปี 2566", "85.40 (ปี 2566)".</summary>
    private static (FiscalYear Year, bool Passing)? YearBehind(string text, Group n) =>
        OwnYear().Match(text, n.Index + n.Length) is { Success: true } m && FiscalYear.Parse(Numerals.Year().Match(m.Value).Value) is { Succeeded: true } year ? (year.Value, true) : null;

    /// <summary>The year named last before a number, and whether it is named in passing: what follows its number is again of the year before.</summary>
    private static (FiscalYear Year, bool Passing)? LastYear(string text, int from, int to) =>
        Numerals.Years(text[from..to]).ToArray() is [.., var (year, at)] ? (year, ComparedYear().IsMatch(text[Math.Max(0, from + at - 40)..(from + at)])) : null;
}
