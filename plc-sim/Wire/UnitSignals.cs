using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Wire;

/// <summary>The handshake block of a unit as variables.</summary>
internal sealed class UnitSignals
{
    /// <summary>State, fault and reader: some days of a busy station.</summary>
    private const int ValuesKept = 500;

    private readonly HandshakeBlock block;
    private readonly UaVariable id;
    private readonly UaVariable code;
    private readonly UaVariable operation;
    private readonly UaVariable load;
    private readonly UaVariable carrier;
    private readonly UaVariable source;
    private readonly UaVariable target;
    private readonly UaVariable workSeconds;
    private readonly UaVariable interruptible;
    private readonly UaVariable recipe;
    private readonly UaVariable quantity;
    private readonly UaVariable fence;
    private readonly UaVariable seq;
    private readonly UaVariable ackSeq;
    private readonly UaVariable resultSeq;
    private readonly UaVariable resultId;
    private readonly UaVariable resultCode;
    private readonly UaVariable resultDetail;
    private readonly UaVariable startedAt;
    private readonly UaVariable endedAt;
    private readonly UaVariable state;
    private readonly UaVariable progress;
    private readonly UaVariable fault;
    private readonly UaVariable palletId;

    public UnitSignals(TagSpace space, string unit, HandshakeBlock block)
    {
        this.block = block;
        var kept = block.LastTaken;
        id = space.AddInput(unit, "Cmd.Id", DataTypeIds.UInt32, kept.Id);
        code = space.AddInput(unit, "Cmd.Code", DataTypeIds.UInt16, (ushort)kept.Code);
        operation = space.AddInput(unit, "Cmd.Operation", DataTypeIds.String, kept.Operation);
        load = space.AddInput(unit, "Cmd.Load", DataTypeIds.String, kept.Load);
        carrier = space.AddInput(unit, "Cmd.Carrier", DataTypeIds.String, kept.Carrier);
        source = space.AddInput(unit, "Cmd.Source", DataTypeIds.String, kept.Source);
        target = space.AddInput(unit, "Cmd.Target", DataTypeIds.String, kept.Target);
        workSeconds = space.AddInput(unit, "Cmd.WorkSeconds", DataTypeIds.UInt32, kept.WorkSeconds);
        interruptible = space.AddInput(unit, "Cmd.Interruptible", DataTypeIds.Boolean, kept.Interruptible);
        recipe = space.AddInput(unit, "Cmd.Recipe", DataTypeIds.String, kept.Recipe);
        quantity = space.AddInput(unit, "Cmd.Quantity", DataTypeIds.UInt32, kept.Quantity);
        fence = space.AddInput(unit, "Cmd.Fence", DataTypeIds.UInt32, kept.Fence);
        seq = space.AddInput(unit, "Cmd.Seq", DataTypeIds.UInt32, kept.Seq);
        ackSeq = space.AddOutput(unit, "Ack.Seq", DataTypeIds.UInt32, block.AckSeq);
        resultSeq = space.AddOutput(unit, "Result.Seq", DataTypeIds.UInt32, block.ResultSeq);
        resultId = space.AddOutput(unit, "Result.Id", DataTypeIds.UInt32, block.ResultId);
        resultCode = space.AddOutput(unit, "Result.Code", DataTypeIds.UInt16, (ushort)block.ResultCode);
        resultDetail = space.AddOutput(unit, "Result.Detail", DataTypeIds.String, block.ResultDetail);
        startedAt = space.AddOutput(unit, "Result.StartedAt", DataTypeIds.DateTime, block.StartedAt.UtcDateTime);
        endedAt = space.AddOutput(unit, "Result.EndedAt", DataTypeIds.DateTime, block.EndedAt.UtcDateTime);
        state = space.AddOutput(unit, "State", DataTypeIds.Int32, (int)block.State);
        progress = space.AddOutput(unit, "Progress", DataTypeIds.Float, block.Progress);
        fault = space.AddOutput(unit, "Fault", DataTypeIds.UInt16, (ushort)block.Fault);
        palletId = space.AddOutput(unit, "PalletId", DataTypeIds.String, block.PalletId);
        foreach (var signal in new[] { state, fault, palletId })
        {
            space.Keep(signal, ValuesKept);
        }
    }

    /// <summary>
    /// Copies the command when its number has grown. The number is read first: whoever wrote it wrote the rest before.
    /// </summary>
    public void ReadCommand()
    {
        var number = seq.Value.Get<uint>();
        if (number <= block.AckSeq)
        {
            return;
        }

        block.Cmd = new Command(
            id.Value.Get<uint>(),
            (CommandCode)code.Value.Get<ushort>(),
            Text(operation),
            Text(load),
            Text(carrier),
            Text(source),
            Text(target),
            workSeconds.Value.Get<uint>(),
            interruptible.Value.Get<bool>(),
            Text(recipe),
            quantity.Value.Get<uint>(),
            fence.Value.Get<uint>(),
            number);
    }

    /// <summary>Shows everything but the result's number.</summary>
    public void Show()
    {
        if (!block.IsChanged)
        {
            return;
        }

        palletId.Value = block.PalletId;
        fault.Value = (ushort)block.Fault;
        progress.Value = block.Progress;
        state.Value = (int)block.State;
        ackSeq.Value = block.AckSeq;
        resultId.Value = block.ResultId;
        resultCode.Value = (ushort)block.ResultCode;
        resultDetail.Value = block.ResultDetail;
        startedAt.Value = block.StartedAt.UtcDateTime;
        endedAt.Value = block.EndedAt.UtcDateTime;
    }

    /// <summary>Shows the result's number: by then all that it speaks of can be read.</summary>
    public void ShowResultNumber()
    {
        if (block.IsChanged)
        {
            resultSeq.Value = block.ResultSeq;
            block.Shown();
        }
    }

    private static string Text(UaVariable variable) => variable.Value.Value as string ?? "";
}
