namespace PrecastMes.OpcUa.Server;

/// <summary>What a subscription does at the end of a publishing cycle.</summary>
internal enum PublishingStep
{
    Wait,

    /// <summary>Notifications when there are some, else a keep-alive.</summary>
    Send,

    /// <summary>Its lifetime is over.</summary>
    Expire,
}
