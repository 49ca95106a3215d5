using System.Diagnostics;
using System.Globalization;
using ItaIngest.Extractors;
using Spectre.Console;

namespace ItaIngest.Cli;

/// <summary>Told how far reading has come.</summary>
internal interface IReadingProgress
{
    void Started(string path);

    IProgress<PageProgress>? Pages(string path);

    void Finished(string path);
}

/// <summary>On a terminal a bar with the time left; else a plain line every few seconds. Always on standard error.</summary>
internal sealed class ReadingProgress : IReadingProgress
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Dictionary<string, (int Page, int Of)> _pages = new(StringComparer.Ordinal);
    private readonly int _documents;
    private readonly bool _quiet;
    private TimeSpan _lastLine;
    private int _done;
    private ProgressTask? _task;

    public ReadingProgress(int documents, bool quiet)
    {
        _documents = documents;
        _quiet = quiet;
    }

    /// <summary>Runs the work with the bar shown, where there is a terminal to show it on.</summary>
    public async Task<T> ShowAsync<T>(Func<Task<T>> work)
    {
        if (_quiet || Console.IsErrorRedirected || _documents == 0) return await work();
        return await _console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                _task = context.AddTask("Reading", maxValue: _documents);
                return await work();
            });
    }

    public void Started(string path)
    {
        lock (_lock) _pages[path] = (0, 0);
    }

    public IProgress<PageProgress>? Pages(string path) => _quiet ? null : new Each(this, path);

    public void Finished(string path)
    {
        lock (_lock)
        {
            _pages.Remove(path);
            _done++;
            Tell();
        }
    }

    private void Page(string path, PageProgress page)
    {
        lock (_lock)
        {
            if (_pages.ContainsKey(path)) _pages[path] = (page.Page, page.Pages);
            Tell();
        }
    }

    private void Tell()
    {
        var under = _pages.Values.Sum(p => p.Of == 0 ? 0 : (double)p.Page / p.Of);
        var name = _pages.Count == 0 ? "" : Path.GetFileName(_pages.Keys.First());
        if (_task is not null)
        {
            _task.Value = _done + under;
            _task.Description = Markup.Escape(_pages.Count == 0 ? "Reading" : _pages.Values.First() is { Of: > 1 } p ? $"{name} page {p.Page}/{p.Of}" : name);
        }
        else if (!_quiet && _since.Elapsed - _lastLine > Every)
        {
            _lastLine = _since.Elapsed;
            var share = (_done + under) / Math.Max(1, _documents);
            var left = share > 0.01 ? TimeSpan.FromSeconds(_since.Elapsed.TotalSeconds * (1 - share) / share) : (TimeSpan?)null;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read {_done} of {_documents} documents{(name.Length > 0 ? $", now {name}" : "")}{(left is { } t ? $", about {(int)t.TotalMinutes}:{t.Seconds:00} left" : "")}"));
        }
    }

    private sealed class Each(ReadingProgress owner, string path) : IProgress<PageProgress>
    {
        public void Report(PageProgress value) => owner.Page(path, value);
    }
}
