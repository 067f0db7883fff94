using System.CommandLine;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>This program as one of its own peers; started by <see cref="Peer"/>.</summary>
internal static class PeerCommand
{
    public const string Name = "opcua-peer";

    public static Command Create()
    {
        var server = new Command("server", "Serves the variables that the clients read.");
        server.SetAction(async (_, cancellation) =>
        {
            await using OurServer ours = await OurServer.StartAsync(cancellation);
            await PeerLoop.RunAsync(new { url = ours.Url, namespaceUri = OurServer.LineNamespace }, ours.DoAsync, cancellation);
        });
        var client = new Command("client", "Reads and watches what it is told to.");
        client.SetAction(async (_, cancellation) =>
        {
            await using var ours = new OurClient();
            await PeerLoop.RunAsync(new { }, ours.DoAsync, cancellation);
        });
        return new Command(Name, "One end of a measurement.") { server, client }.Hide();
    }

    private static Command Hide(this Command command)
    {
        command.Hidden = true;
        return command;
    }
}
