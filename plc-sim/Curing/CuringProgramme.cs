using System.Globalization;

namespace PrecastMes.PlcSim.Curing;

/// <summary>A curing programme (蒸养制度) as the <c>Cmd.Recipe</c> signal carries it.</summary>
/// <param name="Id">Its name at the sender.</param>
/// <param name="PresetSeconds">Preset before heating, seconds.</param>
/// <param name="HeatingRateCPerHour">Greatest heating rate, ℃/h.</param>
/// <param name="HoldingTempC">Holding temperature, ℃.</param>
/// <param name="HoldingSeconds">Holding time, seconds.</param>
/// <param name="CoolingRateCPerHour">Greatest cooling rate, ℃/h.</param>
/// <param name="OutTempC">Temperature at which the programme ends, ℃.</param>
internal sealed record CuringProgramme(
    string Id,
    double PresetSeconds,
    double HeatingRateCPerHour,
    double HoldingTempC,
    double HoldingSeconds,
    double CoolingRateCPerHour,
    double OutTempC)
{
    private static readonly (string Name, double Min, double Max)[] Parts =
    [
        ("preset s", 0, 86_400), ("heating ℃/h", 0.1, 100), ("holding ℃", 1, 95),
        ("holding s", 0, 604_800), ("cooling ℃/h", 0.1, 100), ("out ℃", 1, 95),
    ];

    /// <summary>Reads <c>id;presetS;heatC/h;holdC;holdS;coolC/h;outC</c>; null and every fault in it otherwise.</summary>
    public static CuringProgramme? Parse(string recipe, out string problems)
    {
        problems = "";
        var fields = recipe.Split(';');
        if (fields.Length != Parts.Length + 1 || fields[0].Length == 0)
        {
            problems = $"curing recipe \"{recipe}\" is not id;presetS;heatC/h;holdC;holdS;coolC/h;outC";
            return null;
        }

        var faults = new List<string>();
        var numbers = new double[Parts.Length];
        for (var i = 0; i < Parts.Length; i++)
        {
            var (name, min, max) = Parts[i];
            if (!double.TryParse(fields[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                || !(numbers[i] >= min && numbers[i] <= max))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} \"{fields[i + 1]}\" is not a number from {min} to {max}"));
            }
        }

        if (faults.Count == 0 && numbers[5] > numbers[2])
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"out ℃ {numbers[5]} is above holding ℃ {numbers[2]}"));
        }

        if (faults.Count > 0)
        {
            problems = "curing recipe: " + string.Join(", ", faults);
            return null;
        }

        return new CuringProgramme(fields[0], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
}
