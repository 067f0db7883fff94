namespace PrecastMes.OpcUa.Client;

/// <summary>Call (Part 4 §5.11.2).</summary>
internal static class MethodCalls
{
    // Part 4 §7.32: additional information about each operation.
    private const uint OperationAdditionalInfo = 0x80;

    public static async Task<CallResult[]> CallAsync(OpcUaClient client, IReadOnlyList<CallMethodRequest> calls, CancellationToken cancellationToken)
    {
        return await OperationBatches<CallMethodRequest, CallResult>.RunAsync(
            calls,
            client.Limits.Call,
            async (part, token) =>
            {
                var request = new CallRequest { MethodsToCall = part, RequestHeader = new RequestHeader { ReturnDiagnostics = OperationAdditionalInfo } };
                CallResponse response = await client.SendAsync<CallResponse>(request, token);
                return response.Results?.Select((result, i) => Result(result, response.DiagnosticInfos?.ElementAtOrDefault(i))).ToArray();
            },
            BatchRule.Acting,
            cancellationToken);
    }

    private static CallResult Result(CallMethodResult result, DiagnosticInfo? diagnostics) => new(result.StatusCode, result.OutputArguments ?? [])
    {
        InputArgumentResults = result.InputArgumentResults ?? [],
        Reason = diagnostics?.AdditionalInfo,
    };
}
