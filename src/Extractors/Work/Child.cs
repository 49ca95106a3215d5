using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace ItaIngest.Extractors.Work;

/// <summary>One worker process.</summary>
internal sealed class Child : IDisposable
{
    /// <summary>The process was not there any more when the request was sent.</summary>
    public const string Gone = "had ended";

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private Child(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                if (line.Data is { Length: > 0 } text && _errors.Length < 4096) _errors.AppendLine(text);
        };
        process.BeginErrorReadLine();
    }

    public static Child Start(ReadOptions options)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.FileName = options.WorkerProgram ?? Environment.ProcessPath ?? throw new InvalidOperationException("The running program's path is unknown; name the worker program.");
        // Started as "dotnet ita.dll": the program is the argument.
        if (options.WorkerProgram is null && Path.GetFileNameWithoutExtension(start.FileName) == "dotnet" && Assembly.GetEntryAssembly() is { } entry)
            start.ArgumentList.Add(entry.Location);
        foreach (var argument in options.WorkerArguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = options.Memory.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        // A worker answers one question after the other: nobody waits for a collection that runs beside it.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        // One thread a worker: more of them take three times the time (OpenMP inside Tesseract).
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        // No core dumps and no minidumps of a document's contents.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var process = new Process { StartInfo = start };
        process.Start();
        return new Child(process);
    }

    /// <summary>The answer, or why there is none, as the end of "its reader ...".</summary>
    public async Task<(Reply? Reply, string Why)> AskAsync(Request request, TimeSpan limit, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var answer = AnswerAsync(request, time.Token);
        if (!await new Patience(_process, limit).OutlastsAsync(answer)) await time.CancelAsync();
        try
        {
            return await answer;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, TookLonger(limit));
        }
    }

    private async Task<(Reply? Reply, string Why)> AnswerAsync(Request request, CancellationToken cancel)
    {
        try
        {
            await Frames.WriteAsync(_process.StandardInput.BaseStream, request, cancel);
        }
        catch (IOException)
        {
            return (null, Gone);
        }
        var reply = await Frames.ReadAsync<Reply>(_process.StandardOutput.BaseStream, cancel);
        if (reply is not null) return (reply, "");
        await _process.WaitForExitAsync(cancel);
        return (null, Said());
    }

    private static string TookLonger(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"took longer than {limit.TotalSeconds:0} s");

    private string Said()
    {
        string said;
        lock (_errors) said = _errors.ToString();
        if (said.Contains("OutOfMemory", StringComparison.Ordinal) || said.Contains("Out of memory", StringComparison.Ordinal)) return "ran out of memory";
        if (said.Contains("Stack overflow", StringComparison.Ordinal)) return "stopped: its elements are nested too deep";
        var first = said.Split('\n')[0].Trim();
        first = first.Replace("Unhandled exception. ", "", StringComparison.Ordinal);
        return first.Length == 0 ? $"stopped with exit status {_process.ExitCode}" : $"stopped ({(first.Length > 160 ? first[..160] + "..." : first)})";
    }

    public void Dispose()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the question and the kill.
        }
        _process.Dispose();
    }
}
