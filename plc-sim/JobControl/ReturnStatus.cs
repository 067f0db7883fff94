namespace PrecastMes.PlcSim.JobControl;

/// <summary>The ReturnStatus of the methods: a bit map (OPC 10031-4 annex B.2). Bits 33 and above are ours.</summary>
[Flags]
internal enum ReturnStatus : ulong
{
    /// <summary>Nothing was asked.</summary>
    None = 0,

    /// <summary>Bit 0: done, or was done before by the same call.</summary>
    NoError = 1,

    /// <summary>Bit 1: there is no such job order.</summary>
    UnknownJobOrderId = 1 << 1,

    /// <summary>Bit 3: there is no such state.</summary>
    InvalidJobOrderStatus = 1 << 3,

    /// <summary>Bit 4: the job order cannot be taken.</summary>
    UnableToAccept = 1 << 4,

    /// <summary>Bit 32: the request makes no sense; another bit may say why.</summary>
    InvalidRequest = 1UL << 32,

    /// <summary>Bit 33: the state of the job order does not allow it.</summary>
    WrongState = 1UL << 33,

    /// <summary>Bit 34: the machine is occupied by a command of the handshake, or the job order is such a command.</summary>
    OccupiedByHandshake = 1UL << 34,

    /// <summary>Bit 35: the id belongs to another job order.</summary>
    IdInUse = 1UL << 35,

    /// <summary>Bit 36: what runs cannot be broken off or paused.</summary>
    Unstoppable = 1UL << 36,
}
