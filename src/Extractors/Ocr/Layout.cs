namespace ItaIngest.Extractors.Ocr;

/// <summary>A run of print without a word space in it. Box in pixels of its body (marks above and below left out), edges exclusive.</summary>
internal sealed class Word(List<Component> body)
{
    public List<Component> Body { get; } = body;

    public int Marks { get; set; }

    /// <summary>Highest and lowest ink, marks included.</summary>
    public int Top { get; set; } = body.Min(c => c.Y0);

    public int Bottom { get; set; } = body.Max(c => c.Y1);

    public int X0 { get; } = body.Min(c => c.X0);

    public int X1 { get; } = body.Max(c => c.X1);

    public int Y0 { get; } = body.Min(c => c.Y0);

    public int Y1 { get; } = body.Max(c => c.Y1);

    public int Height => Y1 - Y0;

    // Where the letters' bodies begin and end: of most letters, for some reach higher or lower.
    private readonly int _head = Middle([.. body.Select(c => c.Y0)]), _foot = Middle([.. body.Select(c => c.Y1)]);

    /// <summary>
    /// Is this print a vowel or a tone mark of that word, or one on top of the other? Such a pair is as tall as a letter, and it stands beside
    /// the ascender of a letter as well as above it; so size and place are measured by the word's own letters, not by its box. No line of its
    /// own comes that close.
    /// </summary>
    public bool IsMarkOf(Word word)
    {
        double letter = word._foot - word._head, over = word._head - Y1, under = Y0 - word._foot;
        return Height < 1.1 * letter && Body.TrueForAll(c => c.Width < 1.6 * letter)
            && X0 + X1 > 2 * word.X0 - (letter / 2) && X0 + X1 < 2 * word.X1 + (letter / 2)
            && ((over > -0.35 * letter && over < 0.45 * letter) || (under > -0.35 * letter && under < 0.3 * letter));
    }

    internal static int Middle(List<int> of)
    {
        of.Sort();
        return of[of.Count / 2];
    }
}

/// <summary>Words of one line of print, left to right, that no ruling and no wide gap parts.</summary>
internal sealed record Segment(List<Word> Words)
{
    public int X0 => Words[0].X0;

    public int X1 => Words.Max(w => w.X1);

    public int Y0 => Words.Min(w => w.Y0);

    public int Y1 => Words.Max(w => w.Y1);

    /// <summary>
    /// The height of the line as a font states it, room for marks above and below included: what the words of a text layer have for their boxes,
    /// and what all distances between rows and columns are measured by.
    /// </summary>
    public (double Y0, double Y1) Line
    {
        get
        {
            int head = Word.Middle([.. Words.SelectMany(w => w.Body, (_, c) => c.Y0)]), foot = Word.Middle([.. Words.SelectMany(w => w.Body, (_, c) => c.Y1)]);
            return (foot - (1.9 * (foot - head)), foot + (0.8 * (foot - head)));
        }
    }
}

/// <summary>
/// Words and line segments of a straightened page, from its components: bottom up, so that columns, cells and
/// turned tables need no model of the page. Thai marks above and below their letters are no bodies and join no words sideways.
/// </summary>
internal static class Layout
{
    private const double WordGap = 0.42, PointGap = 0.5, SignGap = 0.85, SegmentGap = 2.2; // of the letters' height

    /// <summary>Segments from the top down, those of one line from left to right.</summary>
    public static List<Segment> Find(bool[] ink, int width, int height, double dpi, IReadOnlyList<DrawnLine> lines)
    {
        var print = Components.Find(ink, width, height).FindAll(c => c.Area >= Math.Max(3, dpi * dpi / 15000)
            && c.Height <= dpi * 0.55 && c.Width <= dpi * 2.5 && c.Height >= 2 && !IsBar(c, dpi));
        var letters = print.FindAll(c => c.Height >= dpi * 0.045 && c.Height <= dpi * 0.3).ConvertAll(c => c.Height);
        if (letters.Count == 0) return [];
        letters.Sort();
        var usual = letters[letters.Count / 2];
        print.Sort((a, b) => a.X0 != b.X0 ? a.X0.CompareTo(b.X0) : a.Y0.CompareTo(b.Y0));
        var walls = lines.Where(l => !l.Across).ToList();

        var words = Chain(print, usual, WordGap, walls).ToLookup(w => w.Exists(c => c.Height >= 0.5 * usual));
        var tall = words[true].Select(w => new Word(w)).ToList();
        var isMark = tall.ToLookup(w => tall.Exists(o => w.IsMarkOf(o)));
        List<Word> real = [.. isMark[false], .. words[false].Where(w => w is [var stroke] && IsMinusApart(stroke, print, usual, walls)).Select(w => new Word(w))];
        Attach(real, [.. words[false].Concat(isMark[true].Select(w => w.Body)).SelectMany(w => w)], usual);
        return Join(real, usual, walls);
    }

    // A bar of a chart is ink from edge to edge, thicker than any dash.
    private static bool IsBar(Component c, double dpi) => c.Width >= 3 * c.Height && c.Height >= dpi * 0.05 && c.Area > 0.9 * c.Width * c.Height;

