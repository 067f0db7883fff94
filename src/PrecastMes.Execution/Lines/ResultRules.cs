using PrecastMes.Execution.Plc;

namespace PrecastMes.Execution.Lines;

/// <summary>Takes in what the PLC reports: ends of commands, faults, and counters that went on without us.</summary>
internal static class ResultRules
{
    // How far a PLC's clock may be from ours before its times are not believed.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    /// <summary>Operation under which the end of curing in a fixed mould is counted.</summary>
    public const string CureOperation = "cure";

    public static void Apply(LineDraft draft)
    {
        foreach (var (unit, seen) in draft.Image.Units)
        {
            var known = draft.State.Unit(unit);
            var conflict = false;
            if (known.Outstanding is { } command)
            {
                // Whoever acknowledged more than we issued, or ended our number under another id, was not commanded by us. Whoever took our
                // number and knows it no longer has lost its memory: what became of the command nobody knows, and it is not repeated.
                conflict = seen.AckSeq > command.UnitSeq
                    || (seen.AckSeq < command.UnitSeq && seen.HasTaken(command.UnitSeq))
                    || seen.ResultSeq > command.UnitSeq
                    || (seen.ResultSeq == command.UnitSeq && seen.ResultId != command.CommandId);
                if (!conflict && seen.ResultSeq == command.UnitSeq && seen.ResultCode != ResultCode.None)
                {
                    Complete(draft, command, seen);
                }
            }
            else if (seen.AckSeq > known.Seq)
            {
                draft.Add(new UnitAligned(draft.Now, unit, seen.AckSeq));
            }

            var fault = conflict ? UnitFault.HandshakeConflict : seen.FaultCode;
            if (fault != known.FaultCode)
            {
                draft.Add(fault == 0 ? new UnitRecovered(draft.Now, unit) : new UnitFaulted(draft.Now, unit, fault));
            }
        }
    }

    private static void Complete(LineDraft draft, CommandIssued command, UnitImage seen)
    {
        var (startedAt, at) = Times(draft, command, seen);
        draft.Add(new CommandCompleted(at, command.CommandId, command.Unit, seen.ResultCode, seen.ResultDetail, startedAt, at));
        if (seen.ResultCode != ResultCode.Done)
        {
            return;
        }

        var load = draft.State.Loads[command.LoadId];
        switch (command.Code)
        {
            case CommandCode.Run:
                EndRun(draft, command, load, startedAt, at);
                break;
            case CommandCode.Transfer or CommandCode.Store or CommandCode.Retrieve:
                EndMove(draft, command, load, at);
                break;
            case CommandCode.Batch:
                draft.Add(new BatchMixed(at, load.Load.LoadId, command.Unit, command.Recipe, (int)command.QuantityLitres));
                break;
            case CommandCode.Cure:
                draft.Add(new OperationCompleted(at, load.Load.LoadId, command.Unit, CureOperation, startedAt));
                break;
            default:
                throw new InvalidOperationException($"Command {command.CommandId} of {command.Unit} has code {command.Code}, which no rule ends.");
        }
    }

    /// <summary>The PLC's, as far as its clock can be believed: a command neither begins before it was issued nor ends after now.</summary>
    private static (DateTimeOffset StartedAt, DateTimeOffset EndedAt) Times(LineDraft draft, CommandIssued command, UnitImage seen)
    {
        var earliest = command.At - ClockSlack;
        var endedAt = seen.ResultEndedAt >= earliest && seen.ResultEndedAt <= draft.Now + ClockSlack ? seen.ResultEndedAt : draft.Now;
        var startedAt = seen.ResultStartedAt >= earliest && seen.ResultStartedAt <= endedAt ? seen.ResultStartedAt : command.At < endedAt ? command.At : endedAt;
        return (startedAt, endedAt);
    }

    private static void EndMove(LineDraft draft, CommandIssued command, LoadState load, DateTimeOffset at)
    {
        var pallet = draft.State.Pallets[command.Carrier];
        draft.Add(new PalletMoved(at, command.Carrier, pallet.Loaded ? load.Load.LoadId : null, command.Source, command.Target));
        if (command.Code == CommandCode.Store)
        {
            draft.Add(new CuringStarted(at, load.Load.LoadId, command.Target, load.Load.CuringProgramId));
        }
        else if (!pallet.Loaded && command.Target == draft.Layout.Circulation(load.Load.LineId)?.MagazineId)
        {
            draft.Add(new PalletFreed(at, command.Carrier));
        }
    }

    private static void EndRun(LineDraft draft, CommandIssued command, LoadState load, DateTimeOffset startedAt, DateTimeOffset at)
    {
        var loadId = load.Load.LoadId;
        draft.Add(new OperationCompleted(at, loadId, command.Unit, command.Operation, startedAt));
        if (load.Stage == LoadStage.Finishing && command.Carrier == loadId)
        {
            EndFinishing(draft, command.Operation, load, at);
            return;
        }

        var line = draft.Layout.Circulation(load.Load.LineId);
        var area = draft.Layout.Area(load.Load.LineId);
        var demoulded = command.Operation == area?.DemouldOperation.Operation;
        if (command.Operation == line?.StripOperation || demoulded)
        {
            draft.Add(new MouldsReleased(at, loadId, load.MouldUnits));
        }

        if (command.Operation == line?.LiftOperation || demoulded)
        {
            draft.Add(new ElementsLifted(at, loadId, command.Unit, load.ElementIds));
        }
    }

    private static void EndFinishing(LineDraft draft, string operation, LoadState load, DateTimeOffset at)
    {
        var line = load.Load.LineId;
        if (operation == draft.Layout.Output(line))
        {
            draft.Add(new ElementsPassed(at, load.Load.LoadId, load.ElementIds));
        }

        if (operation == draft.Layout.Finishing(line)[^1].Operation)
        {
            draft.Add(new ElementsYarded(at, load.Load.LoadId, load.ElementIds));
        }
    }
}
