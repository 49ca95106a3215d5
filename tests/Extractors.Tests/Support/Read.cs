using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Tests;

/// <summary>Opens and reads a file as the program does.</summary>
internal static class Read
{
    public static Task<ReadDocument> File(string path, ReadOptions? options = null) =>
        Reader.ReadAsync(Intake.Open(path), options ?? new ReadOptions(), null, TestContext.Current.CancellationToken);

    /// <summary>One for all tests, so that its workers are started once.</summary>
    private static readonly PageReader Reader = new(4);

    public static async Task<DocumentRejectedException> Refused(string path, ReadOptions? options = null) =>
        await Should.ThrowAsync<DocumentRejectedException>(() => File(path, options));

    /// <summary>Tokens of the first page as "text" or "text@table,row,column".</summary>
    public static async Task<string[]> Tokens(string path)
    {
        var read = await File(path);
        return [.. read.Pages[0].Tokens.Select(t => t.Cell is { } c
            ? FormattableString.Invariant($"{t.Text}@{c.Table},{c.Row},{c.Column}") + (c.RowSpan * c.ColumnSpan > 1 ? FormattableString.Invariant($"+{c.RowSpan}x{c.ColumnSpan}") : "")
            : t.Text)];
    }
}
