namespace PrecastMes.OpcUa;

/// <summary>The response of a service: every one begins with the same header (Part 4 §7.34).</summary>
public interface IServiceResponse : IStructure
{
    ResponseHeader ResponseHeader { get; set; }
}
