using System.Globalization;
using System.Text.Json;

namespace ItaIngest.Variants;

/// <summary>One score record of extract's output.</summary>
public sealed record ScoreClaim(string AgencyCode, int? Year, string Code, string? Value, string Status)
{
    public bool Published => Status is "printed" or "confirmed" or "repaired" or "derived" && Value is { Length: > 0 };

    /// <summary>Published as more than merely printed.</summary>
    public bool Proven => Published && Status != "printed";
}

/// <summary>One row record.</summary>
public sealed record RowClaim(int Number, string? Agency, string? District, string? Score, string? Grade, string? Delta, bool? Pass, string Status);

/// <summary>All that extract says of one file.</summary>
public sealed class FileClaims
{
    public string Status { get; set; } = "absent";

    public string? AgencyName { get; set; }

    public int? Year { get; set; }

    public List<string> Issues { get; } = [];

    public List<ScoreClaim> Scores { get; } = [];

    public Dictionary<int, RowClaim> Rows { get; } = [];
}

/// <summary>Reads extract's JSON Lines.</summary>
public static class Claims
{
    /// <summary>Claims by base name of the file; a line that is no JSON is an error of the program and is thrown.</summary>
    public static Dictionary<string, FileClaims> Read(IEnumerable<string> lines)
    {
        var files = new Dictionary<string, FileClaims>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            using var json = JsonDocument.Parse(line);
            var record = json.RootElement;
            var name = Path.GetFileName(Text(record, "file") ?? "");
            if (!files.TryGetValue(name, out var file)) files[name] = file = new FileClaims();
            switch (Text(record, "type"))
            {
                case "document":
                    file.Status = Text(record, "status") ?? "";
                    file.Year = Whole(record, "fiscal_year");
                    if (record.TryGetProperty("agency", out var agency) && agency.ValueKind == JsonValueKind.Object) file.AgencyName = Text(agency, "name");
                    if (record.TryGetProperty("issues", out var issues))
                        foreach (var issue in issues.EnumerateArray()) file.Issues.Add($"{Text(issue, "code")} {Text(issue, "message")}");
                    break;
                case "score":
                    file.Scores.Add(new ScoreClaim(Text(record, "agency_code") ?? "", Whole(record, "fiscal_year"), Text(record, "code") ?? "", Text(record, "value"), Text(record, "status") ?? ""));
                    break;
                case "row":
                    var number = Whole(record, "number") ?? 0;
                    file.Rows[number] = new RowClaim(number, Text(record, "agency"), Text(record, "district"), Text(record, "score"), Text(record, "grade"), Text(record, "delta"),
                        record.TryGetProperty("pass", out var pass) && pass.ValueKind is JsonValueKind.True or JsonValueKind.False ? pass.GetBoolean() : null, Text(record, "status") ?? "");
                    break;
            }
        }
        return files;
    }

    /// <summary>"93.26" -> 9326, "+26.19" -> 2619, "-7.1" -> -710; null for nothing.</summary>
    public static int? Hundredths(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? (int)(value * 100m) : null;
    }

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Whole(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
