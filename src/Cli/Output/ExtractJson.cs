using System.Text.Encodings.Web;
using System.Text.Json;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;

namespace ItaIngest.Cli.Output;

/// <summary>The JSON Lines of `ita extract`: one document record a file, then its score and row records. Described in docs/extract.md.</summary>
internal sealed class ExtractJson(Stream output)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(DocumentRead read)
    {
        Line(json => Document(json, read));
        foreach (var sheet in read.Findings.Sheets)
            foreach (var score in sheet.Scores) Line(json => ScoreRecord(json, read.Path, sheet, score));
        foreach (var row in read.Findings.Rows) Line(json => Row(json, read.Path, row));
        output.Flush();
    }

    private void Line(Action<Utf8JsonWriter> body)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void Document(Utf8JsonWriter json, DocumentRead read)
    {
        var f = read.Findings;
        json.WriteString("type", "document");
        json.WriteString("file", read.Path);
        json.WriteString("sha256", f.Document.Id);
        json.WriteString("status", Word(f.Status));
        json.WriteStartArray("kinds");
        foreach (var kind in f.Kinds) json.WriteStringValue(Word(kind));
        json.WriteEndArray();
        var sheet = f.Sheets.IsEmpty ? null : f.Sheets[0];
        var year = sheet?.Year ?? f.Rows.FirstOrDefault()?.Year;
        if (year is { } y) json.WriteNumber("fiscal_year", y.BuddhistEra);
        else json.WriteNull("fiscal_year");
        json.WritePropertyName("agency");
        if (f.Sheets.Length == 1 && (sheet!.Agency.Agency is not null || !sheet.Agency.Printed.IsEmpty)) Agency(json, sheet.Agency);
        else json.WriteNullValue();
        json.WriteNumber("pages", f.PageCount);
        json.WriteStartArray("issues");
        foreach (var issue in f.Issues) IssueOf(json, issue);
        json.WriteEndArray();
    }

    private static void Agency(Utf8JsonWriter json, AgencyMatch match)
    {
        json.WriteStartObject();
        json.WriteString("code", match.Agency?.Code);
        json.WriteString("name", match.Agency?.Name);
        json.WriteString("type", match.Agency?.Type.ToString());
        json.WriteString("district", match.Agency?.District?.Name);
        json.WriteString("province", match.Agency?.Province?.Name);
        json.WriteString("match", Word(match.Kind));
        json.WriteNumber("probability", Math.Round(match.Probability, 4));
        json.WriteStartArray("printed");
        foreach (var printed in match.Printed) json.WriteStringValue(printed);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void IssueOf(Utf8JsonWriter json, Issue issue)
    {
        json.WriteStartObject();
        json.WriteString("code", issue.Code);
        json.WriteString("severity", Word(issue.Severity));
        json.WriteString("message", issue.Message);
        if (issue.Page is { } page) json.WriteNumber("page", page);
        if (issue.Line is { } line) json.WriteNumber("line", line);
        json.WriteEndObject();
    }

    private static void ScoreRecord(Utf8JsonWriter json, string path, SheetFindings sheet, ScoreRecord score)
    {
        json.WriteString("type", "score");
        json.WriteString("file", path);
        json.WriteString("agency_code", sheet.Agency.Agency?.Code);
        if (sheet.Year is { } year) json.WriteNumber("fiscal_year", year.BuddhistEra);
        else json.WriteNull("fiscal_year");
        json.WriteString("code", score.Code.ToString());
        json.WriteString("value", score.Value?.ToString());
        json.WriteString("status", Word(score.Status));
        if (!score.Candidates.IsEmpty)
        {
            json.WriteStartArray("candidates");
            foreach (var candidate in score.Candidates)
            {
                json.WriteStartObject();
                json.WriteString("value", candidate.Value.ToString());
                if (candidate.Probability is { } p) json.WriteNumber("probability", Math.Round(p, 4));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteStartArray("printed");
        foreach (var mention in score.Mentions) Mention(json, mention);
        json.WriteEndArray();
        json.WriteStartArray("evidence");
        foreach (var support in score.Support) json.WriteStringValue(support);
        json.WriteEndArray();
        if (score.Proof is { } proof)
        {
            json.WritePropertyName("proof");
            json.WriteRawValue(proof);
        }
    }

    private static void Mention(Utf8JsonWriter json, Observation mention)
    {
        var e = mention.Evidence;
        json.WriteStartObject();
        json.WriteString("text", e.AsPrinted);
        json.WriteString("value", mention.Value.Succeeded ? mention.Value.Value.ToString() : null);
        if (mention.Value.Reason is { } reason) json.WriteString("reason", reason);
        Place(json, e);
        json.WriteString("where", Word(e.Where));
        json.WriteString("reader", Word(e.Reader));
        json.WriteNumber("confidence", Math.Round(e.Confidence, 4));
        json.WriteString("label", e.Label);
        json.WriteNumber("section", e.Section);
        if (mention.Doubt is { } doubt) json.WriteString("doubt", doubt);
        if (!e.Alternatives.IsEmpty)
        {
            json.WriteStartArray("alternatives");
            foreach (var a in e.Alternatives)
            {
                json.WriteStartObject();
                json.WriteString("text", a.Text);
                json.WriteNumber("probability", Math.Round(a.Probability, 4));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, Evidence e)
    {
        json.WriteNumber("page", e.Page);
        if (e.Line is { } line) json.WriteNumber("line", line);
        if (e.Box is not { } box) return;
        json.WriteStartArray("box");
        foreach (var side in (ReadOnlySpan<double>)[box.X0, box.Y0, box.X1, box.Y1]) json.WriteNumberValue(Math.Round(side, 1));
        json.WriteEndArray();
    }

    private static void Row(Utf8JsonWriter json, string path, AnnouncementRow row)
    {
        json.WriteString("type", "row");
        json.WriteString("file", path);
        json.WriteNumber("number", row.Number);
        json.WriteNumber("fiscal_year", row.Year.BuddhistEra);
        var agency = row.Match.Agency;
        json.WriteString("agency_code", agency?.Code);
        json.WriteString("agency", agency?.Name);
        json.WriteString("district", agency?.District?.Name);
        json.WriteString("province", (agency?.Province ?? row.Province)?.Name);
        json.WriteString("match", Word(row.Match.Kind));
        json.WriteNumber("probability", Math.Round(row.Match.Probability, 4));
        json.WriteString("printed_agency", row.Match.Printed.FirstOrDefault());
        json.WriteString("printed_district", row.Match.PrintedDistrict);
        var published = row.Status is ScoreStatus.Printed or ScoreStatus.Confirmed or ScoreStatus.Repaired or ScoreStatus.Derived;
        json.WriteString("score", published && row.Total.Succeeded ? row.Total.Value.ToString() : null);
        json.WriteString("printed_score", row.Evidence.AsPrinted);
        json.WriteString("grade", row.Grade);
        json.WriteString("delta", row.Change?.ToString());
        if (row.Passed is { } passed) json.WriteBoolean("pass", passed);
        else json.WriteNull("pass");
        json.WriteString("status", Word(row.Status));
        Place(json, row.Evidence);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value switch
        {
            PageKind.OtherScheme => "other-scheme",
            ReaderKind reader => reader.ToString().ToLowerInvariant(),
            _ => value.ToString().ToLowerInvariant(),
        };
}
