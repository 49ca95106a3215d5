using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Classifying;
using ItaIngest.Pipeline.Tables;
using ItaIngest.Reference;
using ItaIngest.TestSupport;
using ItaIngest.Typeset;
using ItaIngest.Typeset.Make;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Variants;

/// <summary>
/// What tables are for, told by the rules of the program and by a learned model: multinomial naive Bayes on the letter triples of the
/// first two rows (Laplace smoothing), learnt from other documents than those it is judged on. Judged as printed and with letters misread.
/// </summary>
internal static class Kinds
{
    private sealed record Table(Purpose Purpose, ImmutableArray<ImmutableArray<string>> Rows);

    public static string Compare(int seed)
    {
        var facts = new Facts(ReferenceLoader.Load(Places.Reference));
        var learnt = Tables(facts, seed + 1000);
        var held = Tables(facts, seed);
        var model = new NaiveBayes(learnt);
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"tables learnt from {learnt.Length}, held out {held.Length}");
        report.AppendLine("| letters of the header misread | rules right | learned right | a score table lost by rules | by the model |");
        report.AppendLine("|---|---|---|---|---|");
        foreach (var misread in (double[])[0, 0.02, 0.05, 0.10])
        {
            var dice = new Random(seed);
            var shown = held.Select(t => t with { Rows = [Spoil(t.Rows[0], misread, dice), .. t.Rows[1..]] }).ToArray();
            var rules = shown.Select(t => Rules(t)).ToArray();
            var learned = shown.Select(model.Judge).ToArray();
            report.AppendLine(CultureInfo.InvariantCulture, $"| {misread:P0} | {Right(shown, rules)} | {Right(shown, learned)} | {Lost(shown, rules)} | {Lost(shown, learned)} |");
        }
        report.AppendLine();
        foreach (var pair in held.Select(t => (t.Purpose, Judged: Rules(t))).Where(p => p.Purpose != p.Judged).CountBy(p => p))
            report.AppendLine(CultureInfo.InvariantCulture, $"{pair.Value} of {pair.Key.Purpose} taken by the rules for {pair.Key.Judged}");
        return report.ToString();
    }

    private static string Right(Table[] tables, Purpose[] judged)
    {
        var right = tables.Zip(judged).Count(p => p.First.Purpose == p.Second);
        return string.Create(CultureInfo.InvariantCulture, $"{right} ({100.0 * right / tables.Length:0.00} %)");
    }

    private static int Lost(Table[] tables, Purpose[] judged) => tables.Zip(judged).Count(p => p.First.Purpose != Purpose.Plan && p.Second == Purpose.Plan);

    private static Table[] Tables(Facts facts, int seed) =>
        [.. Recipes.All(facts, seed, 3).SelectMany(d => d.Blocks).OfType<Grid>().Select(g => new Table(g.Purpose, g.Rectangle()))];

    private static ImmutableArray<string> Spoil(ImmutableArray<string> header, double share, Random dice) =>
        [.. header.Select(text => string.Concat(text.Select(c => c is >= 'ก' and <= 'ฮ' && dice.NextDouble() < share ? (char)('ก' + dice.Next('ฮ' - 'ก')) : c)))];

    private static Purpose Rules(Table table)
    {
        var rows = table.Rows.Select(r => new TableRow([.. r.Select((text, c) => new TableCell(c, 1, 1, TextRun.Of([Token.Stated(text, 1)])))]));
        return Classify.Table(new TableBlock(1, [.. rows])) switch
        {
            TableKind.Announcement => Purpose.Announcement,
            TableKind.Regional => Purpose.Regional,
            TableKind.Plan => Purpose.Plan,
            _ => Purpose.Scores,
        };
    }

    private sealed class NaiveBayes
    {
        private readonly Dictionary<Purpose, (double Prior, Dictionary<string, int> Counts, int Sum)> _classes;

        private readonly int _vocabulary;

        public NaiveBayes(Table[] tables)
        {
            _vocabulary = tables.SelectMany(Triples).Distinct().Count();
            _classes = tables.GroupBy(t => t.Purpose).ToDictionary(g => g.Key, g =>
            {
                var counts = g.SelectMany(Triples).CountBy(t => t).ToDictionary();
                return (Math.Log((double)g.Count() / tables.Length), counts, counts.Values.Sum());
            });
        }

        public Purpose Judge(Table table) => _classes.MaxBy(c => c.Value.Prior + Triples(table).Sum(t => Math.Log((c.Value.Counts.GetValueOrDefault(t) + 1.0) / (c.Value.Sum + _vocabulary)))).Key;

        private static IEnumerable<string> Triples(Table table)
        {
            var text = ThaiText.Key(string.Join(' ', table.Rows.Take(2).SelectMany(r => r)));
            for (var i = 0; i + 3 <= text.Length; i++) yield return text.Substring(i, 3);
        }
    }
}
