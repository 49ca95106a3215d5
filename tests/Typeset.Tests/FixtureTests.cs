using System.Text;
using ItaIngest.Domain.Values;
using ItaIngest.TestSupport;

namespace ItaIngest.Typeset.Tests;

/// <summary>The fixtures keep their promises: truth stands on the page, every case is registered, no document pretends to be a publication.</summary>
public sealed class FixtureTests
{
    private static IEnumerable<string> Cases => Directory.GetDirectories(Places.Fixtures).Where(d => Path.GetFileName(d) != "bad").Order(StringComparer.Ordinal);

    private static string Document(string folder) =>
        Directory.GetFiles(folder).Single(f => !f.EndsWith(".csv", StringComparison.Ordinal));

    private static string Text(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding(874).GetString(bytes);
        }
    }

    private static IEnumerable<string[]> Lines(string path) => File.ReadLines(path).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','));

    [Fact]
    public void Every_case_is_in_the_register_and_has_its_truth()
    {
        var register = File.ReadAllText(Path.Combine(Places.Fixtures, "README.md"));
        foreach (var folder in Cases)
        {
            register.ShouldContain("| " + Path.GetFileName(folder) + " |");
            Directory.GetFiles(folder, "*.csv").ShouldNotBeEmpty(folder);
        }
        foreach (var file in Directory.GetFiles(Path.Combine(Places.Fixtures, "bad"))) register.ShouldContain(Path.GetFileName(file));
    }

    [Fact]
    public void Every_document_says_that_it_is_a_test()
    {
        foreach (var folder in Cases)
        {
            var path = Document(folder);
            if (path.EndsWith(".pdf", StringComparison.Ordinal)) continue;
            Text(path).ShouldContain("เอกสารทดสอบ");
        }
    }

    [Fact]
    public void Every_printed_value_of_the_truth_stands_in_its_document()
    {
        foreach (var folder in Cases)
        {
            var path = Document(folder);
            if (path.EndsWith(".pdf", StringComparison.Ordinal)) continue;
            var text = Text(path);
            var truth = Path.Combine(folder, "truth.csv");
            foreach (var cells in File.Exists(truth) ? Lines(truth) : [])
                foreach (var printed in cells[4].Split(" and ")) text.ShouldContain(printed);
            var ranking = Path.Combine(folder, "ranking.csv");
            var arabic = ThaiDigits.ToArabic(text);
            foreach (var c in File.Exists(ranking) ? Lines(ranking) : [])
                arabic.ShouldContain(string.Join('\t', c[1], c[2], c[4], c[6], c[7], c[8], c[9]));
        }
    }
}
