using Dapper;
using ItaIngest.Domain.Reference;
using Npgsql;

namespace ItaIngest.Storage.Write;

/// <summary>The registry and the grade scales. A checksum of what was stored last makes the usual case one look.</summary>
internal static class ReferenceWriter
{
    public static async Task<int> WriteAsync(NpgsqlConnection connection, ReferenceData reference, CancellationToken ct)
    {
        var checksum = ChecksumOf(reference);
        const string Ask = "select checksum from store.reference_state where name = 'registry'";
        if (await connection.ExecuteScalarAsync<string?>(Ask) == checksum) return 0;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync("lock table store.reference_state in exclusive mode");
        if (await connection.ExecuteScalarAsync<string?>(Ask) == checksum) return 0;
        var rows = await AgencyWriter.RegistryAsync(connection, reference.Gazetteer) + await GradesAsync(connection, reference);
        // An agency may have moved to another province.
        if (rows > 0) await connection.ExecuteAsync("select store.note_changed_years(array(select distinct fiscal_year from store.subjects)); select store.refresh_years()");
        await connection.ExecuteAsync("insert into store.reference_state values ('registry', @checksum) on conflict (name) do update set checksum = excluded.checksum", new { checksum });
        await transaction.CommitAsync(ct);
        return rows;
    }

    private static async Task<int> GradesAsync(NpgsqlConnection connection, ReferenceData reference)
    {
        var bands = reference.Codebooks.Values.OrderBy(c => c.Year).SelectMany(c => c.Grades.Select(g => (Year: (short)c.Year.BuddhistEra, Band: g))).ToList();
        var years = bands.Select(b => b.Year).ToArray();
        var grades = bands.Select(b => b.Band.Grade).ToArray();
        var rows = await connection.ExecuteAsync("delete from store.grade_bands where (fiscal_year, grade) not in (select * from unnest(@years, @grades))", new { years, grades });
        return rows + await connection.ExecuteAsync("""
            insert into store.grade_bands as old select * from unnest(@years, @grades, @from, @instruments, @pass)
            on conflict (fiscal_year, grade) do update set from_hundredths = excluded.from_hundredths, instruments_from = excluded.instruments_from, pass = excluded.pass
            where (old.from_hundredths, old.instruments_from, old.pass) is distinct from (excluded.from_hundredths, excluded.instruments_from, excluded.pass)
            """, new
        {
            years, grades, from = bands.Select(b => b.Band.FromHundredths).ToArray(), instruments = bands.Select(b => b.Band.InstrumentsFromHundredths).ToArray(), pass = bands.Select(b => b.Band.Pass).ToArray(),
        });
    }

    private static string ChecksumOf(ReferenceData reference)
    {
        var digest = new Digest().Add(1); // The number of this form of the checksum.
        foreach (var p in reference.Gazetteer.Provinces) digest.Add(p.Code).Add(p.Name).Add(p.EnglishName).Add(p.Region);
        foreach (var d in reference.Gazetteer.Districts) digest.Add(d.Code).Add(d.Name).Add(d.EnglishName).Add(d.ProvinceCode);
        foreach (var a in reference.Gazetteer.Agencies) digest.Add(a.Code).Add((int)a.Type).Add(a.Name).Add(a.ShortName).Add(a.District?.Code).Add(a.Province?.Code);
        foreach (var c in reference.Codebooks.Values.OrderBy(c => c.Year))
            foreach (var g in c.Grades) digest.Add(c.Year.BuddhistEra).Add(g.Grade).Add(g.FromHundredths).Add(g.InstrumentsFromHundredths).Add(g.Pass ? 1 : 0);
        return digest.Take().ToString("N");
    }
}
