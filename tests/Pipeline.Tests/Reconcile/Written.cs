using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Reconciling;
using ItaIngest.Reference;
using ItaIngest.TestSupport;

namespace ItaIngest.Pipeline.Tests.Reconciling;

/// <summary>A score sheet as a test writes it: one line a place, "IND01 86.08".</summary>
internal sealed class Written
{
    private static readonly Lazy<ReferenceData> Data = new(() => ReferenceLoader.Load(Places.Reference));

    private readonly List<Observation> _observations = [];
    private int _line = 1;

    private Written(int year) => Year = FiscalYear.Of(year);

    public FiscalYear Year { get; }

    public Codebook Book => Data.Value.Codebooks[Year];

    public SheetContext Context { get; set; } = SheetContext.None;

    public ImmutableArray<Observation> Observations => [.. _observations];

    public static Written In(int year) => new(year);

    public Written Table(string lines, string document = "a") => Add(lines, Where.Table, document);

    public Written Text(string lines, string document = "a") => Add(lines, Where.Narrative, document);

    public Written Doubted(string lines) => Add(lines, Where.Table, "a", "another agency is named");

    public Written Read(string code, string printed, ReaderKind reader, double confidence, params (string Text, double Probability)[] others)
    {
        _observations.Add(Observed(code, printed, Where.Table, "a", null) is var o ? o with
        {
            Evidence = o.Evidence with { Reader = reader, Confidence = confidence, Alternatives = [.. others.Select(a => new Alternative(a.Text, a.Probability))] },
        } : o);
        return this;
    }

    public Staged<ImmutableArray<ScoreRecord>> Reconciled() => Reconcile.Sheet(Year, Book, Observations, Context);

    internal Solution Explained() => new Explain(Book, Gathered.From(Book, Observations, Context).Claims()).Solve();

    public ScoreRecord this[string code] => Reconciled().Value.Single(r => r.Code.ToString() == code);

    private Written Add(string lines, Where where, string document, string? doubt = null)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i + 1 < parts.Length; i += 2) _observations.Add(Observed(parts[i], parts[i + 1], where, document, doubt));
        }
        return this;
    }

    private Observation Observed(string code, string printed, Where where, string document, string? doubt) =>
        new(ItemCode.Parse(code).Value, Score.Parse(printed),
            new Evidence(document, 1, _line++, null, printed, ReaderKind.Text, 1, [], where, "test", code, 0), doubt);
}
