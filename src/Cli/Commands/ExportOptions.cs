using System.CommandLine;
using System.Globalization;
using ItaIngest.Storage;
using ItaIngest.Storage.Export;

namespace ItaIngest.Cli.Commands;

/// <summary>Where an export goes and in which form.</summary>
internal sealed record ExportOutput(string? Format, string? File, string? Database)
{
    /// <summary>What --format says, else what the file's name says, else CSV.</summary>
    public FileForm Form() => (Format ?? Path.GetExtension(File ?? "").TrimStart('.')).ToLowerInvariant() switch
    {
        "" or "csv" => FileForm.Csv,
        "xlsx" => FileForm.Xlsx,
        "json" => FileForm.Json,
        "jsonl" or "ndjson" => FileForm.JsonLines,
        "md" or "markdown" => FileForm.Markdown,
        var other => throw new StorageException("ITA634", $"\"{other}\" is not a format.", "Known are: csv, xlsx, json, jsonl, md."),
    };
}

/// <summary>The options of one data set: only filters that it has.</summary>
internal sealed class ExportOptions(DataSet set)
{
    private readonly Option<string[]> _years = Many("--year", "Fiscal year of the Buddhist Era, several years, or a range such as 2562-2565");
    private readonly Option<string[]> _provinces = Many("--province", "Province by Thai name, English name or code");
    private readonly Option<string[]> _regions = Many("--region", "Region, such as ภาคใต้");
    private readonly Option<string[]> _types = Many("--type", "Kind of agency: PAO, TN, TM, TT, TAO, SPECIAL, OTHER or the Thai word");
    private readonly Option<string[]> _grades = Many("--grade", "Grade as printed: AA, ผ่านดี ...");
    private readonly Option<string[]> _statuses = Many("--status", "printed, confirmed, repaired, derived, decided, conflicting or unresolved");
    private readonly Option<string[]> _agencies = Many("--agency", "Agency by its code");
    private readonly Option<string?> _asOf = new("--as-of") { Description = "Show everything as it stood then: 2026-11-21 or 2026-11-21T10:00:00Z" };
    private readonly Option<string?> _format = new("--format") { Description = "csv, xlsx, json, jsonl or md (default: by the file's name, else csv)" };
    private readonly Option<string?> _out = new("--out") { Description = "File to write; its description is put beside it as FILE.datapackage.json" };
    private readonly Option<string?> _database = DbCommand.DatabaseOption();

    private static Option<string[]> Many(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    public void AddTo(Command command)
    {
        foreach (var (column, option) in new (string, Option)[]
        {
            ("fiscal_year", _years), ("province_code", _provinces), ("region", _regions), ("type", _types), ("grade", _grades), ("status", _statuses), ("agency_code", _agencies),
        })
            if (set.Filters.Contains(column)) command.Options.Add(option);
        if (set.HasHistory) command.Options.Add(_asOf);
        foreach (var option in new Option[] { _format, _out, _database }) command.Options.Add(option);
    }

    public Filter Read(ParseResult parsed)
    {
        IReadOnlyList<string> Of(string column, Option<string[]> option) => set.Filters.Contains(column) ? parsed.GetValue(option) ?? [] : [];
        var asOf = set.HasHistory ? parsed.GetValue(_asOf) : null;
        return new Filter(Of("fiscal_year", _years), Of("province_code", _provinces), Of("region", _regions), Of("type", _types), Of("grade", _grades), Of("status", _statuses), Of("agency_code", _agencies),
            asOf is null ? null : ReadTime(asOf));
    }

    public ExportOutput ReadOutput(ParseResult parsed) => new(parsed.GetValue(_format), parsed.GetValue(_out), parsed.GetValue(_database));

    /// <summary>A date alone means its end (UTC): everything that was known on that day.</summary>
    internal static DateTimeOffset ReadTime(string asked)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out var day)) return Checked(asked, day.AddDays(1).AddTicks(-10));
        if (DateTimeOffset.TryParseExact(asked, ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, Utc, out var time)) return Checked(asked, time);
        throw new StorageException("ITA635", $"\"{asked}\" is not a date.", "Write it as 2026-11-21 or 2026-11-21T10:00:00Z.");
    }

    private static DateTimeOffset Checked(string asked, DateTimeOffset time) => time.Year < 2500 ? time
        : throw new StorageException("ITA635", $"\"{asked}\" is in the Buddhist Era.", $"Dates of the record are of the Common Era: {time.Year - 543}.");
}
