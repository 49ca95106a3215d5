using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Text;

/// <summary>A name that begins a text: which one, at what cost, and how many characters of the text it takes.</summary>
/// <param name="Name">Position in <see cref="NameIndex.Names"/>.</param>
/// <param name="Cost">Hundredths of a letter (<see cref="ConfusionDistance"/>).</param>
/// <param name="Length">Characters of the searched text that the name covers.</param>
internal readonly record struct NameHit(int Name, int Cost, int Length);

/// <summary>
/// Comparable forms of names, sorted, so that a search for those near the beginning of a text computes every shared beginning once:
/// a trie search without the trie (rows of the distance are kept per depth and abandoned where the least value passes the limit).
/// </summary>
internal sealed class NameIndex
{
    private readonly int[] _shared;
    private readonly int _longest;

    public NameIndex(IEnumerable<string> keys)
    {
        Names = [.. keys.Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _shared = new int[Names.Length];
        for (var i = 1; i < Names.Length; i++) _shared[i] = Names[i - 1].AsSpan().CommonPrefixLength(Names[i]);
        _longest = Names.Length == 0 ? 0 : Names.Max(n => n.Length);
    }

    /// <summary>Comparable forms in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The position of a name, or a negative number.</summary>
    public int Find(string key) => Names.BinarySearch(key, StringComparer.Ordinal);

    /// <summary>
    /// Every name that the text begins with, within the limit; for each the cheapest end, the later of equals. An end before a mark or
    /// a vowel that leans on the letter before it would cut a syllable in two and does not count.
    /// </summary>
    public List<NameHit> AtStart(ReadOnlySpan<char> text, int limit)
    {
        var hits = new List<NameHit>();
        if (text.Length > _longest + 6) text = text[..(_longest + 6)];
        var width = text.Length + 1;
        var rows = new int[(_longest + 2) * width];
        ConfusionDistance.FirstRow(text, rows.AsSpan(0, width));
        var leasts = new int[_longest + 2];
        var valid = 0;
        for (var n = 0; n < Names.Length; n++)
        {
            var name = Names[n];
            valid = Math.Min(valid, _shared[n]);
            var dead = false;
            for (var depth = valid; depth < name.Length; depth++)
            {
                var least = ConfusionDistance.NextRow(name, depth + 1, text,
                    depth > 0 ? rows.AsSpan((depth - 1) * width, width) : default, rows.AsSpan(depth * width, width), rows.AsSpan((depth + 1) * width, width));
                valid = depth + 1;
                leasts[valid] = least;
                // A swap reaches back two rows, so both must be beyond the limit.
                if (least <= limit || leasts[depth] <= limit) continue;
                dead = true;
                break;
            }
            if (dead)
            {
                // Every name that shares this much fails too.
                while (n + 1 < Names.Length && _shared[n + 1] >= valid) n++;
                continue;
            }
            if (BestEnd(rows.AsSpan(name.Length * width, width), text) is { Cost: var cost, Length: var length } && cost <= limit)
                hits.Add(new NameHit(n, cost, length));
        }
        return hits;
    }

    /// <summary>One name against the beginning of a text, without a limit: cost and characters covered.</summary>
    public static (int Cost, int Length) AtStart(ReadOnlySpan<char> name, ReadOnlySpan<char> text)
    {
        if (text.Length > name.Length + 6) text = text[..(name.Length + 6)];
        if (text.StartsWith(name) && (text.Length == name.Length || !LeansBack(text[name.Length]))) return (0, name.Length);
        var width = text.Length + 1;
        Span<int> rows = 3 * width <= 512 ? stackalloc int[3 * width] : new int[3 * width];
        Span<int> above2 = rows[..width], above = rows.Slice(width, width), row = rows.Slice(2 * width, width);
        ConfusionDistance.FirstRow(text, above);
        for (var i = 1; i <= name.Length; i++)
        {
            ConfusionDistance.NextRow(name, i, text, above2, above, row);
            var free = above2;
            above2 = above;
            above = row;
            row = free;
        }
        return BestEnd(above, text);
    }

    private static (int Cost, int Length) BestEnd(ReadOnlySpan<int> row, ReadOnlySpan<char> text)
    {
        var best = (Cost: int.MaxValue, Length: 0);
        for (var j = 1; j < row.Length; j++)
            if (row[j] <= best.Cost && (j == text.Length || !LeansBack(text[j]))) best = (row[j], j);
        return best;
    }

    private static bool LeansBack(char c) => ThaiText.IsMark(c) || c is 'ะ' or 'า' or 'ำ';
}
