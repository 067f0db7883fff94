using System.Text.Json;
using PrecastMes.Production.Orders;

namespace PrecastMes.Execution.Plants;

/// <summary>An order as text, to tell whether two are the same.</summary>
internal static class OrderText
{
    public static string Of(ProjectOrder order) => JsonSerializer.Serialize(order);
}
