namespace PrecastMes.OpcUa.Client;

/// <summary>Call (Part 4 §5.11.2).</summary>
internal static class MethodCalls
{
    public static async Task<CallResult[]> CallAsync(OpcUaClient client, IReadOnlyList<CallMethodRequest> calls, CancellationToken cancellationToken)
    {
        CallMethodResult[] results = await OperationBatches<CallMethodRequest, CallMethodResult>.RunAsync(
            calls,
            client.Limits.Call,
            async (part, token) => (await client.SendAsync<CallResponse>(new CallRequest { MethodsToCall = part }, token)).Results,
            BatchRule.Acting,
            cancellationToken);
        return [.. results.Select(result => new CallResult(result.StatusCode, result.OutputArguments ?? []) { InputArgumentResults = result.InputArgumentResults ?? [] })];
    }
}
