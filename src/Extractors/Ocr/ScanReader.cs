using System.Collections.Immutable;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Ocr;

/// <summary>How much of a page is recognised.</summary>
public enum Thoroughness
{
    /// <summary>Tables, titles, the page's head and every line near a numeral; the prose between is left out, and counted.</summary>
    WhereNumbersAre,

    /// <summary>Every line.</summary>
    Everything,
}

/// <summary>What was seen on a page.</summary>
/// <param name="Page">Tokens and rulings in points of the upright, straightened page.</param>
/// <param name="Upright">The page as it was read: turned, straightened, evened out, rulings taken out.</param>
/// <param name="Quarters">Quarter turns clockwise that were needed to make it upright.</param>
/// <param name="Skew">Degrees that it was straightened by.</param>
/// <param name="LinesLeftOut">Lines of prose that were not recognised.</param>
/// <param name="IsCrooked">Its rows do not run level everywhere, as in a photograph taken from the side: no numeral of it is sure, for it may stand in another row.</param>
public sealed record ScannedPage(PageText Page, GreyImage Upright, int Quarters, double Skew, int LinesLeftOut, bool IsCrooked);

/// <summary>
/// Reads the picture of a page: numerals by our own reader, text by Tesseract, rulings as drawn lines, so that to everyone after it
/// the page looks as if it had a text layer. Not safe to share between threads: one for each worker.
/// </summary>
public sealed class ScanReader : IDisposable
{
    private const double LeastNumeral = 0.5; // share of the network's belief that must lie on numerals, else the ink is text
    private const double LeastInColumn = 0.05, MostInColumn = 0.5; // the same amid a column of decimal numerals, and how sure it may be
    private const int LeastOfColumn = 3;
    private const double ShareOfColumn = 0.7; // of the column's cells that are decimal numerals: a heading and what else is not read stand in it, too
    private const double WidestFigure = 2; // of a numeral's height, with the white behind it: wider ink with so few figures is a word
    private const int TitlePages = 3; // name and year of the agency stand on them, in prose too; later pages show theirs in short lines
    private const int TitleLines = 10, HeadLines = 3;
    private const int Probed = 8, ProbeWidth = 14; // lines, and heights of a line, that tell whether a page stands on its head
    private const int LettersEnough = 28; // that make good sense are no accident: of 69 lines on their heads none of 18 letters or more came over .75
    private const double GoodSense = 0.85;
    private const double SureGap = 0.85; // of the figures' height: two numerals further apart are two
    private const double NoGap = 0.55; // as wide as the room of a narrow figure, and no word space
    private const double MostWhenMended = 0.9, MostWhenApart = 0.5, MostWhenCrooked = 0.5;
    private const double LevelEnough = 0.6; // degrees between the slopes of a page's halves: a line's height over the width of A4 is one
    private readonly DigitReader _digits = DigitReader.Load();
    private readonly Tesseract _text;

    /// <param name="tessdata">Folder of Tesseract's language data; null for the system's.</param>
    public ScanReader(string? tessdata = null) => _text = new Tesseract("tha+eng", tessdata);

