using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.JobControl;
using PrecastMes.PlcSim.Machines;
using PrecastMes.PlcSim.Wire.Machinery;

namespace PrecastMes.PlcSim.Wire.JobControl;

/// <summary>
/// The job management of a machine on the wire (OPC 40001-3 §8.1, OPC 10031-4 §6.2): methods go into the next scan and are answered
/// after it; lists and events follow the machine.
/// </summary>
internal sealed class JobOrderFace
{
    private readonly MachineryModels models;
    private readonly Machine machine;
    private readonly JobOrderWriter writer;
    private readonly ScanDesk desk;
    private readonly Func<DateTimeOffset> now;
    private readonly ILogger logger;
    private readonly NodeId control;
    private readonly NodeId results;
    private readonly UaVariable list;
    private readonly UaVariable responses;
    private readonly UaVariable currentState;
    private readonly UaVariable currentStateId;
    private long shownVersion = -1;

    /// <param name="models">The types.</param>
    /// <param name="machine">Whose jobs they are.</param>
    /// <param name="face">Its objects.</param>
    /// <param name="desk">Brings calls into the scan.</param>
    /// <param name="now">Plant time of the scan.</param>
    /// <param name="logger">Gets refusals.</param>
    public JobOrderFace(MachineryModels models, Machine machine, MachineFace face, ScanDesk desk, Func<DateTimeOffset> now, ILogger logger)
    {
        this.models = models;
        this.machine = machine;
        this.desk = desk;
        this.now = now;
        this.logger = logger;
        writer = new JobOrderWriter(models, machine.Id);
        control = face.JobOrderControl;
        results = face.JobOrderResults;
        list = models.Variable(control, "JobOrderList");
        responses = models.Variable(results, "JobOrderResponseList");
        currentState = models.Variable(control, "CurrentState");
        currentStateId = models.Variable(currentState.NodeId, "Id");
        models.Variable(control, "MaxDownloadableJobOrders").Value = (ushort)JobOrderReceiver.MaxDownloadable;
        models.Variable(control, "WorkMaster").Value = writer.WorkMasters(machine.Commands);
        models.Variable(control, "EquipmentID").Value = new[] { machine.Id };
        foreach (var nothing in new[] { "MaterialClassID", "MaterialDefinitionID", "PersonnelID", "PhysicalAssetID" })
        {
            models.Variable(control, nothing).Value = Array.Empty<string>();
        }

        var orders = machine.JobOrders;
        BindOrder("Store", orders.Store);
        BindOrder("StoreAndStart", orders.StoreAndStart);
        BindOrder("Update", orders.Update);
        BindId("Start", orders.Start);
        BindId("RevokeStart", orders.RevokeStart);
        BindId("Pause", orders.Pause);
        BindId("Resume", orders.Resume);
        BindId("Stop", (id, comment) => orders.Stop(id, comment, now()));
        BindId("Abort", (id, comment) => orders.Abort(id, comment, now()));
        BindId("Cancel", (id, _) => orders.Cancel(id));
        BindId("Clear", (id, _) => orders.Clear(id));
        models.Bind(results, "RequestJobResponseByJobOrderID", (inputs, cancel) => AskAsync(() => ById(inputs[0].Get<string>() ?? ""), cancel));
        models.Bind(results, "RequestJobResponseByJobOrderState", (inputs, cancel) => AskAsync(() => ByState(inputs[0]), cancel));
    }

    /// <summary>Shows what changed, and tells each change of a state.</summary>
    public void Show()
    {
        var orders = machine.JobOrders;
        if (shownVersion == orders.Version)
        {
            return;
        }

        shownVersion = orders.Version;
        list.Value = orders.Entries.Select(writer.OrderAndState).ToArray();
        responses.Value = orders.Entries.Where(entry => !entry.IsPrepared).Select(writer.Response).ToArray();
        ShowCurrentState(orders);
        foreach (var changed in orders.TakeTransitions())
        {
            Tell(changed);
        }
    }

    /// <summary>
    /// The state machine of the receiver stands for all its job orders; what it shows is the one at work, or the last that came.
    /// </summary>
    private void ShowCurrentState(JobOrderReceiver orders)
    {
        var entry = orders.Entries.FirstOrDefault(one => one.IsOpen) ?? (orders.Entries.Count > 0 ? orders.Entries[^1] : null);
        currentState.Value = entry is null ? default : new LocalizedText(entry.State.ToString(), "en");
        currentStateId.Value = entry is null ? NodeId.Null : models.JobControl(entry.State switch
        {
            JobOrderState.NotAllowedToStart => 5035,
            JobOrderState.AllowedToStart => 5036,
            JobOrderState.Running => 5037,
            JobOrderState.Interrupted => 5038,
            JobOrderState.Ended => 5039,
            _ => 5040u,
        });
    }

