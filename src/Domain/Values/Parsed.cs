namespace ItaIngest.Domain.Values;

/// <summary>
/// What came of reading printed text: a value, or the reason why there is none.
/// Asking a failure for its value throws, so that an unreadable score can never pass as 0.00.
/// </summary>
public readonly record struct Parsed<T>
{
    private readonly T? _value;

    private Parsed(T? value, string? reason)
    {
        _value = value;
        Reason = reason;
    }

    /// <summary>Why the text could not be read; null when it could.</summary>
    public string? Reason { get; }

    public bool Succeeded => Reason is null;

    /// <summary>The value read.</summary>
    /// <exception cref="InvalidOperationException">The text could not be read.</exception>
    public T Value => Reason is null ? _value! : throw new InvalidOperationException($"No value: {Reason}");

    public static Parsed<T> Of(T value) => new(value, null);

    public static Parsed<T> Failed(string reason) => new(default, reason);

    public override string ToString() => Reason is null ? $"{_value}" : $"({Reason})";
}
