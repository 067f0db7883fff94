using System.Text.Json;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary><c>plant.json</c> as it stands there; times in minutes from Monday 00:00.</summary>
internal sealed record PlantFile
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required string Name { get; init; }

    public required int Lines { get; init; }

    public required int PalletsPerLine { get; init; }

    public required int CuringSlots { get; init; }

    public required int FinishingStationsPerLine { get; init; }

    public required CalendarOf Calendar { get; init; }

    public required MouldOf[] Moulds { get; init; }

    public required FloorOf[] Floors { get; init; }

    internal sealed record CalendarOf
    {
        public required int[] WorkDaysMod7 { get; init; }

        public required int WorkStart { get; init; }

        public required int WorkEnd { get; init; }

        public required int CastingEndLatest { get; init; }
    }

    internal sealed record MouldOf
    {
        public required int Type { get; init; }

        public required int Count { get; init; }

        public required int[] Lines { get; init; }
    }

    internal sealed record FloorOf
    {
        public required int Floor { get; init; }

        public required int DueMin { get; init; }

        public required int Weight { get; init; }
    }
}
