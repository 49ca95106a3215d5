namespace ItaIngest.Extractors.Ocr;

/// <summary>A connected patch of ink: box in pixels (X1, Y1 exclusive) and its number of pixels.</summary>
internal readonly record struct Component(int Label, int X0, int Y0, int X1, int Y1, int Area)
{
    public int Width => X1 - X0;

    public int Height => Y1 - Y0;
}

/// <summary>Connected components with eight neighbours, by union of runs: two passes over the rows.</summary>
internal static class Components
{
    private readonly record struct Run(int X0, int X1, int Y);

    /// <summary>Components of the pixels that are true; labels holds each pixel's component index + 1, or 0.</summary>
    public static List<Component> Find(bool[] ink, int width, int height, int[]? labels = null)
    {
        var runs = new List<Run>();
        var parent = new List<int>();
        int previousStart = 0, previousEnd = 0;
        for (var y = 0; y < height; y++)
        {
            var rowStart = runs.Count;
            var at = previousStart;
            var row = ink.AsSpan(y * width, width);
            for (var x = 0; x < width;)
            {
                var skip = row[x..].IndexOf(true);
                if (skip < 0) break;
                x += skip;
                var length = row[x..].IndexOf(false);
                var end = length < 0 ? width : x + length;
                var me = runs.Count;
                runs.Add(new Run(x, end, y));
                parent.Add(me);
                while (at < previousEnd && runs[at].X1 < x) at++;
                for (var k = at; k < previousEnd && runs[k].X0 <= end; k++) Join(parent, k, me);
                x = end;
            }
            (previousStart, previousEnd) = (rowStart, runs.Count);
        }
        return Collect(runs, parent, width, labels);
    }

    private static List<Component> Collect(List<Run> runs, List<int> parent, int width, int[]? labels)
    {
        var found = new List<Component>();
        var index = new int[runs.Count];
        for (var k = 0; k < runs.Count; k++)
        {
            var run = runs[k];
            var root = Root(parent, k);
            if (root == k)
            {
                index[k] = found.Count;
                found.Add(new Component(found.Count + 1, run.X0, run.Y, run.X1, run.Y + 1, run.X1 - run.X0));
            }
            else
            {
                var i = index[k] = index[root];
                var c = found[i];
                found[i] = new Component(c.Label, Math.Min(c.X0, run.X0), c.Y0, Math.Max(c.X1, run.X1), Math.Max(c.Y1, run.Y + 1), c.Area + run.X1 - run.X0);
            }
            labels?.AsSpan(run.Y * width + run.X0, run.X1 - run.X0).Fill(index[k] + 1);
        }
        return found;
    }

    // The smaller index becomes the root, so a component's first run is its root and order is top to bottom.
    private static void Join(List<int> parent, int a, int b)
    {
        (a, b) = (Root(parent, a), Root(parent, b));
        if (a != b) parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(List<int> parent, int k)
    {
        while (parent[k] != k)
        {
            parent[k] = parent[parent[k]];
            k = parent[k];
        }
        return k;
    }
}
