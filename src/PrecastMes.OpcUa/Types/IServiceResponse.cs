namespace PrecastMes.OpcUa;

/// <summary>The response of a service: every one begins with the same header (Part 4 §7.34).</summary>
public interface IServiceResponse : IStructure
{
    /// <summary>Handle, result of the service and diagnostics.</summary>
    ResponseHeader ResponseHeader { get; set; }
}
