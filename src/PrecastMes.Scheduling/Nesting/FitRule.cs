namespace PrecastMes.Scheduling.Nesting;

/// <summary>How the best of several free rectangles for a piece is told.</summary>
internal enum FitRule
{
    /// <summary>The least rest on the shorter side.</summary>
    ShortSide,

    /// <summary>The smallest free rectangle.</summary>
    Area,

    /// <summary>Lowest, then leftmost.</summary>
    BottomLeft,
}
