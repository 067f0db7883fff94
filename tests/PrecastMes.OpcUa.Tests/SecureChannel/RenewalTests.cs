using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Tests.SecureChannel;

public sealed class RenewalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_request_fails_while_the_token_of_two_seconds_is_renewed_under_load()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using OpcUaClient client = await server.ConnectSecurelyAsync(
            SecurityPolicy.Basic256Sha256, options => options with { TokenLifetime = TimeSpan.FromSeconds(2) });
        NodeId[] many = [.. Enumerable.Repeat(server.Counter.NodeId, 3_000)];
        long begun = TimeProvider.System.GetTimestamp();
        int reads = 0;

        // Three renewals and more; small and large messages at once.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async reader =>
        {
            while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(6))
            {
                DataValue[] values = await client.ReadAsync(reader == 0 ? many : [server.Counter.NodeId], Token);
                Assert.All(values, value => Assert.Equal(7u, value.Value.Get<uint>()));
                Interlocked.Increment(ref reads);
            }
        }));

        Assert.False(client.Broken.IsCompleted);
        Assert.True(reads > 1_000, $"{reads} reads");
    }
}
