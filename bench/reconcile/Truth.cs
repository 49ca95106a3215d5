using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Bench.Reconcile;

/// <summary>
/// A sheet that could be true: inner values in exact fractions, printed values rounded half up. Items of the internal survey are means over
/// the sheet's respondents; their mean is rounded from printed or from inner values, as both are seen in published sheets.
/// </summary>
internal sealed class Truth
{
    private Truth(Codebook book, int respondents) => (Book, Respondents) = (book, respondents);

    public Codebook Book { get; }

    public int Respondents { get; }

    /// <summary>Printed values in hundredths.</summary>
    public SortedDictionary<ItemCode, int> Values { get; } = [];

    /// <summary>The codes of which something is printed: an identity with a blank checks nothing. Null for all.</summary>
    public HashSet<ItemCode>? Present { get; set; }

    public static Truth Draw(Codebook book, Random random)
    {
        var truth = new Truth(book, (int)Math.Round(Math.Exp(Math.Log(10) + (random.NextDouble() * Math.Log(20)))));
        var inner = new Dictionary<int, decimal>();
        var level = 78 + (random.NextDouble() * 18);
        var roundsPrinted = random.Next(2) == 0;
        var hasItems = book.Holds("iit-indicator-is-mean-of-items") && random.Next(100) < 85;
        foreach (var indicator in book.IndicatorsOf(Instrument.IIT).Concat(book.IndicatorsOf(Instrument.EIT)))
        {
            var items = indicator.Instrument == Instrument.IIT && hasItems ? book.ItemsOf(indicator.Code.Number).ToList() : [];
            if (items.Count == 0)
            {
                inner[indicator.Code.Number] = (decimal)Math.Round(Near(random, level, 8), 6);
            }
            else
            {
                decimal sum = 0, printed = 0;
                foreach (var item in items)
                {
                    var point = (int)Math.Round(Near(random, level, 10) * truth.Respondents / 10);
                    var value = 10m * point / truth.Respondents;
                    truth.Values[item.Code] = Round(value);
                    sum += value;
                    printed += truth.Values[item.Code];
                }
                inner[indicator.Code.Number] = sum / items.Count;
                if (roundsPrinted) truth.Values[indicator.Code] = Round(printed / 100 / items.Count);
            }
            truth.Values.TryAdd(indicator.Code, Round(inner[indicator.Code.Number]));
        }
        foreach (var indicator in book.IndicatorsOf(Instrument.OIT)) truth.Disclose(indicator.Code.Number, random, inner, hasItems);
        if (hasItems)
            foreach (var item in book.Entries.Where(e => e.Code is { Level: CodeLevel.Item, Instrument: Instrument.EIT }))
                truth.Values[item.Code] = Round((decimal)Near(random, level, 8));

        decimal total = 0;
        var instruments = random.Next(100) < 30;
        foreach (var (code, weight) in book.Total.Children)
        {
            var mean = book.IndicatorsOf(code.Instrument!.Value).Select(i => inner[i.Code.Number]).Average();
            total += weight * mean / 100;
            if (instruments) truth.Values[code] = Round(mean);
        }
        truth.Values[ItemCode.Total] = Round(total);
        return truth;
    }

    private void Disclose(int indicator, Random random, Dictionary<int, decimal> inner, bool hasItems)
    {
        var failed = random.NextDouble() * 0.3;
        if (!Book.SubIndicators.TryGetValue(indicator, out var sub))
        {
            inner[indicator] = random.Next(40, 201) * 0.5m;
            Values[ItemCode.Indicator(indicator)] = Round(inner[indicator]);
            return;
        }
        var groups = Book.ItemsOf(indicator).GroupBy(e => e.SubIndicator, StringComparer.Ordinal).ToDictionary(g => g.Key ?? "", g => g.ToList(), StringComparer.Ordinal);
        decimal sum = 0;
        for (var i = 0; i < sub.Sizes.Length; i++)
        {
            var size = sub.Sizes[i];
            if (size > 1 && random.Next(40) == 0) size--;
            var passed = 0;
            var items = hasItems && groups.TryGetValue($"{indicator}.{i + 1}", out var listed) ? listed : [];
            for (var k = 0; k < size; k++)
            {
                var pass = random.NextDouble() >= failed;
                if (pass) passed++;
                if (k < items.Count) Values[items[k].Code] = pass ? 10_000 : 0;
            }
            sum += 100m * passed / size;
        }
        inner[indicator] = sum / sub.Sizes.Length;
        Values[ItemCode.Indicator(indicator)] = Round(inner[indicator]);
    }

