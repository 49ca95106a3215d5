using System.Globalization;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Bench.Harvest;

/// <summary>kill -9 at random moments, again and again, then to the end: is the archive that of an undisturbed run?</summary>
internal static class Kills
{
    public static async Task<int> Run(int kills)
    {
        const int Port = 21500, Hosts = 8, Pages = 400;
        var root = Directory.CreateTempSubdirectory("ita-kills-");
        using var server = Self.Start(["--serve", Port.ToString(CultureInfo.InvariantCulture), Hosts.ToString(CultureInfo.InvariantCulture), Pages.ToString(CultureInfo.InvariantCulture), "5"]);
        server.StandardOutput.ReadLine();
        var sources = root.CreateSubdirectory("sources").FullName;
        for (var h = 0; h < Hosts; h++)
            File.WriteAllText(Path.Combine(sources, $"{h}.yaml"), $"name: h{h}\nstart: http://127.0.0.1:{Port + h}/\nrequests_per_second: 30\nmax_pages: 100000\nallow_private_addresses: true\n");

        var calm = Path.Combine(root.FullName, "calm");
        using (var process = Self.Start(["--harvest", sources, calm])) await process.WaitForExitAsync();
        var undisturbed = Count(server);

        var data = new DataFolder(Path.Combine(root.FullName, "killed"));
        var random = new Random(1);
        var done = 0;
        for (var attempt = 0; done < kills && attempt < kills * 3; attempt++)
        {
            using var process = Self.Start(["--harvest", sources, data.Root]);
            // From the first new line of the journal on, so that each kill falls into work and not into starting.
            var before = Length(data);
            while (!process.HasExited && Length(data) == before) await Task.Delay(5);
            await Task.Delay(random.Next(1, 400));
            if (process.HasExited) break;
            process.Kill();
            await process.WaitForExitAsync();
            done++;
        }
        using (var process = Self.Start(["--harvest", sources, data.Root])) await process.WaitForExitAsync();
        var disturbed = Count(server) - undisturbed;
        server.Kill();

        var same = Listing.Of(data).Select(Key).SequenceEqual(Listing.Of(new DataFolder(calm)).Select(Key), StringComparer.Ordinal);
        var problems = Verify.All(data, CancellationToken.None).Problems;
        var twice = JournalFile.Lines(data.Journal(1)).Where(l => l.Json.GetProperty("t").GetString() == "visit" && l.Json.GetProperty("outcome").GetString() != "robots").CountBy(l => l.Json.GetProperty("url").GetString()!, StringComparer.Ordinal).Count(c => c.Value > 1);
        Console.WriteLine($"kills: {done} kills, {Listing.Of(data).Count} documents, identical {same}, runs {string.Join(',', data.RunNumbers())}, addresses recorded twice {twice}, verify problems {problems.Count}, complete answers of the server {undisturbed} undisturbed and {disturbed} with kills");
        root.Delete(recursive: true);
        return same && problems.Count == 0 && twice == 0 ? 0 : 1;
    }

    private static string Key(Archived one) => $"{one.Sha256} {one.Url} {one.Status} {one.Bytes}";

    private static long Length(DataFolder data) => File.Exists(data.Journal(1)) ? new FileInfo(data.Journal(1)).Length : 0;

    private static int Count(System.Diagnostics.Process server)
    {
        server.StandardInput.WriteLine("count");
        return int.Parse(server.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }
}
