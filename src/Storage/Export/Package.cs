using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;

namespace ItaIngest.Storage.Export;

/// <summary>A file of a package.</summary>
public sealed record Resource(string File, DataSet Set, FileForm Form, Exported Written);

/// <summary>The description beside exported files: Frictionless Data Package (specs.frictionlessdata.io/data-package). Its date is that of the data, so the same data give the same bytes.</summary>
public static class Package
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task<string> DescribeAsync(Database database, string name, string version, IReadOnlyList<Resource> resources, CancellationToken ct) => database.UseAsync(async connection =>
    {
        var comments = (await connection.QueryAsync<(string View, string Column, string Text)>("""
            select c.relname, a.attname, col_description(c.oid, a.attnum) from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            where c.relnamespace = 'ita'::regnamespace and col_description(c.oid, a.attnum) is not null
            """)).ToDictionary(c => (c.View, c.Column), c => c.Text);
        var date = await connection.ExecuteScalarAsync<DateTime?>("select max(greatest(changed_at, superseded_at)) from ita.documents");
        var package = new JsonObject
        {
            ["profile"] = "data-package",
            ["name"] = name,
            ["title"] = resources.Count == 1 ? resources[0].Set.Title : "ITA results | ผลการประเมิน ITA",
            ["version"] = version,
            ["created"] = date?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["licenses"] = new JsonArray(new JsonObject { ["name"] = "other-pd", ["title"] = "Facts from public documents of Thai agencies; each line names its document" }),
            ["sources"] = new JsonArray(new JsonObject { ["title"] = "NACC announcements and agencies' ITA reports | ประกาศสำนักงาน ป.ป.ช. และรายงานของหน่วยงาน" }),
            ["resources"] = new JsonArray([.. resources.Select(r => (JsonNode)Describe(r, comments))]),
        };
        return package.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }, ct);

    private static JsonObject Describe(Resource resource, Dictionary<(string, string), string> comments) => new()
    {
        ["name"] = Path.GetFileNameWithoutExtension(resource.File).ToLowerInvariant(),
        ["path"] = resource.File,
        ["title"] = resource.Set.Title,
        ["profile"] = resource.Form == FileForm.Csv ? "tabular-data-resource" : "data-resource",
        ["format"] = resource.Form switch { FileForm.Csv => "csv", FileForm.Xlsx => "xlsx", FileForm.Json => "json", FileForm.JsonLines => "jsonl", _ => "md" },
        ["encoding"] = "utf-8",
        ["rows"] = resource.Written.Rows,
        ["schema"] = new JsonObject
        {
            ["missingValues"] = new JsonArray(""),
            ["fields"] = new JsonArray([.. resource.Written.Columns.Select(c => (JsonNode)Field(c, comments.GetValueOrDefault((resource.Set.View, c.Name), "")))]),
        },
    };

    private static JsonObject Field(Column column, string comment)
    {
        var field = new JsonObject { ["name"] = column.Name, ["type"] = TypeOf(column), ["description"] = comment };
        if (column.Type == typeof(decimal) && column.Name is not ("change" or "change_since_first")) field["constraints"] = new JsonObject { ["minimum"] = 0, ["maximum"] = 100 };
        if (column.Type == typeof(decimal)) field["unit"] = "points of 100";
        return field;
    }

    private static string TypeOf(Column column) => column.Type == typeof(bool) ? "boolean"
        : column.Type == typeof(decimal) || column.Type == typeof(float) || column.Type == typeof(double) ? "number"
        : column.IsNumber ? "integer" : column.Type == typeof(DateTime) ? "datetime" : column.Type.IsArray ? "array" : "string";
}
