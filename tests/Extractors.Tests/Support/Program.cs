using ItaIngest.Extractors.Tests;

namespace ItaIngest.Extractors;

/// <summary>Runs the tests, or plays the program's hidden verb "worker" and workers that fail in every way.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "worker":
                return await Worker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
            case "worker-that-hangs":
                await Task.Delay(TimeSpan.FromMinutes(1));
                return 0;
            case "worker-that-takes-its-time":
                // As on a busy machine: a fifth of the time is its own.
                for (var i = 0; i < 30; i++)
                {
                    for (var until = DateTime.UtcNow.AddMilliseconds(20); DateTime.UtcNow < until;) { }
                    await Task.Delay(80);
                }
                return await Worker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
            case "worker-that-spins":
                while (true) { }
            case "worker-that-dies":
                await Console.Error.WriteLineAsync("Stack overflow.");
                return 134;
            case "worker-that-eats":
                var eaten = new List<byte[]>();
                while (true) eaten.Add(GC.AllocateArray<byte>(1 << 24, pinned: true));
            default:
                return args.Any(a => a is "--server" or "--internal-msbuild-node")
                    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        }
    }
}