    private void Tell(JobOrderEntry entry) => models.Space.Notifiers.Report(new UaEvent
    {
        EventType = models.JobControl(MachineryModels.JobOrderStatusEventType),
        SourceNode = results,
        SourceName = machine.Id,
        Severity = (ushort)(entry.State == JobOrderState.Aborted ? 500 : 100),
        Message =
        [
            new LocalizedText($"{machine.Id}: job order {entry.Order.Id} is {entry.State}{(entry.Reason.Length > 0 ? $" ({entry.Reason})" : "")}", "en"),
            new LocalizedText($"{machine.Id}：作业单 {entry.Order.Id} {StateWord(entry.State)}{(entry.Reason.Length > 0 ? $"（{entry.Reason}）" : "")}", "zh-CN"),
        ],
        Fields = new Dictionary<string, Variant>
        {
            [$"{models.JobControlNamespace}:JobOrder"] = writer.Order(entry.Order),
            [$"{models.JobControlNamespace}:JobState"] = writer.State(entry),
            [$"{models.JobControlNamespace}:JobResponse"] = writer.Response(entry),
        },
    });

    private static string StateWord(JobOrderState state) => state switch
    {
        JobOrderState.NotAllowedToStart => "未允许开工",
        JobOrderState.AllowedToStart => "允许开工",
        JobOrderState.Running => "执行中",
        JobOrderState.Interrupted => "已中断",
        JobOrderState.Ended => "已结束",
        _ => "已中止",
    };

    private void BindOrder(string method, Func<JobOrder, string, JobAnswer> act) => models.Bind(control, method, (inputs, cancel) => AskAsync(
        () => JobOrderReader.Read(models, inputs[0], out var problem) is { } order
            ? Answer(method, act(order, Comment(inputs[1])))
            : Answer(method, new JobAnswer(ReturnStatus.UnableToAccept | ReturnStatus.InvalidRequest, problem)),
        cancel));

    private void BindId(string method, Func<string, string, JobAnswer> act) => models.Bind(control, method, (inputs, cancel) => AskAsync(
        () => Answer(method, act(inputs[0].Get<string>() ?? "", Comment(inputs[1]))), cancel));

    private async ValueTask<CallResult> AskAsync(Func<CallResult> act, CancellationToken cancel) => await desk.AskAsync(act, cancel);

    /// <summary>Annex B.2: a call that was refused is Uncertain, for with a Bad code its outputs would not be sent.</summary>
    private CallResult Answer(string method, JobAnswer answer, params IReadOnlyList<Variant> before)
    {
        Variant[] outputs = [.. before, (ulong)answer.Status];
        if (answer.Status == ReturnStatus.NoError)
        {
            return CallResult.Good(outputs);
        }

        Log.JobRefused(logger, machine.Id, method, answer.Reason);
        return new CallResult(StatusCodes.Uncertain, outputs) { Reason = answer.Reason };
    }

    private CallResult ById(string id) => machine.JobOrders.Find(id) switch
    {
        null => Answer(nameof(ById), JobAnswer.Unknown(id), writer.NoResponse(id)),
        { IsPrepared: true } entry => Answer(nameof(ById), JobAnswer.WrongState("A response", entry), writer.NoResponse(id)),
        { } entry => Answer(nameof(ById), JobAnswer.Done, writer.Response(entry)),
    };

    private CallResult ByState(Variant given)
    {
        var asked = (given.Value as ExtensionObject[] ?? []).Select(models.Decode).ToArray();
        if (asked.Length == 0 || asked.Contains(null) || !Enum.IsDefined((JobOrderState)asked[0]!.Get<uint>("StateNumber")))
        {
            return Answer(
                nameof(ByState), new JobAnswer(ReturnStatus.InvalidJobOrderStatus, "there is no such state"), Array.Empty<ExtensionObject>());
        }

        var texts = asked.Skip(1).Select(state => state!.Get<LocalizedText>("StateText").Text).ToArray();
        var state = (JobOrderState)asked[0]!.Get<uint>("StateNumber");
        var found = machine.JobOrders.Entries
            .Where(entry => !entry.IsPrepared && entry.State == state && texts.All(text => text == entry.Substate.ToString()))
            .Select(writer.Response).ToArray();
        return Answer(nameof(ByState), JobAnswer.Done, found);
    }

    private static string Comment(Variant given) =>
        given.Value is LocalizedText[] { Length: > 0 } texts ? Shortened(texts[0].Text ?? "") : "";

    private static string Shortened(string text) => text.Length <= 200 ? text : text[..200];
}
