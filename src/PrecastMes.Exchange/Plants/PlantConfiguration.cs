using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;

namespace PrecastMes.Exchange.Plants;

/// <summary>All that a plant's directory says.</summary>
/// <param name="Plant">The plant; its cross references hold.</param>
/// <param name="Tags">Where its signals are.</param>
/// <param name="DemoStart">Where the demo's clock starts, UTC.</param>
public sealed record PlantConfiguration(Plant Plant, TagMap Tags, DateTimeOffset DemoStart);
