using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>
/// What the answer to one request may cost. Ten thousand operations of a request may each be harmless and together be gigabytes: the
/// same node browsed, or another part of the same array read, again and again.
/// </summary>
internal sealed class RequestBudget(ServerLimits limits)
{
    // Bytes of a ReferenceDescription with short names, in memory and on the wire alike.
    private const int ReferenceBytes = 64;

    private long _bytes = limits.Transport.MaxMessageSize;
    private long _steps = limits.MaxReferencesFollowedPerCall;

    /// <exception cref="OpcUaException">The answer is too large for any client.</exception>
    public void ChargeReference() => Charge(ReferenceBytes);

    /// <summary>For values that were made for this answer; a node's own value costs nothing before it is written.</summary>
    /// <exception cref="OpcUaException">The answer is too large for any client.</exception>
    public void Charge(Variant made) => Charge(made.Object switch
    {
        Array array => (long)array.Length * Math.Max(1, VariantSize(made.Type)),
        Matrix matrix => (long)matrix.Elements.Length * Math.Max(1, VariantSize(made.Type)),
        string text => 2L * text.Length,
        _ => 8,
    });

    /// <summary>False when so many references were followed that the rest of the request is not worth the time.</summary>
    public bool TryFollow() => --_steps >= 0;

    private static int VariantSize(BuiltInType type) => type switch
    {
        BuiltInType.Boolean or BuiltInType.SByte or BuiltInType.Byte => 1,
        BuiltInType.Int16 or BuiltInType.UInt16 => 2,
        BuiltInType.Int32 or BuiltInType.UInt32 or BuiltInType.Float or BuiltInType.StatusCode => 4,
        _ => 8,
    };

    private void Charge(long bytes)
    {
        _bytes -= bytes;
        if (_bytes < 0)
        {
            throw new OpcUaException(StatusCodes.BadResponseTooLarge, $"an answer of more than {limits.Transport.MaxMessageSize} bytes");
        }
    }
}
