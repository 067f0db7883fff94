using System.CommandLine;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua</c>: looks into OPC UA servers and works on their nodes, for commissioning.</summary>
internal static class OpcUaVerb
{
    public const string Name = "opcua";

    public static Command Command() => new(Name, Text.Of("opcua.description"))
    {
        DiscoverVerb.Command(),
        BrowseVerb.Command(),
        ReadVerb.Command(),
        WriteVerb.Command(),
        WatchVerb.Command(),
        CallVerb.Command(),
        TrustVerb.Command(),
    };
}
