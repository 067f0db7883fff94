using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What roles and channels may do with nodes (Part 3 §4.9, §5.2.9 to §5.2.11).</summary>
public sealed class PermissionTests
{
    private static readonly PermissionType See = PermissionType.Browse | PermissionType.Read;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_is_hidden_from_who_may_not_browse_it()
    {
        await using PlantServer server = await StartAsync();
        server.Space.SetPermissions(server.Counter.NodeId, [Grant(WellKnownRoles.Operator, See)]);
        await using OpcUaClient guest = await server.ConnectAsync();
        await using OpcUaClient user = await OperatorAsync(server);

        Assert.DoesNotContain("Counter", await NamesAsync(guest, server.Line));
        Assert.Contains("Counter", await NamesAsync(user, server.Line));
        Assert.Null(await guest.TranslateAsync(server.Line, "/2:Counter", Token));
        BrowseResult[] direct = await guest.BrowseAsync([new BrowseDescription { NodeId = server.Counter.NodeId }], Token);
        Assert.Equal(StatusCodes.BadNodeIdUnknown, direct[0].StatusCode);
        Assert.Equal(StatusCodes.BadUserAccessDenied, (await guest.ReadAsync([server.Counter.NodeId], Token))[0].Status);
        Assert.Equal(StatusCodes.BadUserAccessDenied, await AttributeAsync(guest, server.Counter.NodeId, AttributeIds.DisplayName));
    }

    [Fact]
    public async Task A_role_writes_only_what_it_may_and_sees_it_in_its_access_level()
    {
        await using PlantServer server = await StartAsync();
        server.Space.SetPermissions(server.Line, [Grant(WellKnownRoles.Anonymous, See), Grant(WellKnownRoles.Operator, PermissionType.Write)], withMembers: true);
        await using OpcUaClient guest = await server.ConnectAsync();
        await using OpcUaClient user = await OperatorAsync(server);

        Assert.Equal(StatusCodes.BadUserAccessDenied, (await guest.WriteAsync([(server.Counter.NodeId, 8u)], Token))[0]);
        Assert.Equal(StatusCodes.Good, (await user.WriteAsync([(server.Counter.NodeId, 8u)], Token))[0]);
        Assert.Equal((byte)1, await ReadAsync(guest, server.Counter.NodeId, AttributeIds.UserAccessLevel));
        Assert.Equal((byte)3, await ReadAsync(user, server.Counter.NodeId, AttributeIds.UserAccessLevel));
        Assert.Equal((byte)3, await ReadAsync(guest, server.Counter.NodeId, AttributeIds.AccessLevel));
    }

    [Fact]
    public async Task A_method_is_called_only_with_the_permission_on_it_and_on_its_object()
    {
        await using PlantServer server = await StartAsync();
        NodeId add = server.Id("Line.Add");
        await using OpcUaClient guest = await server.ConnectAsync();
        await using OpcUaClient user = await OperatorAsync(server);

        server.Space.SetPermissions(add, [Grant(WellKnownRoles.Anonymous, See), Grant(WellKnownRoles.Operator, PermissionType.Call)]);
        Assert.Equal(StatusCodes.BadUserAccessDenied, (await guest.CallAsync(server.Line, add, [1, 2], Token)).Status);
        Assert.Equal(StatusCodes.Good, (await user.CallAsync(server.Line, add, [1, 2], Token)).Status);
        Assert.False((bool)(await ReadAsync(guest, add, AttributeIds.UserExecutable))!);
        Assert.True((bool)(await ReadAsync(user, add, AttributeIds.UserExecutable))!);

        server.Space.SetPermissions(server.Line, [Grant(WellKnownRoles.Anonymous, See)]);
        Assert.Equal(StatusCodes.BadUserAccessDenied, (await user.CallAsync(server.Line, add, [1, 2], Token)).Status);
    }

    [Fact]
    public async Task Values_and_events_are_watched_only_with_their_permissions()
    {
        await using PlantServer server = await StartAsync();
        server.Space.SetPermissions(server.Counter.NodeId, [Grant(WellKnownRoles.Operator, See)]);
        server.Space.SetPermissions(ObjectIds.Server, [Grant(WellKnownRoles.Anonymous, See), Grant(WellKnownRoles.Operator, PermissionType.ReceiveEvents)]);
        await using OpcUaClient guest = await server.ConnectAsync();
        await using OpcUaClient user = await OperatorAsync(server);

        Assert.Equal([StatusCodes.BadUserAccessDenied, StatusCodes.BadUserAccessDenied], await WatchAsync(guest));
        Assert.Equal([StatusCodes.Good, StatusCodes.Good], await WatchAsync(user));

        async Task<StatusCode[]> WatchAsync(OpcUaClient client)
        {
            CreateSubscriptionResponse created = await client.SendAsync<CreateSubscriptionResponse>(new CreateSubscriptionRequest { RequestedPublishingInterval = 100 }, Token);
            var filter = new EventFilter { SelectClauses = [new SimpleAttributeOperand { TypeDefinitionId = ObjectTypeIds.BaseEventType, BrowsePath = [new(0, "Message")], AttributeId = AttributeIds.Value }] };
            CreateMonitoredItemsResponse items = await client.SendAsync<CreateMonitoredItemsResponse>(
                new CreateMonitoredItemsRequest
                {
                    SubscriptionId = created.SubscriptionId,
                    ItemsToCreate =
                    [
                        new() { ItemToMonitor = new() { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value }, MonitoringMode = MonitoringMode.Reporting },
                        new()
                        {
                            ItemToMonitor = new() { NodeId = ObjectIds.Server, AttributeId = AttributeIds.EventNotifier },
                            MonitoringMode = MonitoringMode.Reporting,
                            RequestedParameters = new() { Filter = new ExtensionObject(filter) },
                        },
                    ],
                },
                Token);
            return [.. items.Results!.Select(result => result.StatusCode)];
        }
    }

