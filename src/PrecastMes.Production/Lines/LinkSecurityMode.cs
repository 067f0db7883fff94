namespace PrecastMes.Production.Lines;

/// <summary>What is done to each message of the link to the PLC.</summary>
public enum LinkSecurityMode
{
    /// <summary>Signed and encrypted.</summary>
    SignAndEncrypt,

    /// <summary>Signed, and legible.</summary>
    Sign,

    /// <summary>Nothing.</summary>
    None,
}
