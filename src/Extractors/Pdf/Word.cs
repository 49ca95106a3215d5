using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Pdf;

/// <summary>A word of a text layer as poppler cuts it; Line counts poppler's lines on the page from 0.</summary>
internal readonly record struct Word(string Text, Box Box, int Line);

/// <summary>The words of one page in poppler's reading order.</summary>
internal sealed record WordPage(int Number, double Width, double Height, List<Word> Words);
