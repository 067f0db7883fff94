using System.Globalization;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using StatusCodes = PrecastMes.OpcUa.StatusCodes;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>What a server's data types are called and how their values are built; asked of the server once each.</summary>
internal sealed class DataTypes(OpcUaClient client)
{
    private const int Scalar = -1;
    private const int OneDimension = 1;

    private readonly Dictionary<NodeId, string> _names = [];
    private readonly Dictionary<NodeId, DataTypeLayout?> _layouts = [];

    /// <summary>Learns names of many types in one request.</summary>
    public async Task LearnNamesAsync(IEnumerable<NodeId> types, CancellationToken cancel)
    {
        var unknown = types.Where(type => !type.IsNull && !_names.ContainsKey(type)).Distinct().ToList();
        var values = await client.ReadAsync(
            [.. unknown.Select(type => new ReadValueId { NodeId = type, AttributeId = AttributeIds.BrowseName })],
            TimestampsToReturn.Neither,
            TimeSpan.Zero,
            cancel);
        foreach (var (type, value) in unknown.Zip(values))
        {
            _names[type] = value.Value.TryGet(out QualifiedName name) && name.Name is { } text ? text : type.ToString();
        }
    }

    /// <summary>Such as <c>Double</c>, <c>String[]</c>, <c>Int32[,]</c>; <c>[?]</c> where the rank is open.</summary>
    public string NameOf(NodeId type, int valueRank)
    {
        var name = _names.GetValueOrDefault(type, type.ToString());
        return valueRank switch
        {
            Scalar => name,
            OneDimension => name + "[]",
            > OneDimension => $"{name}[{new string(',', valueRank - 1)}]",
            0 => name + "[…]",
            _ => name + "[?]",
        };
    }

    /// <summary>How values of a type are built, or null when the server doesn't describe it.</summary>
    public async Task<DataTypeLayout?> LayoutAsync(NodeId type, CancellationToken cancel)
    {
        if (!_layouts.TryGetValue(type, out var layout))
        {
            try
            {
                layout = await client.Types.LearnAsync(type, cancel);
            }
            catch (OpcUaException unknown) when (unknown.Status.IsSameCode(StatusCodes.BadDataTypeIdUnknown))
            {
                layout = null;
            }

            _layouts[type] = layout;
        }

        return layout;
    }

    /// <summary>The fields of a structure that came in a value, or the value itself where the server doesn't describe it.</summary>
    public async Task<object?> DecodeAsync(object? value, CancellationToken cancel)
    {
        switch (value)
        {
            case ExtensionObject { Structure: { } known }:
                return known;
            case ExtensionObject unknown:
                try
                {
                    return await client.Types.DecodeAsync(unknown, cancel) ?? (object)unknown;
                }
                catch (OpcUaException broken) when (!client.Broken.IsCompleted)
                {
                    // The server describes another structure than it sends; the bytes are still worth seeing.
                    return string.Create(CultureInfo.InvariantCulture, $"{unknown.TypeId} {Convert.ToHexString(unknown.Body ?? [])} ({broken.Status})");
                }

            case ExtensionObject[] or Variant[]:
                var decoded = new List<object?>();
                foreach (var each in (Array)value)
                {
                    decoded.Add(await DecodeAsync(each is Variant variant ? variant.Value : each, cancel));
                }

                return decoded.ToArray();
            default:
                return value;
        }
    }
}
