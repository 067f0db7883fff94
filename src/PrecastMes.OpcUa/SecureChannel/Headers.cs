namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>Response headers.</summary>
internal static class Headers
{
    public static ResponseHeader Good(RequestHeader request, DateTime timestamp) => new() { RequestHandle = request.RequestHandle, Timestamp = timestamp };

    public static ResponseHeader Fault(uint requestHandle, StatusCode status, DateTime timestamp) =>
        new() { RequestHandle = requestHandle, ServiceResult = status, Timestamp = timestamp };
}
