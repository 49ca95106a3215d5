using ItaIngest.Storage;

namespace ItaIngest.Cli.Commands;

/// <summary>Shows what storage could not do as one message, with the exit code that goes with it.</summary>
internal static class DbFailures
{
    public static async Task<int> GuardAsync(Func<Task<int>> work, CancellationToken ct)
    {
        try
        {
            return await work();
        }
        catch (StorageException e)
        {
            return Report(e);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted; nothing half written is left.");
            return ExitCodes.Interrupted;
        }
    }

    public static int Report(StorageException e)
    {
        Console.Error.WriteLine($"{e.Code}: {e.What} {e.Remedy}");
        return e.IsMissingTool ? ExitCodes.MissingTool : e.IsUsage ? ExitCodes.Usage : e.IsEmpty ? ExitCodes.WithRejects : ExitCodes.Database;
    }
}
