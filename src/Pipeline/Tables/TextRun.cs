using System.Collections.Immutable;
using System.Text;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// A stretch of text that remembers which tokens it was put together from, so that every number found in it can be shown on the page.
/// </summary>
/// <param name="Text">The tokens' texts, joined by single spaces.</param>
/// <param name="Pieces">Where in Text each token begins, ascending.</param>
public sealed record TextRun(string Text, ImmutableArray<Piece> Pieces)
{
    public static TextRun Empty { get; } = new("", []);

    /// <summary>First line number, for sources with lines.</summary>
    public int? Line => Pieces.IsEmpty ? null : Pieces[0].Token.Line;

    /// <summary>The box around all tokens; null for sources without geometry.</summary>
    public Box? Box => BoxOf(0, Text.Length);

    public static TextRun Of(IEnumerable<Token> tokens)
    {
        var text = new StringBuilder();
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (var token in tokens)
        {
            if (token.Text.Length == 0) continue;
            if (text.Length > 0) text.Append(' ');
            pieces.Add(new Piece(text.Length, token));
            text.Append(token.Text);
        }
        return new TextRun(text.ToString(), pieces.ToImmutable());
    }

    public static TextRun Join(IEnumerable<TextRun> runs) => Of(runs.SelectMany(r => r.Pieces.Select(p => p.Token)));

    /// <summary>The tokens that the given stretch touches.</summary>
    public IEnumerable<Token> TokensAt(int start, int length)
    {
        for (var i = 0; i < Pieces.Length; i++)
        {
            var (from, token) = Pieces[i];
            if (from >= start + length) yield break;
            if (from + token.Text.Length > start) yield return token;
        }
    }

    public Box? BoxOf(int start, int length)
    {
        Box? box = null;
        foreach (var token in TokensAt(start, length))
            if (token.Box is { } b) box = box?.Union(b) ?? b;
        return box;
    }

    /// <summary>A part of the text, with the tokens it came from cut to it.</summary>
    public TextRun Slice(int start, int length) =>
        Of(Pieces.Where(p => p.Start < start + length && p.Start + p.Token.Text.Length > start).Select(p =>
        {
            var (from, to) = (Math.Max(start, p.Start), Math.Min(start + length, p.Start + p.Token.Text.Length));
            return p.Token with { Text = p.Token.Text[(from - p.Start)..(to - p.Start)].Trim() };
        }));

    public int? LineOf(int start) => TokensAt(start, 1).FirstOrDefault()?.Line ?? Line;
}

/// <summary>A token and where its text begins in the run.</summary>
public readonly record struct Piece(int Start, Token Token);
