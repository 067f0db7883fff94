namespace PrecastMes.Scheduling.Explaining;

/// <summary>Something that every load of a line does once: a piece of its way that goes on without waiting.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Step">The step of the line's route at which it is or to which it leads.</param>
/// <param name="Before">The activity that has to be over; -1 for the first.</param>
internal readonly record struct Activity(ActivityKind Kind, int Step, int Before);
