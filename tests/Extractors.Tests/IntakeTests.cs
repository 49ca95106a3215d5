using System.Text;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Tests;

public sealed class IntakeTests
{
    private static string Code(string path, long limit = Intake.SizeLimit) => Should.Throw<DocumentRejectedException>(() => Intake.Open(path, limit)).Code;

    [Fact]
    public void Folders_are_walked_in_ordinal_order_without_hidden_files()
    {
        using var folder = new Folder();
        foreach (var name in (string[])["b.txt", "a/z.txt", "a/B.txt", ".hidden", ".git/x.txt", "ก.txt"]) folder.Write(name, "x");
        Intake.Find([folder.Path]).Select(f => Path.GetRelativePath(folder.Path, f.Path!)).ShouldBe(["a/B.txt", "a/z.txt", "b.txt", "ก.txt"]);
    }

    [Fact]
    public void What_an_itaignore_covers_is_skipped_there_and_below_unless_it_is_named()
    {
        using var folder = new Folder();
        foreach (var name in (string[])["a.txt", "truth.csv", "sub/truth.csv", "sub/b.txt", "bad/c.txt", "sub/x.bak"]) folder.Write(name, "x");
        folder.Write(".itaignore", "# not documents\ntruth.csv\nbad\n\n*.bak\n");
        Intake.Find([folder.Path]).Select(f => Path.GetRelativePath(folder.Path, f.Path!)).ShouldBe(["a.txt", "sub/b.txt"]);
        Intake.Find([Path.Combine(folder.Path, "bad"), Path.Combine(folder.Path, "truth.csv")]).Count().ShouldBe(2);
    }

    [Fact]
    public void The_same_file_named_twice_or_through_a_link_comes_once()
    {
        using var folder = new Folder();
        var file = folder.Write("a.txt", "x");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "b.txt"), file);
        Intake.Find([file, folder.Path, file, Path.Combine(folder.Path, ".", "a.txt")]).Count().ShouldBe(1);
    }

    [Fact]
    public void A_folder_that_links_to_itself_does_not_go_round_for_ever()
    {
        using var folder = new Folder();
        folder.Write("a.txt", "x");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "loop"), folder.Path);
        Intake.Find([folder.Path]).Count().ShouldBe(1);
    }

    [Fact]
    public void A_missing_path_and_an_empty_folder_are_said_and_the_rest_goes_on()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));
        var file = folder.Write("a.txt", "x");
        var found = Intake.Find([folder.Path + "/nothing", folder.Path + "/empty", file]).ToList();
        found.Select(f => f.Issue?.Code).ShouldBe(["ITA002", "ITA003", null]);
        found[2].Path.ShouldBe(file);
    }

    [Fact]
    public void The_same_bytes_are_the_same_document_whatever_the_name()
    {
        using var folder = new Folder();
        var one = Intake.Open(folder.Write("a.txt", "คะแนน ๘๕.๐๐"));
        var two = Intake.Open(folder.Write("b.md", "คะแนน ๘๕.๐๐"));
        one.Id.ShouldBe(two.Id);
        one.Id.Length.ShouldBe(64);
        (one.Kind, two.Kind).ShouldBe((MediaKind.PlainText, MediaKind.Markdown));
    }

    public static TheoryData<string, byte[], MediaKind> Kinds => new()
    {
        { "report.txt", [.. "%PDF-1.4 "u8], MediaKind.Pdf },
        { "report.pdf", Encoding.UTF8.GetBytes("ไม่ใช่ PDF"), MediaKind.PlainText },
        { "x.bin", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], MediaKind.Png },
        { "x.pdf", [0xFF, 0xD8, 0xFF, 0xE0], MediaKind.Jpeg },
        { "x", [(byte)'I', (byte)'I', 42, 0, 8], MediaKind.Tiff },
        { "page.txt", [.. "<!DOCTYPE html><html>"u8], MediaKind.Html },
        { "page.html", [.. "<div>ok</div>"u8], MediaKind.Html },
        { "ocr.txt", [.. "<p>left by an OCR</p>"u8], MediaKind.PlainText },
        { "t.csv", [.. "a,b\n1,2\n"u8], MediaKind.Csv },
        { "utf16.txt", Encoding.Unicode.GetBytes("คะแนนรวม 85.00 คะแนน"), MediaKind.PlainText },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_bytes_tell_the_kind_and_not_the_name(string name, byte[] bytes, MediaKind kind)
    {
        using var folder = new Folder();
        Intake.Open(folder.Write(name, bytes)).Kind.ShouldBe(kind);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_with_a_code_and_a_remedy()
    {
        using var folder = new Folder();
        var noise = new byte[4000];
        new Random(7).NextBytes(noise);
        Code(folder.Write("empty.txt", "")).ShouldBe("ITA001");
        Code(Path.Combine(folder.Path, "missing.txt")).ShouldBe("ITA002");
        Code(folder.Path).ShouldBe("ITA005");
        Code(folder.Write("binary.txt", noise)).ShouldBe("ITA008");
        Code(folder.Write("program.exe", noise)).ShouldBe("ITA007");
        Code(folder.Write("old.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])).ShouldBe("ITA009");
        Code(folder.Write("some.zip", [.. "PK\x03\x04"u8, .. new byte[60]])).ShouldBe("ITA014");
        Should.Throw<DocumentRejectedException>(() => Intake.Open(folder.Write("empty.pdf", ""))).Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_file_of_500_MB_is_refused_without_being_read()
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.Path, "large.pdf");
        using (var file = File.Create(path)) file.SetLength(500_000_000);
        var refusal = Should.Throw<DocumentRejectedException>(() => Intake.Open(path));
        refusal.Code.ShouldBe("ITA006");
        refusal.What.ShouldBe("large.pdf has 500 MB; at most 200 MB are read.");
    }

    [Fact]
    public void A_file_without_permission_is_refused_by_name()
    {
        if (Environment.UserName == "root") Assert.Skip("root may read everything.");
        using var folder = new Folder();
        var path = folder.Write("locked.txt", "x");
        File.SetUnixFileMode(path, UnixFileMode.None);
        Code(path).ShouldBe("ITA004");
    }
}
