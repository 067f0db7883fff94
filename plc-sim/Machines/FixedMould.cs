using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>
/// A fixed mould (固定模台): crews work at it, then it cures what is in it under its cover. The cover is opened by the
/// first work after the programme; at the end of that work (demoulding) curve and load are gone.
/// </summary>
internal sealed class FixedMould(string id, Label name, CuringPlace heat, LineContext context) : Machine(id, name, context)
{
    /// <summary>Heat under the cover.</summary>
    public CuringPlace Heat { get; } = heat;

    /// <summary>The load that was cured and still lies here; empty otherwise.</summary>
    public string CuredLoad { get; set; } = "";

    public override IReadOnlyList<CommandCode> Commands { get; } = [CommandCode.Run, CommandCode.Cure];

    protected override string Seen => Job?.Command.Carrier ?? CuredLoad;

    public override void Advance(DateTimeOffset now)
    {
        var before = Heat.Phase;
        Heat.StepTo(now);
        if (Heat.Phase != before)
        {
            Context.Book.Touch();
        }

        if (Job is not { Command.Code: CommandCode.Cure } cure)
        {
            base.Advance(now);
            return;
        }

        Job = cure.RestUntil(now);
        if (Heat.DoneAt is { } doneAt)
        {
            End(doneAt);
        }
    }

    protected override string? Refuse(Command command) => command.Code switch
    {
        CommandCode.Run or CommandCode.Cure when command.Carrier.Length == 0 => "no load named as carrier",
        CommandCode.Run or CommandCode.Cure when CuredLoad.Length > 0 && !string.Equals(command.Carrier, CuredLoad, StringComparison.Ordinal) =>
            $"carrier {command.Carrier} is not in {Id} ({CuredLoad})",
        CommandCode.Run => null,
        CommandCode.Cure when Heat.Phase != CuringPhase.Empty => $"{Id} has cured {CuredLoad} and is not emptied",
        CommandCode.Cure => CuringProgramme.Parse(command.Recipe, out var problems) is null ? problems : null,
        _ => CannotDo(command),
    };

    protected override TimeSpan WorkOf(Command command) =>
        command.Code == CommandCode.Run ? Context.Times.Work(Id, command.Seq, command.WorkSeconds) : TimeSpan.Zero;

    /// <summary>Heat goes on by the clock; only work of people pauses.</summary>
    protected override bool IsHeld(Command command) => command.Code == CommandCode.Run && base.IsHeld(command);

    /// <summary>Of a programme the share of its phases that are over: preset, heating, holding and cooling count alike.</summary>
    protected override double Share(Job job) =>
        job.Command.Code == CommandCode.Cure ? Math.Max(0, (int)Heat.Phase - (int)CuringPhase.Preset) / 4.0 : base.Share(job);

    protected override void OnBegun(Command command, DateTimeOffset at)
    {
        if (command.Code == CommandCode.Cure && CuringProgramme.Parse(command.Recipe, out _) is { } programme)
        {
            CuredLoad = command.Carrier;
            Heat.StepTo(at);
            Heat.Start(programme, at);
        }
    }

    protected override void OnEnded(Command command, DateTimeOffset at)
    {
        if (command.Code == CommandCode.Run && Heat.Phase == CuringPhase.Done)
        {
            Heat.Clear(at);
            CuredLoad = "";
        }
    }

    protected override void OnStoppedChanged() => Heat.IsFrozen = IsStopped;
}
