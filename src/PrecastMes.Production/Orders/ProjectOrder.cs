using PrecastMes.Production.Elements;

namespace PrecastMes.Production.Orders;

/// <summary>What an order file brings: one project and its elements, whole or not at all.</summary>
/// <param name="Project">The ordering project.</param>
/// <param name="Elements">Its elements in file order; ids are unique.</param>
public sealed record ProjectOrder(Project Project, IReadOnlyList<Element> Elements);
