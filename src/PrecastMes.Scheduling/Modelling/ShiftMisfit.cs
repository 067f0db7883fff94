namespace PrecastMes.Scheduling.Modelling;

/// <summary>Why an operation never has the working time that it needs.</summary>
/// <param name="Code"><see cref="NoShift"/> or <see cref="NoCommonShift"/>.</param>
/// <param name="Operation">The operation, or the mixer that mixes for it.</param>
/// <param name="Seconds">What it takes in one piece.</param>
/// <param name="Longest">The longest piece that its working time holds; 0 where that is not the question.</param>
/// <param name="First">A resource that it needs, where two never work together.</param>
/// <param name="FirstCalendar">Its calendar; <see cref="PlantsCalendar"/> for the plant's.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondCalendar">Its calendar.</param>
internal sealed record ShiftMisfit(
    string Code, string Operation, int Seconds, int Longest, string First = "", string FirstCalendar = "", string Second = "", string SecondCalendar = "")
{
    /// <summary>In one piece it is longer than any stretch of working time.</summary>
    public const string NoShift = "no-shift";

    /// <summary>Two resources that it needs together never work at the same time, or not for long enough.</summary>
    public const string NoCommonShift = "no-common-shift";

    /// <summary>What the plant's calendar is called: the file in which it stands.</summary>
    public const string PlantsCalendar = "calendar.yaml";

    /// <summary>The reason in a sentence.</summary>
    public string Message => Code == NoShift
        ? $"Operation {Operation} takes {Seconds} s in one piece; the longest shift with overtime is {Longest} s."
        : $"Operation {Operation} needs {First} (calendar {FirstCalendar}) and {Second} (calendar {SecondCalendar}), which never work together for as long as it takes.";
}
