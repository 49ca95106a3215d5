using System.Diagnostics;

namespace ItaIngest.Typeset.Render;

/// <summary>Prints web pages as PDF with a text layer. Debian package: chromium.</summary>
public static class Chromium
{
    private const string Program = "/usr/bin/chromium";

    public static bool IsThere => File.Exists(Program);

    /// <summary>Writes the PDF of an HTML text; the browser's profile lives and dies in a folder of its own.</summary>
    /// <exception cref="InvalidOperationException">The browser failed or took longer than two minutes.</exception>
    public static async Task PrintAsync(string html, string pdf, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("typeset-");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(page, html, cancel);
            var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in (string[])
                     [
                         "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                         "--disable-sync", "--disable-dev-shm-usage", "--user-data-dir=" + Path.Combine(folder.FullName, "profile"),
                         "--no-pdf-header-footer", "--print-to-pdf=" + Path.GetFullPath(pdf), new Uri(page).AbsoluteUri,
                     ]) start.ArgumentList.Add(argument);
            using var process = Process.Start(start) ?? throw new InvalidOperationException("Chromium did not start.");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromMinutes(2));
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                throw new InvalidOperationException("Chromium took longer than two minutes.");
            }
            await output;
            if (process.ExitCode != 0 || !File.Exists(pdf)) throw new InvalidOperationException($"Chromium failed: {(await errors).Trim()}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
