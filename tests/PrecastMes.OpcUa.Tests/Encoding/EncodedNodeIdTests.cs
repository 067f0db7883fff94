using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Encoding;

/// <summary>A node is found by the bytes of its id in a message as by the id itself.</summary>
public sealed class EncodedNodeIdTests
{
    public static TheoryData<string> Ids { get; } =
    [
        "i=0", "i=84", "i=300", "i=70000", "ns=2;i=5", "ns=300;i=5", "ns=3;s=\"DB_MES\".\"Order\".\"Id\"", "s=", "ns=1;s=布料工位 ß", "ns=1;s=🏗 a",
        "ns=1;s=" + "aé", "ns=2;g=72962b91-fa75-4ae6-8d28-b404dc7daf63", "ns=2;b=AQID", "b=",
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_hashes_and_compares_as_the_id_does(string text)
    {
        NodeId id = NodeId.Parse(text);
        using var encoder = new BinaryEncoder();
        encoder.WriteNodeId(id);
        var decoder = new BinaryDecoder(encoder.WrittenSpan);

        EncodedNodeId encoded = decoder.ReadEncodedNodeId();

        Assert.Equal(0, decoder.Left);
        Assert.Equal(id, encoded.ToNodeId());
        Assert.Equal(NodeIdComparer.Instance.GetHashCode(id), NodeIdComparer.Instance.GetHashCode(encoded));
        foreach (string other in Ids.Select(row => row.Data))
        {
            Assert.Equal(other == text, NodeIdComparer.Instance.Equals(encoded, NodeId.Parse(other)));
        }
    }

    [Fact]
    public void A_long_text_is_found_too()
    {
        var id = new NodeId(2, new string('丙', 5_000));
        using var encoder = new BinaryEncoder();
        encoder.WriteNodeId(id);
        var decoder = new BinaryDecoder(encoder.WrittenSpan);
        var table = new Dictionary<NodeId, int>(NodeIdComparer.Instance) { [id] = 7 };

        Assert.True(table.GetAlternateLookup<EncodedNodeId>().TryGetValue(decoder.ReadEncodedNodeId(), out int found));
        Assert.Equal(7, found);
    }
}
