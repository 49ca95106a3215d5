namespace ItaIngest.Domain.Paper;

/// <summary>A rectangle on a page in points (1/72 inch) from the top left corner; X1 and Y1 are the right and lower edges.</summary>
public readonly record struct Box(double X0, double Y0, double X1, double Y1)
{
    public double Width => X1 - X0;

    public double Height => Y1 - Y0;

    public double CentreX => (X0 + X1) / 2;

    public double CentreY => (Y0 + Y1) / 2;

    public Box Union(Box other) =>
        new(Math.Min(X0, other.X0), Math.Min(Y0, other.Y0), Math.Max(X1, other.X1), Math.Max(Y1, other.Y1));

    public bool Contains(double x, double y) => x >= X0 && x <= X1 && y >= Y0 && y <= Y1;
}

/// <summary>A straight drawn line of a table, horizontal or vertical, as a thin box in points.</summary>
public readonly record struct Ruling(Box Box)
{
    public bool IsHorizontal => Box.Width >= Box.Height;
}
