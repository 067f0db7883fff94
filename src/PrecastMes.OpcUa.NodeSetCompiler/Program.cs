using PrecastMes.OpcUa.NodeSetCompiler;
using PrecastMes.OpcUa.Server;

if (args is not [.. var nodeSets, var targetFolder] || nodeSets.Length == 0)
{
    Console.Error.WriteLine("Usage: PrecastMes.OpcUa.NodeSetCompiler <NodeSet2.xml>... <target folder>");
    return 2;
}

Directory.CreateDirectory(targetFolder);
foreach (string path in nodeSets)
{
    try
    {
        Console.WriteLine(CompactNodeSetFile.Write(path, targetFolder));
    }
    catch (Exception exception) when (exception is NodeSetException or IOException)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
}

return 0;
