using System.Globalization;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Tests.Reconciling;

/// <summary>
/// Holds the flow of probabilities against plain enumeration, written independently: every combination of one-digit misreadings of every value of a
/// small sheet, kept where the rounding intervals meet.
/// </summary>
public sealed class EnumerationTests
{
    private static readonly int[] Weights = [6, 6, 6, 6, 6, 10, 10, 10, 20, 20];

    // A sheet of 2566: ten indicators and a total, with no rule about items.
    private static int[] Draw(Random random)
    {
        var values = Enumerable.Range(0, 10).Select(_ => random.Next(7_000, 9_900)).ToArray();
        var sum = values.Select((v, i) => (long)v * Weights[i]).Sum();
        return [.. values, (int)((sum + 50) / 100)];
    }

    private static bool Holds(int[] sheet) => Math.Abs(sheet.Take(10).Select((v, i) => (long)v * Weights[i]).Sum() - (100L * sheet[10])) < 100;

    private static IEnumerable<int> Misread(int value)
    {
        for (var place = 1; place <= 1000; place *= 10)
            for (var digit = place == 1000 ? 1 : 0; digit < 10; digit++)
                if (digit != value / place % 10) yield return value + ((digit - (value / place % 10)) * place);
    }

    private static Written Write(int[] sheet) => Written.In(2566).Table(string.Join(' ', sheet.Select((v, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{(i == 10 ? "TOTAL" : $"IND{i + 1:00}")} {v / 100}.{v % 100:00}"))));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_value_that_single_misreadings_make_likeliest_is_the_likeliest_of_all(int seed)
    {
        var random = new Random(seed);
        var sheet = Draw(random);
        var at = random.Next(11);
        var wrong = Misread(sheet[at]).Where(v => v <= 9_999).ToArray();
        var printed = sheet.ToArray();
        printed[at] = wrong[random.Next(wrong.Length)];
        if (Holds(printed)) return; // no identity sees it

        // By enumeration: which single changes of what is printed mend the sheet, and how likely each is.
        var mended = new Dictionary<(int At, int Value), double>();
        for (var i = 0; i < 11; i++)
        {
            foreach (var value in Misread(printed[i]).Where(v => v <= 10_000))
            {
                int[] tried = [.. printed];
                tried[i] = value;
                if (Holds(tried)) mended[(i, value)] = Confusion(value, printed[i]);
            }
        }
        var all = mended.Values.Sum();
        if (all < 300) return; // explained by rare confusions only: two changes may be likelier

        var solution = Write(printed).Explained();
        if (solution.Identities.IsEmpty) return; // too many explanations to weigh: it proves nothing, as it must
        for (var i = 0; i < 11; i++)
        {
            var code = i == 10 ? ItemCode.Total : ItemCode.Indicator(i + 1);
            var blamed = mended.Where(m => m.Key.At == i).Sum(m => m.Value) / all;
            var kept = solution.Of(code, printed[i]);
            (1 - kept).ShouldBe(blamed, 0.35, $"{code} of {string.Join(' ', printed)}");
            if (blamed == 0) kept.ShouldBeGreaterThan(0.5);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_sheet_without_error_comes_out_as_printed(int seed)
    {
        var sheet = Draw(new Random(seed));
        var records = Write(sheet).Reconciled().Value;
        records.Length.ShouldBe(11);
        records.ShouldAllBe(r => r.Value == r.Mentions[0].Value.Value);
    }

    private static double Confusion(int printed, int read)
    {
        for (; printed > 0 || read > 0; printed /= 10, read /= 10)
            if (printed % 10 != read % 10) return DigitConfusions.PerMille(ReaderKind.Text, false, printed % 10, read % 10);
        return 0;
    }
}
