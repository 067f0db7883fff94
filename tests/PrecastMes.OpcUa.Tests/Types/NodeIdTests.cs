namespace PrecastMes.OpcUa.Tests.Types;

public sealed class NodeIdTests
{
    [Theory]
    [InlineData("i=85")]
    [InlineData("ns=3;s=\"DB_MES\".\"Order\".\"Id\"")]
    [InlineData("ns=4;s=|var|Device.Application.PLC_PRG.x")]
    [InlineData("ns=2;s=a;b=c;ns=1")]
    [InlineData("s=")]
    public void An_id_is_printed_as_it_was_parsed(string text) => Assert.Equal(text, NodeId.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("85")]
    [InlineData("i=-1")]
    [InlineData("ns=70000;i=1")]
    [InlineData("ns=1")]
    [InlineData("g=123")]
    [InlineData("b=*")]
    [InlineData("x=1")]
    public void What_is_no_id_is_refused_with_the_text(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => NodeId.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_namespace_uri_may_hold_the_separator()
    {
        ExpandedNodeId id = ExpandedNodeId.Parse("svr=2;nsu=urn:a%3Bb;s=x");

        Assert.Equal(("urn:a;b", 2u, new NodeId(0, "x")), (id.NamespaceUri, id.ServerIndex, id.NodeId));
        Assert.Equal("svr=2;nsu=urn:a%3Bb;s=x", id.ToString());
    }

    [Fact]
    public void Ids_of_the_same_bytes_are_the_same()
    {
        var one = new NodeId(1, new byte[] { 1, 2 });
        var other = new NodeId(1, new byte[] { 1, 2 });

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }
}
