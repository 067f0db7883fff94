using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>Does what the lines of standard input say, one after the other, and reports on standard output.</summary>
internal static class PeerLoop
{
    public static async Task RunAsync(object ready, Func<JsonNode, CancellationToken, Task<object>> work, CancellationToken cancellationToken)
    {
        Say("ready", ready);
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            JsonNode command = JsonNode.Parse(line)!;
            try
            {
                Say((string)command["do"]!, (string)command["do"]! == "usage" ? Used() : await work(command, cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Say("failed", exception.ToString());
            }
        }
    }

    private static object Used() => new { cpu = Environment.CpuUsage.TotalTime.TotalMicroseconds, allocated = GC.GetTotalAllocatedBytes(precise: true) };

    private static void Say(string step, object value) => Console.WriteLine(JsonSerializer.Serialize(new { step, value }));
}
