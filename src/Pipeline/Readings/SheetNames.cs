using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Text;

namespace ItaIngest.Pipeline.Readings;

/// <summary>How a printed label was tied to a code.</summary>
internal enum NamedBy { ExactName, SimilarName, Code, SerialAndTitle, Title, Number }

/// <summary>A code that a text names, and where.</summary>
/// <param name="Code">What is named.</param>
/// <param name="Start">First character of the naming in the text.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="By">How it was recognised.</param>
/// <param name="Doubt">Why the naming may be wrong (the title belongs to another code); null when nothing speaks against it.</param>
internal readonly record struct Named(ItemCode Code, int Start, int End, NamedBy By, string? Doubt = null);

/// <summary>
/// The names of a year's score sheet as documents print them. The name decides, never the serial number: lists are numbered by rank,
/// and tables of EIT and OIT start again at one.
/// </summary>
internal sealed partial class SheetNames
{
    /// <summary>Largest share of a name's length that may be misread.</summary>
    private const double NameTolerance = 0.28;

    /// <summary>How much nearer (as a share of its length) the best name must be than the next.</summary>
    private const double NameMargin = 0.10;

    /// <summary>The same for names within sentences, where more than names begins alike; and never more than three letters.</summary>
    private const double MentionTolerance = 0.18;

    private const int MostMisread = 300;

    /// <summary>What rows of sums are called, to know one of which a letter is misread.</summary>
    private static readonly string[] SumNames = ["คะแนนรวม", "รวมคะแนน", "คะแนนเฉลี่ย", "คะแนนรวมเฉลี่ย", "คะแนนเฉลี่ยรวม", "คะแนนรวมทั้งหมด", "คะแนนรวมทั้งสิ้น", "คะแนนภาพรวม"];

    /// <summary>About one letter of such a name.</summary>
    private const double SumTolerance = 0.13;

    /// <summary>Letters that may follow a whole name: "ของหน่วยงาน" and the like.</summary>
    private const int LongestAddition = 14;

    private readonly ImmutableArray<(ItemCode Code, string Key)> _indicators;
    private readonly FrozenDictionary<string, ItemCode> _byKey;
    private readonly NameIndex _nameIndex;

    /// <summary>The words that names of indicators begin with.</summary>
    [GeneratedRegex("การ(?=[ก-ฮเ-ไ])|คุณภาพ|ประสิทธิ")]
    private static partial Regex NameStart();

