using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Bench.Reconcile;

/// <summary>What came of all sheets at one error rate.</summary>
internal sealed class Tally
{
    public int Sheets, Values, Wrong, Touched, Determined;
    public int Replayed, ReplayFailed, Proved, ProvedWrong, Printed, PrintedWrong, Withheld;
    public readonly int[] RepairedRight = new int[3], RepairedWrong = new int[3], Withheld2 = new int[3], LeftWrong = new int[3];
    public int MajorityRight, MajorityWrong, MajorityTouchedRight, CheapestRight, CheapestWrong, CheapestTouchedRight;
    public readonly List<double> Milliseconds = [];
    public readonly SortedDictionary<string, int> MissedBy = new(StringComparer.Ordinal);
    public readonly SortedDictionary<string, int> WrongBy = new(StringComparer.Ordinal);

    /// <param name="record">What the reconciler says; null when it has no record.</param>
    /// <param name="truth">The true value.</param>
    /// <param name="table">What the table prints: absent for a blank cell, -1 for no score.</param>
    /// <param name="touched">An identity refutes the printed value.</param>
    /// <param name="determined">No other change of one digit, of this value or of another, satisfies the identities.</param>
    /// <param name="majority">What a majority of the mentions says.</param>
    /// <param name="cheapest">What the single cheapest explanation says.</param>
    public void Add(ScoreRecord? record, int truth, int? table, bool touched, bool determined, int? majority, int? cheapest)
    {
        Values++;
        var value = record?.Value?.Hundredths;
        if (record is { Status: ScoreStatus.Confirmed or ScoreStatus.Repaired or ScoreStatus.Derived })
        {
            Proved++;
            if (value != truth) ProvedWrong++;
            if (value != truth) WrongBy[$"{record.Status} {record.Code.Level}"] = WrongBy.GetValueOrDefault($"{record.Status} {record.Code.Level}") + 1;
        }
        else if (value is not null)
        {
            Printed++;
            if (value != truth) PrintedWrong++;
        }
        else
        {
            Withheld++;
        }
        if (majority is { } m) _ = m == truth ? MajorityRight++ : MajorityWrong++;
        if (cheapest is { } c) _ = c == truth ? CheapestRight++ : CheapestWrong++;
        if (table is null || table == truth) return;
        Wrong++;
        for (var kind = 0; kind < 3; kind++)
        {
            if ((kind == 1 && !touched) || (kind == 2 && !(touched && determined))) continue;
            if (value is null) Withheld2[kind]++;
            else if (value == truth) RepairedRight[kind]++;
            else if (record!.Status == ScoreStatus.Printed) LeftWrong[kind]++;
            else RepairedWrong[kind]++;
        }
        if (touched && determined && value != truth)
        {
            var why = $"{(record is null ? "absent" : record.Status.ToString())} {(record?.Code.Level == CodeLevel.Item ? record.Code.Instrument + " item" : record?.Code.Level.ToString())}";
            MissedBy[why] = MissedBy.GetValueOrDefault(why) + 1;
        }
        if (touched) Touched++;
        if (touched && determined) Determined++;
        if (touched && majority == truth) MajorityTouchedRight++;
        if (touched && cheapest == truth) CheapestTouchedRight++;
    }

    /// <summary>Takes what is published of a sheet into the fingerprint: two versions of the reconciler that print the same one published the same.</summary>
    public void Sign(IEnumerable<ScoreRecord> records)
    {
        foreach (var record in records) _fingerprint.AppendData(Encoding.UTF8.GetBytes($"{record.Code} {record.Status} {record.Value}\n"));
    }

    private readonly IncrementalHash _fingerprint = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>What a proved value leaves to all others, and whether it is wrong: what a stricter threshold would do.</summary>
    public void Doubt(double doubt, bool wrong) => _doubts.Add((doubt, wrong));

    private static readonly double[] Stricter = [2e-5, 1e-5, 5e-6];

    private readonly List<(double Doubt, bool Wrong)> _doubts = [];

    /// <summary>Why a refuted value was not repaired.</summary>
    /// <param name="why">In words.</param>
    /// <param name="alone">Only one identity speaks of it.</param>
    public void NotRepaired(string why, bool alone)
    {
        var (all, ofOne) = _notRepaired.GetValueOrDefault(why);
        _notRepaired[why] = (all + 1, ofOne + (alone ? 1 : 0));
    }

    private readonly SortedDictionary<string, (int All, int OfOne)> _notRepaired = new(StringComparer.Ordinal);

    private IEnumerable<string> NotRepairedTable()
    {
        var all = Math.Max(1, _notRepaired.Values.Sum(n => n.All));
        yield return "| refuted and not repaired, because | number | share | one identity only |";
        yield return "|---|---|---|---|";
        foreach (var (why, (number, ofOne)) in _notRepaired.OrderByDescending(n => n.Value.All))
            yield return string.Create(CultureInfo.InvariantCulture, $"| {why} | {number} | {100.0 * number / all:0.0} % | {ofOne} |");
        yield return "";
    }