    /// <summary>Reads a page.</summary>
    /// <param name="page">Grey, at <paramref name="dpi"/> dots an inch; 150 to 300 are fit to read.</param>
    /// <param name="dpi">Dots an inch.</param>
    /// <param name="number">Page number, from 1.</param>
    /// <param name="how">What may be left out.</param>
    /// <param name="cancel">Looked at between lines.</param>
    public ScannedPage Read(GreyImage page, double dpi, int number, Thoroughness how = Thoroughness.WhereNumbersAre, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentOutOfRangeException.ThrowIfLessThan(dpi, 40);
        var flat = Cleaning.Flatten(page, dpi);
        var ink = Cleaning.Ink(flat);
        var quarters = Skew.RunsAcross(ink, flat.Width, flat.Height, dpi) ? 0 : 3;
        if (quarters != 0)
        {
            flat = flat.Turned(quarters);
            ink = Cleaning.Ink(flat);
        }
        var angle = Skew.Angle(ink, flat.Width, flat.Height, dpi);
        if (Math.Abs(angle) >= 0.08)
        {
            flat = Skew.Straighten(flat, angle);
            ink = Cleaning.Ink(flat);
        }
        var crooked = Math.Abs(Skew.Spread(ink, flat.Width, flat.Height, dpi)) > LevelEnough;
        var lines = Lines.Take(flat, ink, dpi);
        var segments = Layout.Find(ink, flat.Width, flat.Height, dpi, lines);
        if (segments.Count > 0 && IsUpsideDown(flat, dpi, segments, quarters != 0, cancel))
        {
            (flat, quarters) = (flat.Turned(2), (quarters + 2) % 4);
            Array.Reverse(ink);
            lines = lines.ConvertAll(l => new DrawnLine(flat.Width - l.X1, flat.Height - l.Y1, flat.Width - l.X0, flat.Height - l.Y0));
            segments = Layout.Find(ink, flat.Width, flat.Height, dpi, lines);
        }
        var (tokens, left) = Recognise(flat, dpi, segments, lines, how == Thoroughness.Everything ? int.MaxValue : number <= TitlePages ? TitleLines : HeadLines, cancel);
        if (crooked) tokens = [.. tokens.Select(t => t.Reader == ReaderKind.Digits ? t with { Confidence = Math.Min(t.Confidence, MostWhenCrooked) } : t)];
        var bounds = new Box(0, 0, flat.Width * 72 / dpi, flat.Height * 72 / dpi);
        var text = new PageText(number, bounds, PageSource.Image, $"digits 1, tesseract {Tesseract.Version}", tokens, [.. lines.Select(l => Lines.ToRuling(l, dpi))]);
        return new ScannedPage(text, flat, quarters, angle, left, crooked);
    }

    public void Dispose() => _text.Dispose();

    // Reads the beginnings of a few of the longest lines as they stand; when they make less than good sense, or the page lay on its side and either way is as
    // likely, they are read the other way round as well.
    private bool IsUpsideDown(GreyImage page, double dpi, List<Segment> segments, bool onItsSide, CancellationToken cancel)
    {
        var probe = segments.OrderByDescending(s => s.X1 - s.X0).Take(Probed).ToList();
        var upright = Sense(page, dpi, probe, turned: false, cancel);
        return (onItsSide || upright < GoodSense) && Sense(page, dpi, probe, turned: true, cancel) > upright + (onItsSide ? 0 : 0.04);
    }

    private double Sense(GreyImage page, double dpi, List<Segment> probe, bool turned, CancellationToken cancel)
    {
        _text.SetPage(turned ? page.Turned(2) : page, dpi);
        double sum = 0, letters = 0;
        foreach (var s in probe)
        {
            if (letters >= LettersEnough && sum >= GoodSense * letters) break;
            cancel.ThrowIfCancellationRequested();
            int x0 = s.X0 - 6, x1 = Math.Min(s.X1, s.X0 + ProbeWidth * (s.Y1 - s.Y0)) + 6, y0 = s.Words.Min(w => w.Top) - 5, y1 = s.Words.Max(w => w.Bottom) + 5;
            if (turned) (x0, y0, x1, y1) = (page.Width - x1, page.Height - y1, page.Width - x0, page.Height - y0);
            var line = Inside(page, x0, y0, x1, y1);
            var read = _text.Read(line.X0, line.Y0, line.X1, line.Y1);
            sum += read.Confidence * read.Text.Length;
            letters += read.Text.Length;
        }
        return letters > 0 ? sum / letters : 0;
    }

