namespace PrecastMes.Execution.Lines;

/// <summary>Where a load is in its life on a line.</summary>
public enum LoadStage
{
    /// <summary>Released, not started.</summary>
    Waiting,

    /// <summary>On its pallet or in its fixed mould.</summary>
    Making,

    /// <summary>Lifted; its elements pass the finishing places.</summary>
    Finishing,

    /// <summary>Its elements are in the yard; the pallet is still on its way back.</summary>
    Finished,
}
