namespace PrecastMes.OpcUa.Client;

/// <summary>Read and Write (Part 4 §5.10.2, §5.10.4).</summary>
internal static class AttributeCalls
{
    public static Task<DataValue[]> ReadAsync(
        OpcUaClient client, IReadOnlyList<ReadValueId> items, TimestampsToReturn timestamps, TimeSpan maxAge, CancellationToken cancellationToken) =>
        OperationBatches<ReadValueId, DataValue>.RunAsync(
            items,
            client.Limits.Read,
            async (part, token) =>
            {
                var request = new ReadRequest { NodesToRead = part, TimestampsToReturn = timestamps, MaxAge = maxAge.TotalMilliseconds };
                return (await client.SendAsync<ReadResponse>(request, token)).Results;
            },
            BatchRule.Asking,
            cancellationToken);

    public static async Task<StatusCode[]> WriteAsync(OpcUaClient client, IReadOnlyList<WriteValue> items, CancellationToken cancellationToken)
    {
        StatusCode[] results = await WriteOnceAsync(client, items, cancellationToken);
        PlcProfile profile = client.Options.Profile;
        for (int tries = 0; tries < profile.WriteRetries; tries++)
        {
            int[] again = [.. Enumerable.Range(0, results.Length).Where(i => profile.WriteAgainAfter.Any(results[i].IsSameCode))];
            if (again.Length == 0)
            {
                break;
            }

            await Task.Delay(profile.WriteRetryDelay, client.Options.Time, cancellationToken);
            StatusCode[] second = await WriteOnceAsync(client, [.. again.Select(i => items[i])], cancellationToken);
            for (int i = 0; i < again.Length; i++)
            {
                results[again[i]] = second[i];
            }
        }

        return results;
    }

    private static Task<StatusCode[]> WriteOnceAsync(OpcUaClient client, IReadOnlyList<WriteValue> items, CancellationToken cancellationToken) =>
        OperationBatches<WriteValue, StatusCode>.RunAsync(
            items,
            client.Limits.Write,
            async (part, token) => (await client.SendAsync<WriteResponse>(new WriteRequest { NodesToWrite = part }, token)).Results,
            BatchRule.Acting,
            cancellationToken);
}
