using System.Xml.Linq;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Schema;

/// <summary>Published companion models, as their XML files are, against our loader; the files come with npm's node-opcua-nodesets.</summary>
public sealed class CompanionNodeSetTests
{
    private static readonly string[] Files =
    [
        "opc.ua.isa95-jobcontrol.nodeset2.xml",
        "Opc.Ua.Machinery.Jobs.Nodeset2.xml",
        "Opc.Ua.Machinery.Result.NodeSet2.xml",
        "Opc.Ua.Machinery.NodeSet2.xml",
        "Opc.Ua.PackML.NodeSet2.xml",
        "Opc.Ua.IA.NodeSet2.xml",
        "Opc.Ua.AutoID.NodeSet2.xml",
        "Opc.Ua.Robotics.NodeSet2.xml",
        "Opc.Ua.MachineTool.NodeSet2.xml",
        "Opc.Ua.Di.NodeSet2.xml",
    ];

    [Fact]
    public async Task Models_in_any_order_of_files_are_loaded_whole_and_refer_both_ways()
    {
        string folder = Path.GetDirectoryName(await BaseNodeSetTests.PublishedAsync())!;
        var space = new AddressSpace("urn:test:published");

        space.Load(Files.Select(file => NodeSet.Read(Path.Combine(folder, file))));

        foreach (string file in Files)
        {
            XElement[] nodes = [.. XDocument.Load(Path.Combine(folder, file)).Root!.Elements().Where(element => element.Attribute("NodeId") is not null)];
            string uri = XDocument.Load(Path.Combine(folder, file)).Root!.Descendants().First(element => element.Name.LocalName == "Uri").Value;
            int index = space.NamespaceUris.ToList().IndexOf(uri);
            foreach (XElement element in nodes)
            {
                // In every one of these files namespace 1 is the file's own.
                string text = element.Attribute("NodeId")!.Value;
                Assert.StartsWith("ns=1;", text, StringComparison.Ordinal);
                NodeId id = NodeId.Parse($"ns={index};{text[5..]}");
                Assert.True(space.TryGet(id, out UaNode? node), $"{file}: {text} is not there");
                Assert.Equal("UA" + node.NodeClass, element.Name.LocalName);
                Assert.All(node.References, reference => Assert.True(space.TryGet(reference.Target, out _), $"{file}: {text} refers to {reference.Target}, which is not there"));
            }
        }
    }
}
