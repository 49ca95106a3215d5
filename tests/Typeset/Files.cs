using ItaIngest.Typeset.Paper;
using ItaIngest.Typeset.Render;

namespace ItaIngest.Typeset;

/// <summary>Writes a document in the format its file name asks for.</summary>
public static class Files
{
    public static async Task WriteAsync(Document document, string path, Look look, CancellationToken cancel)
    {
        switch (Path.GetExtension(path))
        {
            case ".pdf":
                await Chromium.PrintAsync(Web.Write(document, look), path, cancel);
                break;
            case ".html":
                await File.WriteAllTextAsync(path, Web.Write(document, look), cancel);
                break;
            case ".docx":
                Word.Write(document, path);
                break;
            case ".xlsx":
                Workbook.Write(document, path, typed: document.Name.Length % 2 == 0, oneSheet: document.Name.Length % 3 == 0);
                break;
            case ".csv":
                await File.WriteAllTextAsync(path, Comma.Write(document), cancel);
                break;
            default:
                await File.WriteAllTextAsync(path, Plain.Write(document), cancel);
                break;
        }
    }
}
