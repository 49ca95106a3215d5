using System.Diagnostics;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Html;
using ItaIngest.Extractors.Office;

namespace ItaIngest.Extractors.Work;

/// <summary>The parsers that run in a worker, and what they are known to say of broken files.</summary>
internal static class Parsers
{
    public static ReadDocument Read(SourceDocument document, CancellationToken cancel)
    {
        try
        {
            return document.Kind switch
            {
                MediaKind.Html => HtmlReader.Read(document),
                MediaKind.Docx => DocxReader.Read(document),
                MediaKind.Xlsx => XlsxReader.Read(document, cancel),
                _ => throw new UnreachableException($"A worker was given {document.Kind}."),
            };
        }
        catch (Exception e) when (e is InvalidDataException or OpenXmlPackageException or XmlException or FormatException or IOException or InsufficientExecutionStackException)
        {
            throw new DocumentRejectedException("ITA023", $"{document.FileName} is broken: {e.Message}",
                "Open it in its own program and save it again, or download it again.");
        }
    }
}
