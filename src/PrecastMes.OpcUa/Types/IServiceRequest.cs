namespace PrecastMes.OpcUa;

/// <summary>The request of a service: every one begins with the same header (Part 4 §7.33).</summary>
public interface IServiceRequest : IStructure
{
    /// <summary>Session, handle and timeout hint; the client fills it in.</summary>
    RequestHeader RequestHeader { get; set; }
}
