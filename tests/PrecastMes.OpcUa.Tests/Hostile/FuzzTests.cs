using PrecastMes.OpcUa.Fuzzing;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>
/// The short form of the fuzzer; the long one is
/// <c>dotnet run -c Release --project tests/PrecastMes.OpcUa.Fuzzing -- --messages 5000000 --seed 1</c>.
/// </summary>
[Collection(HostileCollection.Name)]
public sealed class FuzzTests
{
    private const int Megabyte = 1 << 20;

    private static readonly string[] Behind =
    [
        "Call", "Cancel", "CreateMonitoredItems", "DeleteMonitoredItems", "DeleteSubscriptions", "HistoryRead", "ModifyMonitoredItems", "ModifySubscription",
        "Publish", "SetMonitoringMode", "SetTriggering", "TransferSubscriptions",
    ];

    [Fact]
    public async Task A_hundred_thousand_changed_messages_of_recorded_sessions_do_no_harm()
    {
        FuzzReport report = await FuzzRun.RunAsync(messages: 100_000, seed: 20261122);

        TestContext.Current.SendDiagnosticMessage("{0}", report.Text);
        Assert.True(report.FindingCount == 0, $"{report.Text}\nAgain: dotnet run -c Release --project tests/PrecastMes.OpcUa.Fuzzing -- with the arguments in front of a finding");

        // Changed as they are, they come behind the checks of session and subscription.
        Assert.All(Behind, service => Assert.True(report.Outcomes.ContainsKey($"{service} answered Good"), $"no {service} got through\n{report.Text}"));
        Assert.InRange(report.Memory[^1].Bytes - report.Memory[0].Bytes, long.MinValue, 16 * Megabyte);
    }
}
