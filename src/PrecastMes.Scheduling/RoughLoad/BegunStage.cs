namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>How far a load has come whose concrete is cast.</summary>
public enum BegunStage
{
    /// <summary>Before the curing chamber.</summary>
    Cast,

    /// <summary>It cures, or waits to be stripped.</summary>
    Curing,

    /// <summary>Out of its moulds; final inspection is to come.</summary>
    Demoulded,
}
