using PrecastMes.City.Volumes;
using PrecastMes.Production;

namespace PrecastMes.City.Reports;

/// <summary>A utilisation with its name, since there are several and they are not alike.</summary>
/// <param name="Code"><c>U1</c> or <c>U2</c>.</param>
/// <param name="Name">What is divided by what.</param>
/// <param name="NumeratorLitres">Litres above the line.</param>
/// <param name="DenominatorLitres">Litres below the line.</param>
public sealed record Utilisation(string Code, LocalizedText Name, long NumeratorLitres, long DenominatorLitres)
{
    /// <summary>Per cent with two decimals; null when there is nothing to divide by.</summary>
    public decimal? Percent => DenominatorLitres == 0 ? null : Math.Round(NumeratorLitres * 100m / DenominatorLitres, 2);

    /// <summary>U1: output over the design capacity of the period.</summary>
    public static Utilisation OfCapacity(OutputVolume output, CapacityVolume capacityOfPeriod) => new(
        "U1",
        new LocalizedText("产能利用率：实际产量 ÷ 期内设计产能", "capacity use: output ÷ design capacity of the period"),
        output.Litres,
        capacityOfPeriod.Litres);

    /// <summary>U2, 产能发挥: scheduled over scheduled and spare.</summary>
    public static Utilisation OfSchedule(ScheduledVolume scheduled, SpareVolume spare) => new(
        "U2",
        new LocalizedText("产能发挥：排产量 ÷（排产量 + 空余产能）", "capacity taken up: scheduled ÷ (scheduled + spare)"),
        scheduled.Litres,
        checked(scheduled.Litres + spare.Litres));
}