    [Fact]
    public async Task A_namespace_says_what_holds_for_nodes_that_say_nothing()
    {
        await using PlantServer server = await StartAsync();
        server.Space.SetDefaultPermissions(server.Namespace, [Grant(WellKnownRoles.Operator, See)]);
        server.Space.SetPermissions(server.Temperature.NodeId, [Grant(WellKnownRoles.Anonymous, See)]);
        await using OpcUaClient guest = await server.ConnectAsync();

        DataValue[] values = await guest.ReadAsync([server.Counter.NodeId, server.Temperature.NodeId, VariableIds.Server_ServerStatus_State], Token);

        Assert.Equal([StatusCodes.BadUserAccessDenied, StatusCodes.Good, StatusCodes.Good], values.Select(value => value.Status));
        Assert.DoesNotContain("Line", await NamesAsync(guest, ObjectIds.ObjectsFolder));
    }

    [Fact]
    public async Task A_node_that_asks_for_encryption_is_not_read_in_the_clear()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        server.Space.SetAccessRestrictions(server.Counter.NodeId, AccessRestrictionType.SigningRequired | AccessRestrictionType.EncryptionRequired);
        await using OpcUaClient open = await server.ConnectAsync();
        await using OpcUaClient signed = await server.ConnectSecurelyAsync(change: options => options with { SecurityMode = MessageSecurityMode.Sign });
        await using OpcUaClient encrypted = await server.ConnectSecurelyAsync();

        Assert.Equal(StatusCodes.BadSecurityModeInsufficient, (await open.ReadAsync([server.Counter.NodeId], Token))[0].Status);
        Assert.Equal(StatusCodes.BadSecurityModeInsufficient, (await signed.ReadAsync([server.Counter.NodeId], Token))[0].Status);
        Assert.Equal(StatusCodes.Good, (await encrypted.ReadAsync([server.Counter.NodeId], Token))[0].Status);
        Assert.Contains("Counter", await NamesAsync(open, server.Line));
        server.Space.SetAccessRestrictions(server.Counter.NodeId, AccessRestrictionType.EncryptionRequired | AccessRestrictionType.ApplyRestrictionsToBrowse);
        Assert.DoesNotContain("Counter", await NamesAsync(open, server.Line));
    }

    [Fact]
    public async Task Who_has_which_permission_is_told_to_those_who_may_know()
    {
        await using PlantServer server = await StartAsync();
        server.Space.SetPermissions(
            server.Counter.NodeId, [Grant(WellKnownRoles.Anonymous, See), Grant(WellKnownRoles.Operator, See | PermissionType.ReadRolePermissions)]);
        await using OpcUaClient guest = await server.ConnectAsync();
        await using OpcUaClient user = await OperatorAsync(server);

        Assert.Equal(StatusCodes.BadUserAccessDenied, await AttributeAsync(guest, server.Counter.NodeId, AttributeIds.RolePermissions));
        Assert.Equal([WellKnownRoles.Anonymous, WellKnownRoles.Operator], Roles(await ReadAsync(user, server.Counter.NodeId, AttributeIds.RolePermissions)));
        Assert.Equal([WellKnownRoles.Anonymous], Roles(await ReadAsync(guest, server.Counter.NodeId, AttributeIds.UserRolePermissions)));
        Assert.Equal(StatusCodes.BadAttributeIdInvalid, await AttributeAsync(user, server.Temperature.NodeId, AttributeIds.RolePermissions));
    }

    private static IEnumerable<NodeId> Roles(object? value) => ((ExtensionObject?[])value!).Select(role => ((RolePermissionType)role!.Structure!).RoleId);

    private static RolePermissionType Grant(NodeId role, PermissionType permissions) => new() { RoleId = role, Permissions = permissions };

    private static Task<PlantServer> StartAsync() => PlantServer.StartAsync(
        PlantServer.Options with { CheckUser = (name, _) => new UserAccount(name, [WellKnownRoles.Operator]) });

    private static Task<OpcUaClient> OperatorAsync(PlantServer server) =>
        server.ConnectAsync(options => options with { User = UserIdentity.UserName("operator", "p@ss") });

    private static async Task<IEnumerable<string?>> NamesAsync(OpcUaClient client, NodeId node) =>
        (await client.BrowseAsync(node, Token)).Select(reference => reference.BrowseName.Name);

    private static async Task<StatusCode> AttributeAsync(OpcUaClient client, NodeId node, uint attribute) =>
        (await client.ReadAsync([new ReadValueId { NodeId = node, AttributeId = attribute }], Token))[0].Status;

    private static async Task<object?> ReadAsync(OpcUaClient client, NodeId node, uint attribute) =>
        (await client.ReadAsync([new ReadValueId { NodeId = node, AttributeId = attribute }], Token))[0].Value.Value;
}
