namespace PrecastMes.PlcSim.Cli;

/// <summary>
/// The tie to the process that started this one: standard input is its pipe, and the pipe closes however that process ends, also
/// when it is killed. Ctrl+C reaches both of them; with this tie the parent alone decides what it means.
/// </summary>
internal static class ParentInput
{
    /// <summary>The option that asks for it.</summary>
    public const string Option = "--exit-with-stdin";

    /// <summary>Cancels <paramref name="stop"/> when standard input has ended.</summary>
    public static async Task CancelAtEndAsync(CancellationTokenSource stop)
    {
        await using var input = Console.OpenStandardInput();
        var rest = new byte[256];
        try
        {
            while (await input.ReadAsync(rest, stop.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A broken pipe is a closed one.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await stop.CancelAsync();
    }
}
