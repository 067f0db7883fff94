namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>A message body that its owner uses again for another message.</summary>
internal interface IReusable
{
    /// <summary>Called by the sender when the body has been written and is not looked at again.</summary>
    void Release();
}
