namespace PrecastMes.Execution.Plc;

/// <summary>Fault codes that the server gives by itself, above those of the PLC.</summary>
public static class UnitFault
{
    /// <summary>The PLC acknowledged or ended a command that this journal never issued: somebody else commands the unit.</summary>
    public const int HandshakeConflict = 1000;
}
