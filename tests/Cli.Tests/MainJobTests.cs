using ItaIngest.TestSupport;

namespace ItaIngest.Cli.Tests;

/// <summary>The main job with the real database: from documents to a provincial ranking.</summary>
public sealed class MainJobTests(MainJobTests.Home home) : IClassFixture<MainJobTests.Home>
{
    public sealed class Home : IAsyncLifetime
    {
        public string Folder { get; } = $"/tmp/ita-cli-{Environment.ProcessId}";

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            await Ita.RunAsync(Folder, "db", "stop");
            if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        }
    }

    [Fact]
    public async Task Ingesting_twice_adds_nothing_and_the_ranking_has_every_row()
    {
        var first = await Ita.RunAsync(home.Folder, "ingest", "-q", Path.Combine(Places.Fixtures, "announcement-2564", "announcement-2564.txt"));
        first.Exit.ShouldBe(0, first.Errors + first.Output);
        first.Output.ShouldContain("36 announcement rows");
        var again = await Ita.RunAsync(home.Folder, "ingest", "-q", Path.Combine(Places.Fixtures, "announcement-2564", "announcement-2564.txt"));
        again.Output.ShouldContain("; 0 new rows");

        var ranking = await Ita.RunAsync(home.Folder, "export", "ranking", "--year", "2564", "--province", "สมุทรสงคราม", "--format", "csv");
        ranking.Exit.ShouldBe(0, ranking.Errors);
        ranking.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + 36);
        var english = await Ita.RunAsync(home.Folder, "export", "ranking", "--year", "2564", "--province", "samut songkhram", "--format", "csv");
        english.Output.ShouldBe(ranking.Output);

        var files = Path.Combine(home.Folder, "files");
        foreach (var name in new[] { "r.csv", "r.xlsx" }) (await Ita.RunAsync(home.Folder, "export", "ranking", "--out", Path.Combine(files, name))).Exit.ShouldBe(0);
        foreach (var name in new[] { "r.csv", "r.xlsx" }) (await File.ReadAllTextAsync(Path.Combine(files, name + ".datapackage.json"))).ShouldContain($"\"path\": \"{name}\"");
        var elsewhere = await Ita.RunAsync(home.Folder, "export", "agency", "6750306", "--agency", "5750311"); // The agency is the argument: nothing else may seem to choose it.
        elsewhere.Exit.ShouldBe(2, elsewhere.Output);
    }

    [Fact]
    public async Task A_year_is_exported_as_one_file_per_province_with_an_index_and_again_byte_by_byte()
    {
        (await Ita.RunAsync(home.Folder, "ingest", "-q", Path.Combine(Places.Fixtures, "announcement-2564", "announcement-2564.txt"))).Exit.ShouldBe(0);
        var (one, two) = (Path.Combine(home.Folder, "one"), Path.Combine(home.Folder, "two"));
        foreach (var folder in new[] { one, two }) (await Ita.RunAsync(home.Folder, "export", "all", "--year", "2564", "--out", folder)).Exit.ShouldBe(0);

        const string Ranking = "ranking-2564-75-samut-songkhram.csv";
        Directory.GetFiles(one).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["datapackage.json", "index.md", Ranking]);
        foreach (var file in Directory.GetFiles(one)) (await File.ReadAllBytesAsync(Path.Combine(two, Path.GetFileName(file)))).ShouldBe(await File.ReadAllBytesAsync(file));
        (await File.ReadAllTextAsync(Path.Combine(one, Ranking))).ShouldBe((await Ita.RunAsync(home.Folder, "export", "ranking", "--year", "2564", "--province", "75", "--format", "csv")).Output);
        (await File.ReadAllTextAsync(Path.Combine(one, "index.md"))).ShouldContain($"| 36 | [{Ranking}]({Ranking}) |");
        (await File.ReadAllTextAsync(Path.Combine(one, "datapackage.json"))).ShouldContain($"\"path\": \"{Ranking}\"");
    }

    [Fact]
    public async Task A_dry_migration_names_the_steps_and_takes_none()
    {
        var fresh = home.Folder + "-dry";
        try
        {
            for (var i = 0; i < 2; i++) (await Ita.RunAsync(fresh, "db", "migrate", "--dry-run")).Output.ShouldStartWith("would apply 0001_store.sql\n");
            (await Ita.RunAsync(fresh, "db", "migrate")).Output.ShouldStartWith("applied 0001_store.sql\n");
            (await Ita.RunAsync(fresh, "db", "migrate", "--dry-run")).Output.ShouldBe("The schema is up to date.\n");
        }
        finally
        {
            await Ita.RunAsync(fresh, "db", "stop");
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        }
    }

    [Fact]
    public async Task Four_processes_at_once_make_one_database_and_store_each_document_once()
    {
        var fresh = home.Folder + "-four";
        try
        {
            string[] documents = [.. new[] { "announcement-2564", "by-indicator-2565", "seven-issues-2567", "misread-digits-2568", "regional-report-2566" }.Select(name => Path.Combine(Places.Fixtures, name, name + ".txt"))];
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Ita.RunAsync(fresh, ["ingest", "-q", .. i % 2 == 0 ? documents : documents.Reverse()])));
            outcomes.ShouldAllBe(o => o.Exit == 0, string.Concat(outcomes.Select(o => o.Errors)));
            (await Ita.RunAsync(fresh, "query", "select count(*) from documents")).Output.ReplaceLineEndings("\n").ShouldBe($"count\n{documents.Length}\n");
            (await Ita.RunAsync(fresh, ["ingest", "-q", .. documents])).Output.ShouldContain("; 0 new rows");
            (await Ita.RunAsync(fresh, "db", "check")).Output.ShouldEndWith("All is well.\n");
        }
        finally
        {
            await Ita.RunAsync(fresh, "db", "stop");
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        }
    }

    [Fact]
    public async Task Explain_says_in_words_why_a_repaired_score_has_its_value()
    {
        var explained = await Ita.RunAsync(null, "explain", Path.Combine(Places.Fixtures, "misread-digits-2568", "misread-digits-2568.txt"));
        explained.Exit.ShouldBe(0, explained.Errors);
        explained.Output.ShouldContain("why: printed ๙๒.๕๕ in a table");
        explained.Output.ShouldContain("92.55 cannot be: IND03 would be 89.083 by its items, not 89.02, and 17 respondents cannot give it; 92.35 fits and differs in one digit, ๕ for ๓");
    }

    [Fact]
    public async Task One_bad_document_never_stops_the_others()
    {
        var bad = Path.Combine(Places.Fixtures, "bad");
        var outcome = await Ita.RunAsync(home.Folder, "ingest", "-q", Path.Combine(bad, "empty.txt"), Path.Combine(bad, "broken.pdf"), Path.Combine(bad, "encrypted.pdf"), Path.Combine(bad, "program.txt"), "/no/such/file", Path.Combine(Places.Fixtures, "by-indicator-2565", "by-indicator-2565.txt"));
        outcome.Exit.ShouldBe(1);
        outcome.Output.ShouldContain("6 documents (5 rejected)");
        outcome.Output.ShouldContain("ITA001");
        outcome.Output.ShouldContain("ITA002");
        (outcome.Output + outcome.Errors).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_year_without_a_codebook_and_another_scheme_are_said_and_nothing_is_published()
    {
        var bad = Path.Combine(Places.Fixtures, "bad");
        var outcome = await Ita.RunAsync(null, "extract", "-q", Path.Combine(bad, "year-without-codebook.txt"), Path.Combine(bad, "school-scheme.txt"), Path.Combine(bad, "health-scheme.txt"));
        outcome.Records.Count(r => r.GetProperty("type").GetString() == "score").ShouldBe(0);
        outcome.Output.ShouldContain("ITA312");
        outcome.Records.Count(r => r.GetRawText().Contains("ITA201", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_command_line_exits_with_two_and_an_unreachable_database_with_three()
    {
        (await Ita.RunAsync(null, "extract", "--pages", "x", Places.Fixtures)).Exit.ShouldBe(2);
        (await Ita.RunAsync(null, "extract")).Exit.ShouldBe(2);
        var refused = await Ita.RunAsync(null, "ingest", "-q", "--database", "host=127.0.0.1 port=1 dbname=x", Path.Combine(Places.Fixtures, "by-indicator-2565", "by-indicator-2565.txt"));
        refused.Exit.ShouldBe(3);
        refused.Errors.ShouldContain("ITA6");
    }

    [Fact]
    public async Task The_published_samples_are_read_without_a_wrong_number()
    {
        if (Places.Shared is not { } shared) { Assert.Skip("The real sample documents lie beside the repository only."); return; }
        var output = Path.GetTempFileName();
        var extracted = await Ita.RunAsync(null, ["extract", "-q", .. Directory.GetFiles(Path.Combine(shared, "seeds"), "*.txt").Order(StringComparer.Ordinal)]);
        await File.WriteAllTextAsync(output, extracted.Output);
        var truth = Directory.GetFiles(Path.Combine(shared, "truth"), "*.csv").Where(f => !f.Contains("missing_rows", StringComparison.Ordinal));
        var judge = new System.Diagnostics.ProcessStartInfo("python3") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(shared, "check", "score.py"), "--output", output, .. truth]) judge.ArgumentList.Add(argument);
        using var process = System.Diagnostics.Process.Start(judge)!;
        var verdict = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, verdict);
        verdict.ShouldContain("documents right 4/4");
        verdict.ShouldContain("agencies right 85 wrong 0 of 85");
    }
}