    [GeneratedRegex(@"^(ตัวช[ีิึื]?[่้๊๋]?วัด(ย่อย)?(ที่|ที)?|ประเด็น(ที่)?|ด้าน(ที่)?|ลาดับ(ที่)?|อันดับ(ที่)?|\(?[0-9]{1,2}(\.[0-9]{1,2})?[.):]?)+")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"(\(.*\)?|คะแนน|ได้|เท่ากับ|ร้อยละ|อยู่ที่|[:=.,|/]|[0-9.]+)+$")]
    private static partial Regex Suffix();

    /// <summary>A label's, which may leave out the word ที่: "ตัวชี้วัด 3".</summary>
    [GeneratedRegex(@"^\s*ตัวชี้วัด(ที่)?\s*(?<n>[0-9๐-๙]{1,2})\s*$")]
    private static partial Regex NumberedLabel();

    [GeneratedRegex(@"ตัวชี้วัดที่\s*(?<n>[0-9๐-๙]{1,2})(?![0-9๐-๙.])")]
    private static partial Regex IndicatorNumber();

    [GeneratedRegex(@"(?<![a-z])(?<i>iit|eit|oit|oti)(?![a-z])")]
    private static partial Regex InstrumentLetters();

    [GeneratedRegex(@"^(สรุป)?(ผล)?(การประเมิน|คะแนน|ค่า|ผล)*(รวม|เฉลี่ย|ภาพรวม|ทั้งหมด|ทั้งสิ้น|สุทธิ|ita|คะแนน|หน่วยงาน|ของ|ระดับ|ทุกตัวชี้วัด|total|overall|score|ใน|100|[().:/])+$")]
    private static partial Regex TotalName();

    /// <summary>Words that say only that a number is a result.</summary>
    [GeneratedRegex(@"^(ผล|คะแนน|การประเมิน|ประเมิน|ที่ได้|ได้|รับ|รวม|เฉลี่ย|ค่า|ร้อยละ|ภาพรวม|หน่วยงาน|ita|score|total|[:=()%.]|[0-9])+$")]
    private static partial Regex ResultWords();

    [GeneratedRegex("ภาพรวม|หน่วยงาน|ita|overall")]
    private static partial Regex WholeWord();

    /// <summary>An instrument's official name, which holds an indicator's (แบบตรวจสอบการเปิดเผยข้อมูลสาธารณะ).</summary>
    [GeneratedRegex("แบบวัด|แบบตรวจ|ข้อมูลสาธารณะ")]
    private static partial Regex LongName();

    [GeneratedRegex("รวม|เฉลี่ย|ทั้งหมด|ทั้งสิ้น|สุทธิ|total|overall")]
    private static partial Regex SumWord();

    /// <summary>Words for a part of an instrument: one of its indicators, or of the two halves of EIT.</summary>
    [GeneratedRegex("ตัวชี้วัด|(ส่วน|ตอน|part)\\s*(ที่)?\\s*[0-9๐-๙]", RegexOptions.IgnoreCase)]
    private static partial Regex PartOfInstrument();

    /// <summary>Instruments by their long names, for where their letters are misread; the OIT's holds an indicator's name.</summary>
    [GeneratedRegex("ส่วนได้ส่วนเสียภาย(?<in>ใน)|ส่วนได้ส่วนเสียภาย(?<out>นอก)|แบบ[ก-๙]{2,8}?การเปิดเผยข้อมูลสาธารณะ")]
    private static partial Regex LongInstrument();

    /// <summary>How far behind its long name an instrument's letters stand.</summary>
    private const int LettersBehind = 6;

    /// <summary>Words that make an indicator's name part of a longer one: กำกับดูแลการใช้ทรัพย์สินของราชการ is one of the seven issues, มาตรการป้องกันการทุจริต a group of items.</summary>
    [GeneratedRegex("(ดูแล|ควบคุม|ตรวจสอบ|กากับ|มาตร(การ)?|กลไก|แนวทาง|กระบวน(การ)?|โปร่งใสใน|แผน|โครง(การ)?|นโยบาย|คู่มือ)$")]
    private static partial Regex LongerBefore();

    [GeneratedRegex("^(การ)?(กากับ|ควบคุม|ตรวจสอบ|มาตรการ|กลไก|แนวทาง|กระบวนการ|แผน|โครงการ|นโยบาย|คู่มือ)")]
    private static partial Regex OtherName();

    public SheetNames(Codebook book)
    {
        Book = book;
        _indicators =
        [
            .. book.Indicators.SelectMany(e => e.OtherTitles.Insert(0, e.Title).Select(t => (e.Code, ThaiText.Key(t)))),
        ];
        _byKey = _indicators.GroupBy(i => i.Key, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.First().Code, StringComparer.Ordinal);
        _nameIndex = new NameIndex(_byKey.Keys);
        Items = new ItemNames(book);
    }

    public Codebook Book { get; }

    public ItemNames Items { get; }

    /// <summary>The instrument of a code: an indicator's by the codebook.</summary>
    public Instrument? InstrumentOf(ItemCode code) =>
        code.Instrument ?? (Book.ByCode.TryGetValue(code, out var entry) ? entry.Instrument : null);

    /// <summary>A label that as a whole names an indicator, perhaps with serial number, "ตัวชี้วัดที่", a score or the word คะแนน around it.</summary>
    public Named? Indicator(string label)
    {
        if (label.Length > 120) return null;
        var core = Suffix().Replace(Prefix().Replace(ThaiText.Key(label), ""), "");
        if (core.Length < 4)
        {
            var number = IndicatorNumber().Match(label);
            if (!number.Success) number = NumberedLabel().Match(label);
            return number.Success && ThaiDigits.ParseWhole(number.Groups["n"].ValueSpan) is { } n and > 0 && Book.ByCode.ContainsKey(ItemCode.Indicator(n))
                ? new Named(ItemCode.Indicator(n), number.Index, number.Index + number.Length, NamedBy.Number) : null;
        }
        (ItemCode Code, double Share) best = default, second = (default, double.MaxValue);
        best.Share = double.MaxValue;
        foreach (var (code, key) in _indicators)
        {
            if (core.Equals(key, StringComparison.Ordinal)) return new Named(code, 0, label.Length, NamedBy.ExactName);
            // "การเปิดเผยข้อมูลสาธารณะ", "การใช้งบประมาณของหน่วยงาน": the whole name and a word or two more; with an instrument's letters it would be the instrument.
            if (core.StartsWith(key, StringComparison.Ordinal) && core.Length - key.Length <= LongestAddition && !InstrumentLetters().IsMatch(ThaiText.Key(label)))
                return new Named(code, 0, label.Length, NamedBy.SimilarName);
            var share = ConfusionDistance.Share(core, key);
            if (share < best.Share)
            {
                if (best.Code != code) second = best;
                best = (code, share);
            }
            else if (code != best.Code && share < second.Share) second = (code, share);
        }
        return best.Share <= NameTolerance && second.Share - best.Share >= NameMargin && !OtherName().IsMatch(core)
            ? new Named(best.Code, 0, label.Length, NamedBy.SimilarName) : null;
    }

    /// <summary>A label that as a whole names an instrument: its letters (OTI counts as OIT) or its long name.</summary>
    public static Named? InstrumentLabel(string label)
    {
        if (label.Length > 120) return null;
        var key = ThaiText.Key(label);
        var letters = InstrumentLetters().Matches(key);
        if (letters.Count == 1) return new Named(ItemCode.Of(Letters(letters[0].Value)), 0, label.Length, NamedBy.ExactName);
        if (letters.Count > 1) return null;
        if (key.Contains("ส่วนได้ส่วนเสียภายใน", StringComparison.Ordinal)) return new Named(ItemCode.Of(Instrument.IIT), 0, label.Length, NamedBy.ExactName);
        if (key.Contains("ส่วนได้ส่วนเสียภายนอก", StringComparison.Ordinal)) return new Named(ItemCode.Of(Instrument.EIT), 0, label.Length, NamedBy.ExactName);
        return key.Contains("การเปิดเผยข้อมูลสาธารณะ", StringComparison.Ordinal) && key.StartsWith("แบบ", StringComparison.Ordinal)
            ? new Named(ItemCode.Of(Instrument.OIT), 0, label.Length, NamedBy.ExactName) : null;
    }

    /// <summary>Whether these are all instruments, or all indicators: what sums them up is the total.</summary>
    public bool AreWhole(IEnumerable<ItemCode> codes) =>
        codes.ToHashSet() is var found && (Book.Total.Children.All(c => found.Contains(c.Child)) || Book.Indicators.All(i => found.Contains(i.Code)));

    /// <summary>Whether a label says only that what stands beside or below it is a result, not of what.</summary>
    public static bool SaysResult(string label) => ResultWords().IsMatch(ThaiText.Key(label));

    /// <summary>The instrument that a label beside a number names; null where it names something narrower: "ด้าน EIT ตัวชี้วัดประสิทธิภาพการสื่อสาร".</summary>
    public Named? InstrumentBesideNumber(string label) =>
        InstrumentLabel(label) is { } instrument && !PartOfInstrument().IsMatch(label) && (LongName().IsMatch(ThaiText.Key(label)) || !Mentions(label).Any(m => m.Code.Level != CodeLevel.Instrument)) ? instrument : null;

    /// <summary>A label such as คะแนนรวม, ค่าเฉลี่ย, ผลการประเมินภาพรวม: a sum over what stands above it.</summary>
    public static bool IsSum(string label) => label.Length <= 60 && ThaiText.Key(label) is var key && ((TotalName().IsMatch(key) && SumWord().IsMatch(key)) || SumNames.Any(n => ConfusionDistance.Share(key, n) <= SumTolerance));

    /// <summary>A label of the agency's result as a whole, wherever it stands: คะแนนภาพรวมหน่วยงาน, ผลการประเมินในภาพรวม, คะแนน ITA. A mean may be that of many agencies.</summary>
    public static bool IsWhole(string label) => label.Length <= 60 && ThaiText.Key(label) is var key && TotalName().IsMatch(key) && WholeWord().IsMatch(key) && !key.Contains("เฉลี่ย", StringComparison.Ordinal);

    /// <summary>Sentences and lists give an instrument's weighted points as readily as its score: why a number that could be either is doubtful; null when it is no such number.</summary>
    public string? MaybePoints(ItemCode code, ReadOnlySpan<char> number) => Score.Parse(number) is { Succeeded: true } score ? MaybePoints(code, score.Value) : null;

    public string? MaybePoints(ItemCode code, Score score)
    {
        foreach (var (instrument, weight) in Book.Total.Children)
            if (instrument == code && score.Hundredths <= 100 * weight) return $"it may be weighted points, of {weight}";
        return null;
    }

    /// <summary>Every naming in running text, in order: item codes, indicators by their names or nearly, instruments.</summary>
    public ImmutableArray<Named> Mentions(string text)
    {
        var folded = new Folded(text);
        var found = new List<Named>();
        found.AddRange(Items.Mentions(text));
        foreach (Match m in NameStart().Matches(folded.Key))
            if (IndicatorAt(folded.Key.AsSpan(m.Index)) is var (code, length, exact))
                found.Add(new Named(code, folded.InText(m.Index), folded.EndInText(m.Index + length), exact ? NamedBy.ExactName : NamedBy.SimilarName, PartOfLonger(folded.Key, m.Index, length)));
        foreach (Match m in IndicatorNumber().Matches(text))
            if (ThaiDigits.ParseWhole(m.Groups["n"].ValueSpan) is { } n and > 0 && Book.ByCode.ContainsKey(ItemCode.Indicator(n)))
                found.Add(new Named(ItemCode.Indicator(n), m.Index, m.Index + m.Length, NamedBy.Number));
        foreach (Match m in InstrumentLetters().Matches(folded.Key))
            found.Add(new Named(ItemCode.Of(Letters(m.Value)), folded.InText(m.Index), folded.EndInText(m.Index + m.Length), NamedBy.ExactName));
        foreach (Match m in LongInstrument().Matches(folded.Key))
        {
            var (start, end) = (folded.InText(m.Index), folded.EndInText(m.Index + m.Length));
            found.RemoveAll(f => f.Code.Level == CodeLevel.Indicator && f.Start >= start && f.Start < end);
            if (InstrumentLetters().Match(folded.Key, m.Index + m.Length) is { Success: true } letters && letters.Index - m.Index - m.Length <= LettersBehind) continue;
            found.Add(new Named(ItemCode.Of(m.Groups["in"].Success ? Instrument.IIT : m.Groups["out"].Success ? Instrument.EIT : Instrument.OIT), start, end, NamedBy.SimilarName));
        }
        return [.. found.OrderBy(f => f.Start).ThenBy(f => f.End)];
    }

    /// <summary>Why a name may be part of a longer one, "การใช้อำนาจและการบริหารงานบุคคล"; null when it stands for itself.</summary>
    private string? PartOfLonger(string key, int at, int length)
    {
        const string And = "และการ";
        var rest = key.AsSpan(at + length);
        return LongerBefore().IsMatch(key[..at]) || (rest.StartsWith(And, StringComparison.Ordinal) && IndicatorAt(rest["และ".Length..]) is null) ? "the name is part of a longer one" : null;
    }

    /// <summary>The indicator whose name the text begins with, exactly or misread by no more than a fifth, and clearly nearer than any other.</summary>
    private (ItemCode Code, int Length, bool Exact)? IndicatorAt(ReadOnlySpan<char> key)
    {
        (ItemCode Code, int Length, double Share) best = (default, 0, double.MaxValue);
        var second = double.MaxValue;
        foreach (var hit in _nameIndex.AtStart(key, MostMisread))
        {
            var name = _nameIndex.Names[hit.Name];
            var code = _byKey[name];
            var share = (double)hit.Cost / ConfusionDistance.WeightOf(name);
            if (share < best.Share || (share == best.Share && hit.Length > best.Length))
            {
                if (best.Length > 0 && best.Code != code) second = best.Share;
                best = (code, hit.Length, share);
            }
            else if (code != best.Code) second = Math.Min(second, share);
        }
        return best.Share <= MentionTolerance && second - best.Share >= NameMargin ? (best.Code, best.Length, best.Share == 0) : null;
    }

    private static Instrument Letters(string letters) => letters switch { "iit" => Instrument.IIT, "eit" => Instrument.EIT, _ => Instrument.OIT };
}