    private (ImmutableArray<Token> Tokens, int LeftOut) Recognise(GreyImage page, double dpi, List<Segment> segments, List<DrawnLine> lines, int headLines, CancellationToken cancel)
    {
        Dictionary<Word, DigitReading> numerals = [], hardly = [];
        foreach (var s in segments)
            for (var i = 0; i < s.Words.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                var reading = AsNumeral(page, s.Words, i);
                if (reading is { Numeral: >= LeastNumeral }) numerals.Add(s.Words[i], reading);
                else if (!PartYear(page, s.Words, i) && s.Words.Count == 1 && reading is { Numeral: >= LeastInColumn } && IsDecimal(reading)) hardly.Add(s.Words[0], reading);
            }
        AddByColumn(segments, numerals, hardly);
        foreach (var s in segments) Mend(page, s.Words, numerals);
        var thai = ThaiShare(numerals.Values);
        foreach (var w in numerals.Keys.ToList()) numerals[w] = Capped(_digits.InScript(numerals[w], thai), numerals[w].Most);
        var wanted = headLines == int.MaxValue ? null : Wanted(segments, lines, numerals, headLines);
        _text.SetPage(WithoutNumerals(page, numerals.Keys), dpi);
        var tokens = ImmutableArray.CreateBuilder<Token>();
        var left = 0;
        foreach (var s in segments)
        {
            var (piece, line) = (new List<Word>(), s.Line);
            var read = wanted is null || wanted.Contains(s);
            if (!read) left++;
            foreach (var w in s.Words)
            {
                if (!numerals.TryGetValue(w, out var reading))
                {
                    piece.Add(w);
                    continue;
                }
                if (read) Text(page, dpi, piece, line, tokens, cancel);
                piece.Clear();
                tokens.Add(new Token(reading.Text, Points(w.X0, line.Y0, w.X1, line.Y1, dpi), null, ReaderKind.Digits, reading.Confidence, reading.Alternatives));
            }
            if (read) Text(page, dpi, piece, line, tokens, cancel);
        }
        return (tokens.ToImmutable(), left);
    }

    // A cell whose ink would rather pass for a word, amid a column of decimal numerals, is one, of a design that the networks do not know. It is in doubt, and so said.
    private static void AddByColumn(List<Segment> segments, Dictionary<Word, DigitReading> numerals, Dictionary<Word, DigitReading> hardly)
    {
        var cells = segments.FindAll(s => s.Words.Count == 1).ConvertAll(s => s.Words[0]);
        var sure = cells.FindAll(c => numerals.TryGetValue(c, out var n) && IsDecimal(n));
        foreach (var (cell, reading) in hardly)
        {
            bool Shares(Word w) => w != cell && Math.Min(w.X1, cell.X1) - Math.Max(w.X0, cell.X0) > (cell.X1 - cell.X0) / 2 && w.X1 - w.X0 < 2 * (cell.X1 - cell.X0);
            int numeral = sure.Count(Shares), all = cells.Count(Shares), alike = numeral + hardly.Keys.Count(Shares);
            if (numeral >= LeastOfColumn && alike >= ShareOfColumn * all) numerals.Add(cell, reading with { Most = MostInColumn });
        }
    }

    private static bool IsDecimal(DigitReading reading) => reading.Text.AsSpan().TrimEnd('.').Contains('.');

    // "พ.ศ.๒๕๖๗" without a space is one word, and no numeral: behind its last point the year is a word of its own, the next to be read. True where there is one.
    private bool PartYear(GreyImage page, List<Word> words, int i)
    {
        var whole = words[i];
        var body = whole.Body.OrderBy(c => c.X0).ToList();
        var point = body.FindLastIndex(c => Math.Max(c.Width, c.Height) < 0.35 * whole.Height && Math.Abs(c.Y1 - Foot(body)) < 0.25 * whole.Height);
        if (point < 1 || body.Count - point - 1 is < 3 or > 6) return false;
        var (before, year) = (new Word(body[..(point + 1)]) { Marks = whole.Marks, Top = whole.Top, Bottom = whole.Bottom }, new Word(body[(point + 1)..]));
        if (Numeral(page, [.. words.Take(i), before, year, .. words.Skip(i + 1)], i + 1) is not { } reading || !FiscalYear.Parse(reading.Text).Succeeded) return false;
        words[i] = year;
        words.Insert(i, before);
        return true;
    }

    // Where letters stand: some reach below.
    private static int Foot(List<Component> body) => Word.Middle([.. body.Select(c => c.Y1)]);

