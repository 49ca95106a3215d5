using System.Globalization;

namespace ItaIngest.Variants;

/// <summary>
/// Holds claims against truth. Of every true score exactly one holds: right; proven-wrong (published as confirmed, repaired or derived with another
/// value); printed-wrong; withheld. Overclaimed: proved where the truth cannot be determined. Invented: published for a code the paper does not
/// print, unless it is the true sheet's value.
/// </summary>
/// <param name="nameOf">Official name of an agency's code; null for unknown codes.</param>
public sealed class Judge(Func<string, string?> nameOf)
{
    public List<string> Misses { get; } = [];

    public Tally One(FileTruth truth, FileClaims? claims)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var tally = new Tally();
        claims ??= new FileClaims();
        if (truth.Scores.Count > 0) Scores(truth, claims, tally);
        Rows(truth, claims, tally);
        foreach (var line in truth.Missing)
        {
            tally.Missing++;
            if (claims.Issues.Exists(i => i.Contains(line["name_true"], StringComparison.Ordinal))) tally.MissingNamed++;
            else Miss(truth, $"missing row {line["name_true"]} is named in no issue");
        }
        return tally;
    }

    private void Scores(FileTruth truth, FileClaims claims, Tally tally)
    {
        var agencies = truth.Scores.Select(s => s["agency"]).Distinct(StringComparer.Ordinal).ToArray();
        var year = truth.Scores[0]["fiscal_year"];
        tally.Documents++;
        var yearRight = claims.Year?.ToString(CultureInfo.InvariantCulture) == year;
        var agencyRight = agencies.Length > 1 || claims.AgencyName == agencies[0];
        if (yearRight && agencyRight) tally.DocumentsRight++;
        else
        {
            if (!yearRight && claims.Year is not null) tally.YearWrong++;
            if (!agencyRight && claims.AgencyName is not null) tally.AgencyWrong++;
            Miss(truth, $"document: {claims.AgencyName ?? "no agency"} / {claims.Year?.ToString(CultureInfo.InvariantCulture) ?? "no year"} ({claims.Status}), truth {agencies[0]} / {year}");
        }
        foreach (var line in truth.Scores)
        {
            var claim = claims.Scores.Find(s => s.Code == line["code"] && (agencies.Length == 1 || nameOf(s.AgencyCode) == line["agency"]));
            var wanted = Claims.Hundredths(line["value_true"]);
            if (wanted is null)
            {
                if (claim is { Proven: true })
                {
                    // A weighted instrument may be derived from its indicators: then the sheet knows better than the page.
                    if (truth.Sheet.TryGetValue(line["code"], out var derived) && derived == claim.Value) continue;
                    tally.Overclaimed++;
                    Miss(truth, $"{line["code"]}: {claim.Value} as {claim.Status}, truth cannot be determined (printed {line["value_as_printed"]})");
                }
                continue;
            }
            tally.Scores++;
            if (claim is not { Published: true } && line["note"].StartsWith("may be withheld", StringComparison.Ordinal))
            {
                tally.Scores--;
                tally.Excused++;
            }
            else if (claim is not { Published: true })
            {
                tally.Withheld++;
                Miss(truth, $"{line["code"]}: {claim?.Status ?? "missing"}, truth {line["value_true"]} (printed {line["value_as_printed"]} in {line["where"]}; {line["note"]})");
            }
            else if (Claims.Hundredths(claim.Value) == wanted) tally.Right++;
            else
            {
                if (claim.Proven) tally.ProvenWrong++;
                else tally.PrintedWrong++;
                Miss(truth, $"{line["code"]}: WRONG {claim.Value} as {claim.Status}, truth {line["value_true"]} (printed {line["value_as_printed"]} in {line["where"]}; {line["note"]})");
            }
        }
        if (agencies.Length > 1) return;
        var printed = truth.Scores.Select(s => s["code"]).ToHashSet(StringComparer.Ordinal);
        foreach (var claim in claims.Scores.Where(c => c.Published && !printed.Contains(c.Code)))
        {
            if (truth.Sheet.TryGetValue(claim.Code, out var value) && Claims.Hundredths(value) == Claims.Hundredths(claim.Value)) continue;
            tally.Invented++;
            Miss(truth, $"{claim.Code}: INVENTED {claim.Value} as {claim.Status}; the paper does not print it{(value is null ? "" : ", the sheet's is " + value)}");
        }
    }

    private void Rows(FileTruth truth, FileClaims claims, Tally tally)
    {
        foreach (var line in truth.Rows)
        {
            tally.Rows++;
            var number = int.Parse(line["rank"], CultureInfo.InvariantCulture);
            if (!claims.Rows.TryGetValue(number, out var row))
            {
                tally.RowsWithheld++;
                tally.NamesWithheld++;
                Miss(truth, $"row {number}: missing ({line["name_as_printed"]})");
                continue;
            }
            if (row.Agency == line["name_true"] && (row.District ?? "") == line["district_true"]) tally.NamesRight++;
            else if (string.IsNullOrEmpty(row.Agency))
            {
                tally.NamesWithheld++;
                Miss(truth, $"row {number}: unresolved, printed {line["name_as_printed"]} / {line["district_as_printed"]}, truth {line["name_true"]} / {line["district_true"]}");
            }
            else
            {
                tally.NamesWrong++;
                Miss(truth, $"row {number}: WRONG NAME {row.Agency} / {row.District}, truth {line["name_true"]} / {line["district_true"]}, printed {line["name_as_printed"]} / {line["district_as_printed"]}");
            }
            var right = Claims.Hundredths(row.Score) == Claims.Hundredths(line["score"]) && (row.Grade ?? "") == line["grade"]
                && Claims.Hundredths(row.Delta) == Claims.Hundredths(line["delta"]) && (line["pass"].Length == 0 || row.Pass == (line["pass"] == "ผ่าน"));
            if (right) tally.RowsRight++;
            else if (row.Status is "conflicting" or "unresolved") tally.RowsWithheld++;
            else
            {
                tally.RowsWrong++;
                Miss(truth, $"row {number}: WRONG {row.Score} {row.Grade} {row.Delta} {row.Pass} as {row.Status}, truth {line["score"]} {line["grade"]} {line["delta"]} {line["pass"]}");
            }
        }
        foreach (var number in claims.Rows.Keys.Where(n => truth.Rows.Count > 0 && !truth.Rows.Exists(r => r["rank"] == n.ToString(CultureInfo.InvariantCulture))))
        {
            tally.RowsWrong++;
            Miss(truth, $"row {number}: INVENTED");
        }
    }

    private void Miss(FileTruth truth, string what) => Misses.Add($"{truth.File}: {what}");
}