    // Union of pieces that stand side by side in one band, the gap between them below the limit and no upright ruling in it.
    private static List<List<Component>> Chain(List<Component> print, int usual, double gap, List<DrawnLine> walls)
    {
        var parent = Enumerable.Range(0, print.Count).ToArray();
        for (var i = 0; i < print.Count; i++)
        {
            var a = print[i];
            for (var j = i + 1; j < print.Count; j++)
            {
                var b = print[j];
                var size = Math.Max(Math.Min(a.Height, b.Height), Math.Min(Math.Max(a.Height, b.Height), usual));
                if (b.X0 - a.X0 > Reach(a, usual)) break;
                // A narrow figure keeps the room of a wide one: behind a point or a sign stands the gap of 1 and of the point together.
                var limit = IsPoint(a, b, usual) || IsPoint(b, a, usual) || IsMinus(a, b, usual) ? Math.Max(gap, PointGap) : gap;
                if (b.X0 - a.X1 > limit * size || !SameBand(a, b, usual) || Walled(a.X1, b.X0, Math.Max(a.Y0, b.Y0), Math.Min(a.Y1, b.Y1), walls)) continue;
                Union(parent, i, j);
            }
        }
        return print.Select((c, i) => (c, Root: Root(parent, i))).GroupBy(p => p.Root).Select(g => g.Select(p => p.c).ToList()).ToList();

        static int Reach(Component a, int usual) => a.Width + 2 * Math.Max(usual, a.Height);
    }

    private static bool IsPoint(Component point, Component figure, int usual) =>
        Math.Max(point.Width, point.Height) < 0.35 * usual && figure.Height >= 0.7 * usual && Math.Abs(point.Y1 - figure.Y1) < 0.25 * usual;

    private static bool IsMinus(Component stroke, Component figure, int usual) =>
        stroke.Height < 0.25 * usual && stroke.Width is var width && width > 0.2 * usual && width < 0.8 * usual && figure.Height >= 0.7 * usual
        && Math.Abs((stroke.Y0 + stroke.Y1) - (figure.Y0 + figure.Y1)) < 0.4 * figure.Height;

    // A minus further from its figures than their own points: nothing stands before it on its line, and figures soon behind it. Any other lone stroke says nothing.
    private static bool IsMinusApart(Component stroke, List<Component> print, int usual, List<DrawnLine> walls)
    {
        bool Near(Component left, Component right, double gap) =>
            right.X0 >= left.X1 && right.X0 - left.X1 < gap * usual && !Walled(left.X1, right.X0, stroke.Y0, stroke.Y1, walls);
        return print.Exists(c => IsMinus(stroke, c, usual) && Near(stroke, c, SignGap)) && !print.Exists(c => SameBand(c, stroke, usual) && Near(c, stroke, SegmentGap));
    }

    private static bool SameBand(Component a, Component b, int usual)
    {
        bool smallA = a.Height < 0.55 * usual, smallB = b.Height < 0.55 * usual;
        var overlap = Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0);
        if (smallA && smallB) return overlap > 0;
        if (!smallA && !smallB) return overlap >= 0.5 * Math.Min(a.Height, b.Height);
        var (small, big) = smallA ? (a, b) : (b, a);
        var centre = (small.Y0 + small.Y1) / 2.0;
        // Beside a letter: a point, a comma, a dash. Over or under it: a mark of its own letter.
        return centre >= big.Y0 + 0.05 * usual && centre <= big.Y1 + 0.12 * usual;
    }

    private static bool Walled(int left, int right, int top, int bottom, List<DrawnLine> walls)
    {
        foreach (var w in walls)
            if (w.X0 < right && w.X1 > left && w.Y0 < bottom && w.Y1 > top) return true;
        return false;
    }

    // A mark belongs to the nearest word over or under it.
    private static void Attach(List<Word> words, List<Component> marks, int usual)
    {
        foreach (var mark in marks)
        {
            Word? nearest = null;
            var least = double.MaxValue;
            foreach (var w in words)
            {
                var size = Math.Max(usual, w.Height);
                if (mark.Height > size || mark.Width > 1.5 * size || (mark.X0 + mark.X1) / 2 < w.X0 - usual / 4 || (mark.X0 + mark.X1) / 2 > w.X1 + usual / 4) continue;
                var far = Math.Max(w.Y0 - mark.Y1, mark.Y0 - w.Y1);
                if (far < 0.75 * usual && far < least) (nearest, least) = (w, far);
            }
            if (nearest is null) continue;
            if (mark.Height >= 0.15 * usual) nearest.Marks++;
            (nearest.Top, nearest.Bottom) = (Math.Min(nearest.Top, mark.Y0), Math.Max(nearest.Bottom, mark.Y1));
        }
    }

    private static List<Segment> Join(List<Word> words, int usual, List<DrawnLine> walls)
    {
        words.Sort((a, b) => a.X0 != b.X0 ? a.X0.CompareTo(b.X0) : a.Y0.CompareTo(b.Y0));
        var parent = Enumerable.Range(0, words.Count).ToArray();
        for (var i = 0; i < words.Count; i++)
            for (var j = i + 1; j < words.Count; j++)
            {
                Word a = words[i], b = words[j];
                if (b.X0 - a.X1 > SegmentGap * Math.Max(usual, a.Height)) continue;
                int top = Math.Max(a.Y0, b.Y0), bottom = Math.Min(a.Y1, b.Y1);
                if (bottom - top < 0.5 * Math.Min(a.Height, b.Height) || Walled(a.X1, b.X0, top, bottom, walls)) continue;
                Union(parent, i, j);
            }
        return words.Select((w, i) => (w, Root: Root(parent, i))).GroupBy(p => p.Root)
            .Select(g => new Segment(g.Select(p => p.w).OrderBy(w => w.X0).ToList()))
            .OrderBy(s => (s.Y0 + s.Y1) / 2).ThenBy(s => s.X0).ToList();
    }

    private static void Union(int[] parent, int a, int b)
    {
        (a, b) = (Root(parent, a), Root(parent, b));
        parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(int[] parent, int k)
    {
        while (parent[k] != k) k = parent[k] = parent[parent[k]];
        return k;
    }
}