    // Wide-set figures fall apart: 71.94 into 71 and 94, each read with conviction, or +8.14 into what looks like text and 14. Neighbours closer
    // than a sure word space are read again as one; two numerals so close that make no numeral together are no longer sure either.
    private void Mend(GreyImage page, List<Word> words, Dictionary<Word, DigitReading> numerals)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            Word a = words[i], b = words[i + 1];
            var (left, right) = (numerals.GetValueOrDefault(a), numerals.GetValueOrDefault(b));
            if (Gap(a, b) > SureGap || (left ?? right) is not { } known) continue;
            if ((left is null || right is null) && IsDecimal(known) && !(left is null && CouldBeSign(a, b))) continue;
            var one = new Word([.. a.Body, .. b.Body]) { Marks = a.Marks + b.Marks };
            (one.Top, one.Bottom) = (Math.Min(a.Top, b.Top), Math.Max(a.Bottom, b.Bottom));
            if (Numeral(page, [.. words.Take(i), one, .. words.Skip(i + 2)], i) is not { } whole || MostOfWhole(whole, left, right, Gap(a, b)) is not { } most) continue;
            words[i] = one;
            words.RemoveAt(i + 1);
            numerals.Remove(a);
            numerals.Remove(b);
            numerals[one] = whole with { Most = most };
            i = Math.Max(-1, i - 2); // what stands before may belong to it too: ๑ ๐ ๐.๐๐
        }
        for (var i = 0; i + 1 < words.Count; i++)
            if (Gap(words[i], words[i + 1]) <= SureGap && numerals.ContainsKey(words[i]) && numerals.ContainsKey(words[i + 1]))
                foreach (var w in words[i..(i + 2)]) numerals[w] = numerals[w] with { Most = Math.Min(numerals[w].Most, MostWhenApart) };
    }

    // A plus before a narrow 1 stands as far off as a word.
    private static bool CouldBeSign(Word a, Word b) => a.Body.Count == 1 && a.Height < 0.85 * b.Height && a.X1 - a.X0 < b.Height && Math.Abs((a.Y0 + a.Y1) - (b.Y0 + b.Y1)) < 0.5 * b.Height;

    private static double Gap(Word a, Word b) => (b.X0 - a.X1) / (double)Math.Max(a.Height, b.Height);

    // A decimal number that two pieces make stands, though not beyond doubt where a space could be between them; so does a code or a serial number
    // that keeps every figure of both, but it is no surer than two numbers so close.
    private static double? MostOfWhole(DigitReading whole, DigitReading? left, DigitReading? right, double gap)
    {
        var value = Grammar.Value(whole.Text);
        var least = Math.Min(left?.Most ?? 1, right?.Most ?? 1);
        return value.IndexOf('.', StringComparison.Ordinal) is > 0 and var point && point < value.Length - 1 ? (gap <= NoGap ? least : Math.Min(least, MostWhenMended))
            : left is not null && right is not null && value == Grammar.Value(left.Text + right.Text) ? MostWhenApart
            : null;
    }

    private static DigitReading Capped(DigitReading reading, double most) => reading.Confidence <= most ? reading : reading with { Confidence = most };

    // How likely a numeral of this page is in Thai digits, from its readings that are beyond doubt; a page of few says little.
    private static double ThaiShare(IEnumerable<DigitReading> readings)
    {
        double thai = 1, arabic = 1;
        foreach (var r in readings)
        {
            if (r.Raw < 0.9 || r.Text.Length < 3) continue;
            if (Grammar.Script(r.Text) is not { } isThai) continue;
            if (isThai) thai++;
            else arabic++;
        }
        return Math.Clamp(thai / (thai + arabic), 0.02, 0.98);
    }

    private DigitReading? Numeral(GreyImage page, List<Word> words, int i) => AsNumeral(page, words, i) is { Numeral: >= LeastNumeral } reading ? reading : null;

    // What the ink would say as a numeral, however little speaks for its being one.
    private DigitReading? AsNumeral(GreyImage page, List<Word> words, int i)
    {
        var w = words[i];
        if (w.Marks > 2 || w.X1 - w.X0 > 9 * w.Height || w.Body.Count > 16) return null;
        int margin = Math.Max(3, w.Height * 3 / 10);
        var leftGap = i > 0 ? Math.Max(1, (w.X0 - words[i - 1].X1) / 2) : margin;
        var rightGap = i + 1 < words.Count ? Math.Max(1, (words[i + 1].X0 - w.X1) / 2) : margin;
        var crop = page.Part(w.X0 - Math.Min(margin, leftGap), Math.Min(w.Top, w.Y0 - margin), w.X1 + Math.Min(margin, rightGap), Math.Max(w.Bottom, w.Y1 + margin));
        if (crop is null) return null;
        var reading = _digits.Read(crop);
        return reading.Text.Length > 0 && w.X1 - w.X0 <= WidestFigure * w.Height * reading.Text.Length ? reading : null;
    }

    // Tables (anything between or under rulings), the head of the page, short lines, and lines at most two away from a numeral with decimals.
    private static HashSet<Segment> Wanted(List<Segment> segments, List<DrawnLine> lines, Dictionary<Word, DigitReading> numerals, int headLines)
    {
        var wanted = new HashSet<Segment>();
        var across = lines.FindAll(l => l.Across);
        int top = across.Count > 1 ? across.Min(l => l.Y0) : int.MaxValue, bottom = across.Count > 1 ? across.Max(l => l.Y1) : int.MinValue;
        var longest = segments.Count == 0 ? 0 : segments.Max(s => s.X1 - s.X0);
        var near = segments.FindAll(s => s.Words.Exists(w => numerals.TryGetValue(w, out var r) && r.Text.Contains('.', StringComparison.Ordinal) && r.Text.Length > 2));
        var head = segments.Take(headLines).LastOrDefault()?.Y1 ?? 0;
        foreach (var s in segments)
        {
            var height = s.Y1 - s.Y0;
            if (s.Y0 <= head || (s.Y1 > top - 6 * height && s.Y0 < bottom) || s.X1 - s.X0 < 0.6 * longest
                || near.Exists(n => Math.Abs((n.Y0 + n.Y1) - (s.Y0 + s.Y1)) / 2 <= 5.5 * height)) wanted.Add(s);
        }
        return wanted;
    }

    private static GreyImage WithoutNumerals(GreyImage page, IEnumerable<Word> numerals)
    {
        var clean = page.Copy();
        foreach (var w in numerals)
            for (var y = Math.Max(0, w.Y0 - 2); y < Math.Min(clean.Height, w.Y1 + 2); y++)
                clean.Pixels.AsSpan(y * clean.Width + Math.Max(0, w.X0 - 1), Math.Min(clean.Width, w.X1 + 1) - Math.Max(0, w.X0 - 1)).Fill(250);
        return clean;
    }

    private void Text(GreyImage page, double dpi, List<Word> piece, (double Y0, double Y1) line, ImmutableArray<Token>.Builder tokens, CancellationToken cancel)
    {
        if (piece.Count == 0) return;
        cancel.ThrowIfCancellationRequested();
        int x0 = piece[0].X0, x1 = piece.Max(w => w.X1), y0 = piece.Min(w => w.Y0), y1 = piece.Max(w => w.Y1), pad = Math.Max(3, (y1 - y0) / 6);
        var area = Inside(page, x0 - pad, piece.Min(w => w.Top) - pad, x1 + pad, piece.Max(w => w.Bottom) + pad);
        var read = _text.Read(area.X0, area.Y0, area.X1, area.Y1);
        var words = ThaiText.Normalise(read.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var places = Spaces.Place(words, piece);
        for (var i = 0; i < words.Length; i++)
            tokens.Add(new Token(words[i], Points(places[i].X0, line.Y0, places[i].X1, line.Y1, dpi), null, ReaderKind.Ocr, Trust(words[i], read.Confidence), []));
    }

    // A digit that only Tesseract read is doubtful whatever it says of itself: its Thai model lacks five of ten Thai digits and answers with others.
    private static double Trust(string word, double own)
    {
        foreach (var c in word)
            if (c is (>= '0' and <= '9') or (>= '๐' and <= '๙')) return Math.Min(own, 0.3);
        return Math.Min(own, 0.97);
    }

    private static Box Points(double x0, double y0, double x1, double y1, double dpi) => new(x0 * 72 / dpi, y0 * 72 / dpi, x1 * 72 / dpi, y1 * 72 / dpi);

    private static (int X0, int Y0, int X1, int Y1) Inside(GreyImage page, int x0, int y0, int x1, int y1) =>
        (Math.Clamp(x0, 0, page.Width - 1), Math.Clamp(y0, 0, page.Height - 1), Math.Clamp(x1, x0 + 1, page.Width), Math.Clamp(y1, y0 + 1, page.Height));
}
