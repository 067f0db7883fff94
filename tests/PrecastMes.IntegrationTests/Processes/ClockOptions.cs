using System.Globalization;

namespace PrecastMes.IntegrationTests.Processes;

/// <summary>The plant clock that server and simulator share.</summary>
internal sealed record ClockOptions(DateTimeOffset Start, DateTimeOffset Anchor, double Speed)
{
    public IEnumerable<string> Arguments() =>
    [
        "--clock-start", Start.ToString("O", CultureInfo.InvariantCulture),
        "--clock-anchor", Anchor.ToString("O", CultureInfo.InvariantCulture),
        "--speed", Speed.ToString(CultureInfo.InvariantCulture),
    ];

    public DateTimeOffset PlantNow(TimeProvider time) => Start + ((time.GetUtcNow() - Anchor) * Speed);
}
