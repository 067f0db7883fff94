namespace PrecastMes.Persistence.Elements;

/// <summary>
/// How far an element, and the load it is in, has come. The order is the order of life, so a later state is never
/// overwritten by a fact that is applied late. Written in the database as the lower-case word.
/// </summary>
public enum ElementState
{
    /// <summary>Its order is imported.</summary>
    Ordered,

    /// <summary>It has a place in an accepted plan.</summary>
    Planned,

    /// <summary>Its load is released to the line.</summary>
    Released,

    /// <summary>Its pallet or fixed mould is being prepared.</summary>
    Started,

    /// <summary>Concrete is cast.</summary>
    Cast,

    /// <summary>It cures in a compartment or in its fixed mould.</summary>
    Curing,

    /// <summary>Curing is over and recorded.</summary>
    Cured,

    /// <summary>It is out of its mould.</summary>
    Demoulded,

    /// <summary>It passed final inspection: output.</summary>
    Passed,

    /// <summary>It lies in the yard.</summary>
    Yard,
}
