using System.Diagnostics;
using System.Globalization;
using System.Text;
using ItaIngest.Extractors.Work;

namespace ItaIngest.Extractors.Tools;

/// <summary>
/// Runs an outside program under limits: arguments as a list, both outputs read at once, ended when it is silent for too long,
/// when it takes too much memory, or when the caller gives up.
/// </summary>
internal static class ToolRun
{
    private const int ErrorsKept = 8192;
    private static readonly Tool Prlimit = new("prlimit", "util-linux");

    /// <summary>Runs the tool and hands its standard output to <paramref name="read"/>, which calls the given action at each sign of progress.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="arguments">As it shall see them; no shell is involved.</param>
    /// <param name="options">Search path, memory limit, and the longest silence.</param>
    /// <param name="read">Reads standard output to its end; runs on a thread of its own.</param>
    /// <param name="cancel">Ends the program and throws.</param>
    public static async Task<ToolResult> RunAsync(
        Tool tool, IReadOnlyList<string> arguments, ReadOptions options, Action<Stream, Action> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(tool, arguments, options) };
        process.Start();
        process.StandardInput.Close();

        var (signs, timedOut) = (0, false);
        await using var onCancel = cancel.Register(() => Kill(process));

        var errors = Task.Run(() => ReadErrors(process.StandardError.BaseStream), CancellationToken.None);
        try
        {
            var work = Task.Run(() =>
            {
                var output = process.StandardOutput.BaseStream;
                read(output, () => Interlocked.Increment(ref signs));
                output.CopyTo(Stream.Null);
            }, CancellationToken.None);
            while (true)
            {
                var before = Volatile.Read(ref signs);
                if (await new Patience(process, options.PageTime).OutlastsAsync(work)) break;
                if (Volatile.Read(ref signs) != before) continue;
                timedOut = true;
                Kill(process);
                break;
            }
            await work;
            await process.WaitForExitAsync(CancellationToken.None);
        }
        finally
        {
            Kill(process);
        }
        var said = await errors;
        cancel.ThrowIfCancellationRequested();
        return new ToolResult(process.ExitCode, timedOut, said);
    }

    /// <summary>The same for a program with little to say: its standard output as text, at most <paramref name="most"/> bytes of it.</summary>
    public static async Task<(ToolResult Result, string Output)> TextAsync(
        Tool tool, IReadOnlyList<string> arguments, ReadOptions options, CancellationToken cancel, int most = 64 << 20)
    {
        var text = "";
        var result = await RunAsync(tool, arguments, options, (output, _) => text = ReadText(output, most), cancel);
        return (result, text);
    }

    private static ProcessStartInfo StartInfo(Tool tool, IReadOnlyList<string> arguments, ReadOptions options)
    {
        var path = tool.Find(options.ToolPath);
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Without prlimit (it is part of every Debian) the time limit alone has to do.
        if (Prlimit.TryFind(null) is { } prlimit)
        {
            start.FileName = prlimit;
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--as={options.Memory}"));
            start.ArgumentList.Add("--core=0");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(path);
        }
        else start.FileName = path;
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static string ReadErrors(Stream errors)
    {
        var text = ReadText(errors, ErrorsKept);
        errors.CopyTo(Stream.Null);
        return text;
    }

    private static string ReadText(Stream stream, int most)
    {
        var bytes = new MemoryStream();
        var block = new byte[8192];
        for (int n; bytes.Length < most && (n = stream.Read(block)) > 0;) bytes.Write(block, 0, n);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)Math.Min(bytes.Length, most));
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the question and the kill.
        }
    }
}
