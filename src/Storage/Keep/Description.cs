using System.Globalization;
using System.Text;
using Dapper;

namespace ItaIngest.Storage.Keep;

/// <summary>docs/schema.md, from the database's own comments and keys.</summary>
public static class Description
{
    public static Task<string> WriteAsync(Database database, CancellationToken ct) => database.UseAsync(async connection =>
    {
        var text = new StringBuilder("""
            # The database

            Written by `./ita db describe` from the database's own comments: change them there (src/Storage/Schema), not here.
            Analysts read the views of schema `ita`; `evidence`, `issues`, `ranking`, `scores`, `sheets` and `trends` have a twin `NAME_at(timestamp)` that shows them as they stood then. The tables of schema `store` are the program's own and may change;
            a change of a view's name or columns is a migration and a line in the changelog. Scores are points of 100 with two decimals; years are fiscal years of the Buddhist Era.

            ## How the base tables hang together


            """.ReplaceLineEndings("\n"));
        text.Append("```mermaid\nerDiagram\n");
        var keys = await connection.QueryAsync<(string Child, string Parent, string Columns)>("""
            select c.relname, p.relname, string_agg(a.attname, ', ' order by a.attnum) from pg_constraint k
            join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
            where k.contype = 'f' and c.relnamespace = 'store'::regnamespace group by c.relname, p.relname, k.oid
            union values ('observations', 'sheets', 'sheet_id'), ('score_records', 'sheets', 'sheet_id'), ('announcement_rows', 'sheets', 'sheet_id'), ('standings', 'subjects', 'agency_code, fiscal_year'),
                ('sheets', 'documents', 'document_no'), ('subjects', 'agencies', 'agency_code'), ('ranks', 'subjects', 'agency_code, fiscal_year'), ('joint_records', 'subjects', 'agency_code, fiscal_year'), ('sheets', 'provinces', 'province_code'), ('pages', 'documents', 'document_no'), ('indicator_sums', 'provinces', 'province_code')
            order by 2, 1, 3
            """);
        foreach (var (child, parent, columns) in keys) text.Append(CultureInfo.InvariantCulture, $"    {parent} ||--o{{ {child} : \"{columns}\"\n");
        text.Append("```\n");
        var views = await connection.QueryAsync<(string View, string Column, string Type, string About, string Comment)>("""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), obj_description(c.oid), col_description(c.oid, a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'ita'::regnamespace and c.relkind = 'v' order by c.relname, a.attnum
            """);
        foreach (var view in views.GroupBy(v => v.View))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## ita.{view.Key}\n\n{view.First().About.Replace(" | ", "\n\n", StringComparison.Ordinal)}\n\n| column | type | what | ความหมาย |\n|---|---|---|---|\n");
            foreach (var (_, column, type, _, comment) in view)
            {
                var parts = comment.Split(" | ", 2);
                text.Append(CultureInfo.InvariantCulture, $"| {column} | {type} | {parts[0]} | {parts[^1]} |\n");
            }
        }
        return text.ToString();
    }, ct);
}
