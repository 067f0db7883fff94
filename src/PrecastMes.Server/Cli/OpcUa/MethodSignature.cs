using System.Globalization;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>The arguments that a method declares in its properties (Part 3 §5.7).</summary>
internal sealed record MethodSignature(IReadOnlyList<Argument> Inputs, IReadOnlyList<Argument> Outputs)
{
    /// <exception cref="RefusedException">The node is no method.</exception>
    public static async Task<MethodSignature> ReadAsync(OpcUaClient client, NodeId method, CancellationToken cancel)
    {
        var nodeClass = (await client.ReadAsync([new ReadValueId { NodeId = method, AttributeId = AttributeIds.NodeClass }], cancel))[0];
        if (!nodeClass.Value.TryAs(out NodeClass found) || found != NodeClass.Method)
        {
            throw new RefusedException(Text.Of("opcua.call.notMethod", method, nodeClass.Status.IsBad ? nodeClass.Status : nodeClass.Value));
        }

        var properties = await client.BrowseAsync(
            new BrowseDescription
            {
                NodeId = method,
                BrowseDirection = BrowseDirection.Forward,
                ReferenceTypeId = ReferenceTypeIds.HasProperty,
                IncludeSubtypes = true,
                ResultMask = (uint)BrowseResultMask.BrowseName,
            },
            cancel);
        return new MethodSignature(
            await ArgumentsAsync(client, properties, "InputArguments", cancel), await ArgumentsAsync(client, properties, "OutputArguments", cancel));
    }

    public string InputName(int index) => NameOf(Inputs, index);

    public string OutputName(int index) => NameOf(Outputs, index);

    private static string NameOf(IReadOnlyList<Argument> arguments, int index) =>
        index < arguments.Count && arguments[index].Name is { Length: > 0 } name ? name : (index + 1).ToString(CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<Argument>> ArgumentsAsync(
        OpcUaClient client, IReadOnlyList<ReferenceDescription> properties, string name, CancellationToken cancel)
    {
        if (properties.FirstOrDefault(property => property.BrowseName.Name == name) is not { } property)
        {
            return [];
        }

        var value = (await client.ReadAsync([client.Resolve(property.NodeId)], cancel))[0];
        return value.Value.Value is ExtensionObject[] arguments ? [.. arguments.Select(argument => argument?.Structure).OfType<Argument>()] : [];
    }
}
