using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.NodeSetCompiler;

/// <summary>A NodeSet in the compact form that programs embed; named as the XML file with the ending <c>.uanodes</c>.</summary>
internal static class CompactNodeSetFile
{
    public static string Write(string xmlPath, string targetFolder)
    {
        NodeSet nodes = NodeSet.Read(xmlPath);
        string target = Path.Combine(targetFolder, Path.GetFileNameWithoutExtension(xmlPath) + ".uanodes");
        using FileStream stream = File.Create(target);
        nodes.WriteCompact(stream);
        return $"{Path.GetFileName(target)}: {nodes.NodeCount} nodes, {stream.Length} bytes";
    }
}