    /// <summary>Of a refuted value the probability that the reconciler gives to the truth: what could be repaired at any threshold.</summary>
    public void Hindsight(double probability, string level)
    {
        if (!_hindsight.TryGetValue(level, out var list)) _hindsight[level] = list = [];
        list.Add(probability);
    }

    /// <summary>Of a refuted value the doubt about its likeliest value.</summary>
    public void AtBest(double doubt) => _atBest.Add(doubt);

    private readonly List<double> _atBest = [];

    // The least doubtful first, as long as no more than one in ten thousand of all that is proved would be wrong, if doubts are what they say.
    private int MostRepaired()
    {
        _atBest.Sort();
        var (number, wrong) = (0, 0.0);
        while (number < _atBest.Count && wrong + _atBest[number] <= 1e-4 * (Proved + number + 1)) wrong += _atBest[number++];
        return number;
    }

    private readonly SortedDictionary<string, List<double>> _hindsight = new(StringComparer.Ordinal);

    private static readonly double[] Thresholds = [0.5, 0.9, 0.99, 0.999, 0.9995, 0.9999];

    private IEnumerable<string> HindsightTable()
    {
        yield return $"| refuted, by the probability given to the truth | number | {string.Join(" | ", Thresholds)} |";
        yield return $"|---|---|{string.Concat(Thresholds.Select(_ => "---|"))}";
        foreach (var (level, all) in _hindsight.Append(new("all", [.. _hindsight.Values.SelectMany(v => v)])))
            yield return $"| {level} | {all.Count} | {string.Join(" | ", Thresholds.Select(t => all.Count == 0 ? "-" : (100.0 * all.Count(p => p >= t) / all.Count).ToString("0.0", CultureInfo.InvariantCulture) + " %"))} |";
        yield return "";
    }

    public IEnumerable<string> Report(string rate)
    {
        string Share(int part, int whole) => whole == 0 ? "-" : (100.0 * part / whole).ToString("0.00", CultureInfo.InvariantCulture) + " %";
        Milliseconds.Sort();
        double At(double q) => Milliseconds[(int)Math.Min(Milliseconds.Count - 1, q * Milliseconds.Count)];
        yield return $"## {rate} of digits wrong: {Sheets} sheets, {Values} values";
        yield return "";
        yield return $"fingerprint of what is published: {Convert.ToHexStringLower(_fingerprint.GetCurrentHash())[..16]}";
        yield return "";
        yield return $"of those proved, with less doubt: {string.Join("; ", Stricter.Select(d => $"{1e6 * d:0} in a million {_doubts.Count(x => x.Doubt < d)}, wrong {_doubts.Count(x => x.Doubt < d && x.Wrong)}"))}";
        yield return "";
        yield return $"proved (confirmed, repaired, derived) {Proved}, of them wrong {ProvedWrong} ({(Proved == 0 ? 0 : 10_000.0 * ProvedWrong / Proved).ToString("0.00", CultureInfo.InvariantCulture)} in 10,000){string.Concat(WrongBy.Select(w => $"; {w.Key} {w.Value}"))}; printed {Printed}, of them wrong {PrintedWrong}; withheld or absent {Withheld}; proofs replayed {Replayed}, failed {ReplayFailed}";
        yield return "";
        yield return "| wrong in the table | number | repaired right | repaired wrong | withheld | left as printed |";
        yield return "|---|---|---|---|---|---|";
        string[] kinds = ["all", "an identity refutes it", "and one single change explains it"];
        int[] numbers = [Wrong, Touched, Determined];
        for (var kind = 0; kind < 3; kind++)
            yield return $"| {kinds[kind]} | {numbers[kind]} | {RepairedRight[kind]} ({Share(RepairedRight[kind], numbers[kind])}) | {RepairedWrong[kind]} | {Withheld2[kind]} | {LeftWrong[kind]} |";
        yield return "";
        yield return $"at best, with one in 10,000 of all that is proved wrong, {MostRepaired()} of {Touched} refuted values could be repaired ({Share(MostRepaired(), Touched)})";
        yield return "";
        foreach (var line in HindsightTable()) yield return line;
        foreach (var line in NotRepairedTable()) yield return line;
        yield return $"not repaired though one single change explains it: {string.Join("; ", MissedBy.Select(m => $"{m.Key} {m.Value}"))}";
        yield return "";
        yield return $"baselines: majority of mentions publishes {MajorityRight + MajorityWrong}, wrong {MajorityWrong} ({Share(MajorityWrong, MajorityRight + MajorityWrong)}), repairs {MajorityTouchedRight} of {Touched} refuted; cheapest explanation publishes {CheapestRight + CheapestWrong}, wrong {CheapestWrong} ({Share(CheapestWrong, CheapestRight + CheapestWrong)}), repairs {CheapestTouchedRight} of {Touched}";
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"milliseconds a sheet: median {At(0.5):0.00}, 90 % {At(0.9):0.00}, 99 % {At(0.99):0.00}, worst {Milliseconds[^1]:0.0}; together {Milliseconds.Sum() / 1000:0.0} s");
        yield return "";
    }
}
