using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>The observations of a sheet by code, in an order of their own, and which documents' prose is not believed.</summary>
internal sealed class Gathered
{
    /// <summary>A document's prose contradicts its tables this often, or it is not believed: of all numbers that stand in both.</summary>
    private const int FewestContradictions = 3, OneIn = 5;

    private readonly SortedDictionary<ItemCode, ImmutableArray<Observation>> _mentions = [];
    private readonly SortedDictionary<ItemCode, ImmutableArray<Observation>> _elsewhere = [];
    private readonly Codebook? _book;

    private Gathered(Codebook? book, SheetContext context)
    {
        _book = book;
        Context = context;
    }

    public SheetContext Context { get; }

    public Codebook? Book => _book;

    /// <summary>Documents whose prose often contradicts their tables: it supports nothing.</summary>
    public ImmutableSortedDictionary<string, (int Contradicts, int Of)> Copies { get; private set; } =
        ImmutableSortedDictionary.Create<string, (int, int)>(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<ItemCode, ImmutableArray<Observation>>> Mentions => _mentions;

    public static Gathered From(Codebook? book, ImmutableArray<Observation> observations, SheetContext context)
    {
        var gathered = new Gathered(book, context);
        foreach (var code in observations.GroupBy(o => o.Code)) gathered._mentions[code.Key] = [.. code.Order(Reading.Order)];
        foreach (var code in context.Elsewhere.GroupBy(o => o.Code)) gathered._elsewhere[code.Key] = [.. code.Order(Reading.Order)];
        gathered.Copies = Contradicting(observations);
        return gathered;
    }

    public SortedDictionary<ItemCode, Claim> Claims()
    {
        var claims = new SortedDictionary<ItemCode, Claim>();
        foreach (var (code, mentions) in _mentions)
        {
            var others = _elsewhere.GetValueOrDefault(code, []);
            var readings = Readings.From(mentions.Concat(others), Copies.ContainsKey);
            claims[code] = new Claim(code, mentions, readings, code == ItemCode.Total && !readings.Of.IsEmpty ? BesideTotal : null);
        }
        return claims;
    }

    /// <summary>What grade, verdict and last year's score say of a total.</summary>
    private Weights BesideTotal(int value)
    {
        var weight = BesideLastYear(value);
        if (_book is not null && !_book.Grades.IsDefaultOrEmpty && (Context.PrintedGrade is not null || Context.PrintedPass is not null))
        {
            var fits = _book.Grades.Select((g, i) => (Grade: g, Top: i == 0 ? 10_001 : _book.Grades[i - 1].FromHundredths, i))
                .Any(b => value >= b.Grade.FromHundredths && value < Math.Max(b.Top, Above(b.i))
                    && (Context.PrintedGrade is null || b.Grade.Grade == Context.PrintedGrade) && (Context.PrintedPass is null || b.Grade.Pass == Context.PrintedPass));
            var known = Context.PrintedGrade is null || _book.Grades.Any(g => g.Grade == Context.PrintedGrade);
            if (known && !fits) weight *= Misreading.Grade;
        }
        return weight;
    }

    // The three numbers are rounded each for itself: a hundredth apart they fit. Else one of the two is misread, or they are not of the same agency.
    private Weights BesideLastYear(int value)
    {
        if (Context is not { LastYear.Hundredths: var last, PrintedChange.Hundredths: var change } || _book?.Holds("change-is-difference-to-last-year") != true || Math.Abs(last + change - value) <= 1) return Weights.One;
        var wrong = Vector256.Create(Misreading.Computed) + Misread(value - change, last);
        if (value < last == change < 0) wrong += Misread(Math.Abs(value - last), Math.Abs(change));
        return Vector256.Min(Weights.One, wrong);

        // How improbable it is beside reading it right: in either of the two ways of misreading.
        static Weights Misread(int printed, int read) => printed is < 0 or > Score.MaxHundredths ? Weights.Zero : 2 * Misreading.Half(0, printed, read, Reading.Digits(read)) / Misreading.Right(0, read);
    }

    // Two bands may begin at the same total, the higher one asking more of the instruments; and a total above may fall into a lower band for the same reason.
    private int Above(int band)
    {
        for (var i = band - 1; i >= 0; i--)
            if (_book!.Grades[i].InstrumentsFromHundredths is null) return _book.Grades[i].FromHundredths;
        return 10_001;
    }

    /// <summary>Documents whose prose often contradicts their own tables.</summary>
    public static ImmutableSortedDictionary<string, (int Contradicts, int Of)> Contradicting(ImmutableArray<Observation> observations)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, (int, int)>(StringComparer.Ordinal);
        foreach (var document in observations.Where(o => o.Doubt is null && o.Value.Succeeded).GroupBy(o => o.Evidence.DocumentId, StringComparer.Ordinal))
        {
            var (both, contradicts) = (0, 0);
            foreach (var code in document.GroupBy(o => o.Code))
            {
                var table = code.Where(o => o.Evidence.Where is Where.Table or Where.List).Select(o => o.Value.Value).ToHashSet();
                var prose = code.Where(o => o.Evidence.Where is Where.Narrative or Where.Memo).Select(o => o.Value.Value).ToHashSet();
                if (table.Count == 0 || prose.Count == 0) continue;
                both++;
                // A misread digit is no sign of a copied text.
                if (!table.Overlaps(prose) && !table.Any(t => prose.Any(p => Reading.Apart(t.Hundredths, p.Hundredths) == 1))) contradicts++;
            }
            if (contradicts >= FewestContradictions && contradicts * OneIn >= both) found[document.Key] = (contradicts, both);
        }
        return found.ToImmutable();
    }
}
