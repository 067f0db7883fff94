using System.Text;

namespace PrecastMes.PlcSim.Machines;

/// <summary>
/// Real times from nominal ones. The factor is a pure function of seed, unit and command number: a run repeats whatever
/// the order in which the units are scanned, and a restart needs no generator's state.
/// </summary>
internal sealed class WorkTimes(int seed, Spread work, Spread moves)
{
    /// <summary>What people, casting and mixing take.</summary>
    public TimeSpan Work(string unit, uint seq, double nominalSeconds) => Real(work, unit, seq, nominalSeconds);

    /// <summary>What conveyors and crane take.</summary>
    public TimeSpan Move(string unit, uint seq, double nominalSeconds) => Real(moves, unit, seq, nominalSeconds);

    private TimeSpan Real(Spread spread, string unit, uint seq, double nominalSeconds) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * nominalSeconds * spread.At(Deviate(unit, seq))));

    /// <summary>Standard normal by Box and Muller from two mixed words.</summary>
    private double Deviate(string unit, uint seq)
    {
        var word = Fnv1A(unit) ^ ((ulong)(uint)seed << 32) ^ seq;
        var radius = Math.Sqrt(-2 * Math.Log(Unit(ref word)));
        return radius * Math.Cos(2 * Math.PI * Unit(ref word));
    }

    /// <summary>SplitMix64, mapped to (0, 1].</summary>
    private static double Unit(ref ulong word)
    {
        word += 0x9E3779B97F4A7C15;
        var z = word;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 11) + 1) * (1.0 / (1UL << 53));
    }

    /// <summary>A string's own hash changes from process to process; this one does not.</summary>
    private static ulong Fnv1A(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 0x100000001B3;
        }

        return hash;
    }
}
