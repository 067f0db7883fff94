using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>The Server object as a client sees it (Part 5 §6.3).</summary>
public sealed class ServerObjectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Values that may be null: nothing stopped the server, and its model says no more about them.</summary>
    private static readonly HashSet<NodeId> MayBeNull = [VariableIds.Server_ServerStatus_ShutdownReason];

    [Fact]
    public async Task Every_variable_below_the_Server_object_has_a_good_value()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Secured with { CheckUser = (name, _) => new UserAccount(name, [WellKnownRoles.SecurityAdmin]) });
        await using OpcUaClient client = await server.ConnectSecurelyAsync(
            SecurityPolicy.Basic256Sha256, options => options with { User = UserIdentity.UserName("admin", "p") });
        var bad = new List<string>();
        var seen = new HashSet<NodeId> { ObjectIds.Server };
        var open = new Queue<NodeId>(seen);

        while (open.TryDequeue(out NodeId node))
        {
            foreach (ReferenceDescription child in await client.BrowseAsync(node, Token))
            {
                if (!seen.Add(child.NodeId.NodeId))
                {
                    continue;
                }

                open.Enqueue(child.NodeId.NodeId);
                if (child.NodeClass == NodeClass.Variable && !MayBeNull.Contains(child.NodeId.NodeId))
                {
                    DataValue value = (await client.ReadAsync([child.NodeId.NodeId], Token))[0];
                    if (value.Status.IsBad || value.Value.IsNull)
                    {
                        bad.Add($"{child.NodeId} {child.BrowseName}: {value.Status}");
                    }
                }
            }
        }

        Assert.True(seen.Count > 100, $"{seen.Count} nodes");
        Assert.True(bad.Count == 0, string.Join("; ", bad));
    }

    public static TheoryData<string, OpcUaServerOptions> Profiles => new()
    {
        { "MicroEmbeddedDevice2017", PlantServer.Options },
        { "MicroEmbeddedDevice2017", PlantServer.Secured with { CheckUser = null } },
        { "EmbeddedUA2017", PlantServer.Secured with { CheckUserCertificate = null } },
        { "EmbeddedUA2017", PlantServer.Secured with { Limits = new() { MaxSessions = 49 } } },
        { "EmbeddedUA2017", PlantServer.Secured with { Limits = new() { MaxSubscriptionsPerSession = 4 } } },
        { "EmbeddedUA2017", PlantServer.Secured with { Limits = new() { MaxMonitoredItemsPerSubscription = 499 } } },
        { "EmbeddedUA2017", PlantServer.Secured with { Limits = new() { MaxQueueSize = 4 } } },
        { "EmbeddedUA2017", PlantServer.Secured with { Limits = new() { MaxPublishRequestsPerSession = 9 } } },
        { "EmbeddedUA2017", PlantServer.Secured with { Limits = new() { MaxBrowseContinuationPoints = 4 } } },
        { "StandardUA2017", PlantServer.Secured },
    };

    [Theory]
    [MemberData(nameof(Profiles), DisableDiscoveryEnumeration = true)]
    public async Task The_profile_is_claimed_that_users_and_limits_allow(string profile, OpcUaServerOptions options)
    {
        await using PlantServer server = await PlantServer.StartAsync(options);
        await using OpcUaClient client = await server.ConnectAsync();

        string?[] profiles = (await client.ReadAsync([VariableIds.Server_ServerCapabilities_ServerProfileArray], Token))[0].Value.Get<string?[]>();

        Assert.Equal("http://opcfoundation.org/UA-Profile/Server/" + profile, profiles[0]);
    }
}
