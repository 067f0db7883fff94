using PrecastMes.Production;

namespace PrecastMes.Exchange.Plants;

/// <summary>A set of ids in which each stands once and to which others refer.</summary>
internal sealed class NameKind(LocalizedText word)
{
    public static readonly NameKind Line = new(new LocalizedText("生产线", "line"));
    public static readonly NameKind CirculationLine = new(new LocalizedText("流水线", "circulation line"));
    public static readonly NameKind Family = new(new LocalizedText("构件类别", "family"));
    public static readonly NameKind CuringProgram = new(new LocalizedText("养护制度", "curing programme"));
    public static readonly NameKind District = new(new LocalizedText("区域", "district"));
    public static readonly NameKind Unit = new(new LocalizedText("作业单元", "work unit"));
    public static readonly NameKind Pallet = new(new LocalizedText("模台", "pallet"));
    public static readonly NameKind MouldType = new(new LocalizedText("模具", "mould type"));
    public static readonly NameKind Mark = new(new LocalizedText("构件型号", "mark"));
    public static readonly NameKind Shift = new(new LocalizedText("班次", "shift"));
    public static readonly NameKind Calendar = new(new LocalizedText("资源日历", "calendar of resources"));
    public static readonly NameKind Capacity = new(new LocalizedText("产能依据", "capacity basis"));

    /// <summary>What one of them is called in a message.</summary>
    public LocalizedText Word { get; } = word;
}
