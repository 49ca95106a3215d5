using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Text;

/// <summary>
/// How far a printed Thai text is from the one meant: a weighted edit distance (Levenshtein with adjacent transposition, the
/// restricted Damerau form) in hundredths of a whole letter, whose weights know which letters readers of Thai print confuse:
/// look-alike consonants, vowel and tone marks, sara aa and am. Compare comparable forms (<see cref="ThaiText.Key"/>), not raw print.
/// </summary>
internal static class ConfusionDistance
{
    private const int Letters = 128;

    /// <summary>One whole letter put for another.</summary>
    public const int Letter = 100;

    private const int Alike = 35, MarkForMark = 40, MarkForLetter = 120, Swap = 60;

    /// <summary>Letters whose print is alike; a letter may stand in several groups.</summary>
    private static readonly string[] LookAlikes =
    [
        "กถภฤ", "ขฃชซ", "คฅดตศ", "ฎฏ", "บปษ", "ผฝพฟฬ", "นมฉ", "ทหฑ", "ลส", "วงจ", "อฮ", "ณญฌ", "ธรฐ", "ผยพ",
        "เแ", "โใไ", "ะา", "าว", "\u0E34\u0E35\u0E36\u0E37\u0E31\u0E47", "\u0E48\u0E49\u0E4A\u0E4B\u0E4C", "\u0E38\u0E39\u0E3A",
    ];

    private static readonly int[] Substitution = FillSubstitution();
    private static readonly int[] Indel = FillIndel();

    /// <summary>The distance, or limit + 1 when it is greater than the limit.</summary>
    public static int Between(ReadOnlySpan<char> printed, ReadOnlySpan<char> meant, int limit = int.MaxValue / 4)
    {
        if (printed.SequenceEqual(meant)) return 0;
        var width = meant.Length + 1;
        Span<int> rows = width <= 160 ? stackalloc int[3 * width] : new int[3 * width];
        Span<int> above2 = rows[..width], above = rows.Slice(width, width), row = rows.Slice(2 * width, width);
        FirstRow(meant, above);
        var leastAbove = 0;
        for (var i = 1; i <= printed.Length; i++)
        {
            var least = NextRow(printed, i, meant, above2, above, row);
            // A swap reaches back two rows, so both must be beyond the limit.
            if (least > limit && leastAbove > limit) return limit + 1;
            leastAbove = least;
            var free = above2;
            above2 = above;
            above = row;
            row = free;
        }
        return Math.Min(above[meant.Length], limit + 1);
    }

    /// <summary>
    /// The distance as a share of the longer text's own weight, 0 (equal) to about 1 (nothing in common): comparable between short and long texts.
    /// </summary>
    public static double Share(ReadOnlySpan<char> printed, ReadOnlySpan<char> meant)
    {
        var weight = Math.Max(WeightOf(printed), WeightOf(meant));
        return weight == 0 ? 0 : Math.Min(1, (double)Between(printed, meant) / weight);
    }

    /// <summary>What it costs to leave the whole text out.</summary>
    public static int WeightOf(ReadOnlySpan<char> text)
    {
        var weight = 0;
        foreach (var c in text) weight += IndelOf(c);
        return weight;
    }

    /// <summary>The row of an empty text against each beginning of another.</summary>
    internal static void FirstRow(ReadOnlySpan<char> along, Span<int> row)
    {
        row[0] = 0;
        for (var j = 1; j <= along.Length; j++) row[j] = row[j - 1] + IndelOf(along[j - 1]);
    }

    /// <summary>One more row, for the i-th letter (from 1) of the text that runs down; returns its least value. The row two above is read only from i = 2.</summary>
    internal static int NextRow(ReadOnlySpan<char> down, int i, ReadOnlySpan<char> along, ReadOnlySpan<int> above2, ReadOnlySpan<int> above, Span<int> row)
    {
        var c = down[i - 1];
        var drop = IndelOf(c);
        var previous = i > 1 ? down[i - 2] : '\0';
        row[0] = above[0] + drop;
        var least = row[0];
        for (var j = 1; j < row.Length; j++)
        {
            var d = along[j - 1];
            var cost = c == d ? above[j - 1]
                : Math.Min(above[j - 1] + SubstitutionOf(c, d), Math.Min(above[j] + drop, row[j - 1] + IndelOf(d)));
            if (j > 1 && previous == d && along[j - 2] == c && c != d) cost = Math.Min(cost, above2[j - 2] + Swap);
            row[j] = cost;
            if (cost < least) least = cost;
        }
        return least;
    }

    private static int IndelOf(char c)
    {
        var at = c - '\u0E00';
        return at is >= 0 and < Letters ? Indel[at] : Letter;
    }

    private static int SubstitutionOf(char a, char b)
    {
        int x = a - '\u0E00', y = b - '\u0E00';
        return x is >= 0 and < Letters && y is >= 0 and < Letters ? Substitution[(x * Letters) + y] : Letter;
    }

    private static int[] FillIndel()
    {
        var costs = new int[Letters];
        for (var i = 0; i < Letters; i++)
        {
            var c = (char)('\u0E00' + i);
            costs[i] = ThaiText.IsTone(c) || c is '\u0E47' or '\u0E4C' or '\u0E4D' ? 30
                : ThaiText.IsMark(c) ? 45
                : c is 'ะ' or 'า' or 'ำ' or (>= 'เ' and <= 'ไ') ? 60
                : 90;
        }
        return costs;
    }

    private static int[] FillSubstitution()
    {
        var costs = new int[Letters * Letters];
        for (var x = 0; x < Letters; x++)
            for (var y = 0; y < Letters; y++)
                costs[(x * Letters) + y] = x == y ? 0 : Unlike((char)('\u0E00' + x), (char)('\u0E00' + y));
        foreach (var group in LookAlikes)
            foreach (var a in group)
                foreach (var b in group)
                    if (a != b) costs[((a - '\u0E00') * Letters) + (b - '\u0E00')] = ThaiText.IsMark(a) ? Alike - 10 : Alike;
        return costs;
    }

    private static int Unlike(char a, char b) =>
        ThaiText.IsMark(a) != ThaiText.IsMark(b) ? MarkForLetter
        : ThaiText.IsMark(a) ? MarkForMark
        : Letter;
}
