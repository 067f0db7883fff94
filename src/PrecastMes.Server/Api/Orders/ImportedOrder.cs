namespace PrecastMes.Server.Api.Orders;

/// <summary>What an import brought.</summary>
/// <param name="Project">The project.</param>
/// <param name="Elements">Its elements.</param>
public sealed record ImportedOrder(string Project, int Elements);
