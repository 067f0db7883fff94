using System.CommandLine;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary><c>opcua [--seconds N] [--rounds N] [--out FILE.csv] [--only WORD]</c>: our stack beside node-opcua.</summary>
internal static class OpcUaCommand
{
    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "Seconds of each measurement in each round.", DefaultValueFactory = _ => 3 };
        var rounds = new Option<int>("--rounds") { Description = "How often the pairings take turns.", DefaultValueFactory = _ => 3 };
        var only = new Option<string[]>("--only") { Description = "Only the workloads whose name begins so." };
        var security = new Option<string[]>("--security") { Description = "Only None or SignAndEncrypt." };
        var ours = new Option<bool>("--ours") { Description = "Only our client against our server." };
        var output = new Option<FileInfo?>("--out") { Description = "Writes the figures as CSV, too." };
        var command = new Command("opcua", "Our OPC UA client and server beside node-opcua's, all four pairings, in turn.")
        {
            seconds, rounds, only, security, ours, output,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = new RunSettings(
                parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(only) ?? [], parsed.GetValue(security) ?? [], parsed.GetValue(ours));
            await using var run = new OpcUaRun(settings);
            IReadOnlyList<Figure> figures = await run.MeasureAsync(cancellation);
            Report.Write(Console.Out, figures, run.PeerMissing, settings);
            if (parsed.GetValue(output) is { } file)
            {
                CsvFile.Write(file.FullName, figures);
            }

            return 0;
        });
        return command;
    }
}
