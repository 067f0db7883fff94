using PrecastMes.Production.Orders;

namespace PrecastMes.Server.Hmi.Loads;

/// <summary>An offer that a user laid on the load of this page.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Offer">What would be ordered.</param>
/// <param name="Probability">How likely, over 0 up to 1, as the user set it.</param>
internal sealed record PageOffer(string File, ProjectOffer Offer, double Probability);
