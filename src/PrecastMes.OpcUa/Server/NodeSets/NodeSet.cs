namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The nodes of one NodeSet file (Part 6 annex F), in the file's own namespace indexes.
/// </summary>
public sealed class NodeSet
{
    internal NodeSet(string name, IReadOnlyList<string> namespaceUris, IReadOnlyList<NodeSetModel> models, IReadOnlyList<NodeDefinition> nodes)
    {
        Name = name;
        NamespaceUris = namespaceUris;
        Models = models;
        Nodes = nodes;
    }

    /// <summary>The name of the file, for messages.</summary>
    public string Name { get; }

    /// <summary>By the file's index; 0 is that of OPC UA itself.</summary>
    public IReadOnlyList<string> NamespaceUris { get; }

    /// <summary>The models that the file defines, with those that they require.</summary>
    public IReadOnlyList<NodeSetModel> Models { get; }

    /// <summary>How many nodes it defines.</summary>
    public int NodeCount => Nodes.Count;

    internal IReadOnlyList<NodeDefinition> Nodes { get; }

    /// <summary>Reads the XML form.</summary>
    /// <param name="name">The name of the file, for messages.</param>
    /// <exception cref="NodeSetException">The file has problems; the exception has all of them with their lines.</exception>
    public static NodeSet Read(Stream xml, string name)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new NodeSetXmlReader(name).Read(xml);
    }

    /// <summary>Reads the XML form from a file.</summary>
    /// <exception cref="NodeSetException">The file has problems; the exception has all of them with their lines.</exception>
    public static NodeSet Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads what <see cref="WriteCompact"/> wrote.</summary>
    /// <param name="name">The name of the file, for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are no compact NodeSet of this version.</exception>
    public static NodeSet ReadCompact(Stream compact, string name)
    {
        ArgumentNullException.ThrowIfNull(compact);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return CompactNodeSetReader.Read(compact, name);
    }

    /// <summary>
    /// Writes the nodes in a small binary form of this library, a tenth of the XML or less and quick to read: meant to be embedded in a
    /// program. Documentation links and categories, which no attribute shows, are left out.
    /// </summary>
    public void WriteCompact(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        CompactNodeSetWriter.Write(this, target);
    }
}
