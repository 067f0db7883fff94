namespace PrecastMes.Production.Orders;

/// <summary>
/// A project that may be ordered: an order file that says how likely. A type of its own, so that no offer gets to where orders are planned.
/// </summary>
/// <param name="Order">What would be ordered.</param>
/// <param name="Probability">How likely, over 0 up to 1; 1 when the file doesn't say it.</param>
public sealed record ProjectOffer(ProjectOrder Order, double Probability);
