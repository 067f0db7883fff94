using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What a client reads of a server's diagnostics.</summary>
internal static class Diagnostics
{
    /// <summary>The only session that is meant.</summary>
    public static async Task<SessionDiagnosticsDataType> SessionAsync(this OpcUaClient reader, Func<SessionDiagnosticsDataType, bool> isMeant) => Assert.Single(
        await ArrayAsync<SessionDiagnosticsDataType>(reader, VariableIds.Server_ServerDiagnostics_SessionsDiagnosticsSummary_SessionDiagnosticsArray),
        session => isMeant(session));

    public static async Task<SubscriptionDiagnosticsDataType> SubscriptionAsync(this OpcUaClient reader, uint id) => Assert.Single(
        await ArrayAsync<SubscriptionDiagnosticsDataType>(reader, VariableIds.Server_ServerDiagnostics_SubscriptionDiagnosticsArray),
        subscription => subscription.SubscriptionId == id);

    public static async Task<IReadOnlyList<T>> ArrayAsync<T>(this OpcUaClient reader, NodeId array)
    {
        DataValue value = (await reader.ReadAsync([array], TestContext.Current.CancellationToken))[0];
        Assert.Equal(StatusCodes.Good, value.Status);
        return [.. value.Value.Get<ExtensionObject?[]>().Select(each => (T)each!.Structure!)];
    }

    public static (uint Total, uint Errors) Both(this ServiceCounterDataType counter) => (counter.TotalCount, counter.ErrorCount);
}
