using System.Globalization;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim;

/// <summary>Faults made on purpose. Each answers why it cannot be; null when it was done.</summary>
internal sealed class Faults(PlantModel plant, LineContext context)
{
    private const double GreatestSlowDown = 1000;

    /// <summary>Stops a unit by hand: what runs there stands still.</summary>
    public string? StopUnit(string unit)
    {
        if (plant.Find(unit) is not { } machine)
        {
            return NoUnit(unit);
        }

        if (machine.IsStopped)
        {
            return $"{unit} is stopped already";
        }

        machine.IsStopped = true;
        Note(unit, "stopped by hand", "start");
        return null;
    }

    /// <summary>Lets a stopped unit go on.</summary>
    public string? ResumeUnit(string unit)
    {
        if (plant.Find(unit) is not { } machine)
        {
            return NoUnit(unit);
        }

        if (!machine.IsStopped)
        {
            return $"{unit} is not stopped";
        }

        machine.IsStopped = false;
        Note(unit, "stopped by hand", "end");
        return null;
    }

    /// <summary>Jams the crane with what it carries.</summary>
    public string? JamCrane(string crane)
    {
        if (plant.Find(crane) is not StackerCrane machine)
        {
            return NoCrane(crane);
        }

        if (machine.IsJammed)
        {
            return $"{crane} is jammed already";
        }

        machine.IsJammed = true;
        Note(crane, "crane jammed", "start");
        return null;
    }

    /// <summary>Frees a jammed crane; it goes on.</summary>
    public string? ClearJam(string crane)
    {
        if (plant.Find(crane) is not StackerCrane machine)
        {
            return NoCrane(crane);
        }

        if (!machine.IsJammed)
        {
            return $"{crane} is not jammed";
        }

        machine.IsJammed = false;
        Note(crane, "crane jammed", "end");
        return null;
    }

    /// <summary>Work of a unit takes so many times as long; 1 is normal again.</summary>
    public string? SlowDown(string unit, double factor)
    {
        if (plant.Find(unit) is not { } machine)
        {
            return NoUnit(unit);
        }

        if (!(factor is >= 1 and <= GreatestSlowDown))
        {
            return string.Create(CultureInfo.InvariantCulture, $"factor {factor} is not from 1 to {GreatestSlowDown}");
        }

        machine.SlowDown = factor;
        Note(unit, string.Create(CultureInfo.InvariantCulture, $"slowed down {factor} times"), factor > 1 ? "start" : "end");
        return null;
    }

    private void Note(string unit, string detail, string phase) =>
        context.Book.Add(new PhysicalEvent(plant.Now, "fault", unit) { Phase = phase, Detail = detail });

    private string NoCrane(string crane) => $"\"{crane}\" is no crane{(plant.Crane is { Id: var known } ? $"; there is {known}" : "")}";

    private string NoUnit(string unit) =>
        $"\"{unit}\" is no unit; there are {string.Join(", ", plant.Machines.Select(machine => machine.Id))}";
}