    /// <summary>Whether an identity of the year, held on rounding intervals with every other value true, refutes this value.</summary>
    public bool Refutes(ItemCode code, int value) => Refutes(code, value, null, 0);

    /// <summary>Whether another single value, changed by one digit, would explain the wrong one away.</summary>
    public bool Blamed(ItemCode code, int value)
    {
        var indicator = code.Level == CodeLevel.Indicator ? code.Number : Book.ByCode.TryGetValue(code, out var entry) ? entry.Indicator : 0;
        foreach (var (other, truly) in Values)
        {
            if (other == code || (Present is not null && !Present.Contains(other)) || other.Level == CodeLevel.Item && (indicator == 0 || Book.ByCode[other].Indicator != indicator)) continue;
            for (var place = 1; place <= 1000; place *= 10)
            {
                for (var digit = 0; digit < 10; digit++)
                {
                    var changed = truly + ((digit - (truly / place % 10)) * place);
                    if (changed != truly && changed is >= 0 and <= 10_000 && !Refutes(code, value, other, changed) && !Refutes(other, changed, code, value)) return true;
                }
            }
        }
        return false;
    }

    private bool Refutes(ItemCode code, int value, ItemCode? second, int secondValue)
    {
        int At(ItemCode c) => c == code ? value : c == second ? secondValue : Values[c];
        bool Has(ItemCode c) => Values.ContainsKey(c) && (Present is null || Present.Contains(c));
        if (Book.Holds("iit-items-share-respondents") && code is { Level: CodeLevel.Item, Instrument: Instrument.IIT } && !OnLattice(value)) return true;
        var indicator = code.Level == CodeLevel.Indicator ? code.Number : Book.ByCode.TryGetValue(code, out var entry) ? entry.Indicator : 0;
        if (Book.Holds("iit-indicator-is-mean-of-items") && indicator is >= 1 and <= 5)
        {
            var items = Book.ItemsOf(indicator).Select(e => e.Code).ToList();
            if (items.Count > 0 && items.All(Has) && Has(ItemCode.Indicator(indicator)) && Math.Abs(items.Sum(At) - (items.Count * At(ItemCode.Indicator(indicator)))) >= items.Count) return true;
        }
        if (code.Level == CodeLevel.Item) return false;
        decimal low = 0, high = 0;
        foreach (var (instrument, weight) in Book.Total.Children)
        {
            var children = Book.IndicatorsOf(instrument.Instrument!.Value).Select(i => i.Code).ToList();
            if (!children.All(Has) && !Has(instrument)) return false;
            var mean = children.All(Has) ? children.Average(c => (decimal)At(c)) : At(instrument);
            var (from, to) = (mean - 0.5m, mean + 0.5m);
            if (Has(instrument))
            {
                (from, to) = (Math.Max(from, At(instrument) - 0.5m), Math.Min(to, At(instrument) + 0.5m));
                if (from >= to) return true;
            }
            low += weight * from / 100;
            high += weight * to / 100;
        }
        if (!Has(ItemCode.Total)) return false;
        return high <= At(ItemCode.Total) - 0.5m || low >= At(ItemCode.Total) + 0.5m;
    }

    private bool OnLattice(int value)
    {
        var k = (int)Math.Round((decimal)value * Respondents / 1000);
        for (var near = Math.Max(0, k - 1); near <= k + 1; near++)
            if (near <= 10 * Respondents && Round(10m * near / Respondents) == value) return true;
        return false;
    }

    private static int Round(decimal value) => (int)Math.Floor((value * 100) + 0.5m);

    private static double Near(Random random, double centre, double spread)
    {
        var bell = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        return Math.Clamp(centre + (bell * 2 * spread), 0, 100);
    }
}
