using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PrecastMes.Tests.Server.Api;

/// <summary>Promise dates through HTTP.</summary>
public sealed class PromiseTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_file_is_answered_floor_by_floor_and_imports_nothing()
    {
        string csv = (await File.ReadAllTextAsync(TestServer.OrderFile, Token)).Replace("MIN1", "ASK1", StringComparison.Ordinal);
        int floors = csv.ReplaceLineEndings("\n").Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[5]).Distinct().Count();

        using HttpResponseMessage answer = await AskAsync(csv);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var promise = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(floors, promise.GetProperty("floors").GetArrayLength());
        Assert.All(promise.GetProperty("floors").EnumerateArray(), floor => Assert.True(floor.GetProperty("withoutPushing").GetDateTime() <= promise.GetProperty("withoutPushing").GetDateTime()));
        Assert.DoesNotContain(
            (await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/orders", Token)).EnumerateArray(), order => order.ToString().Contains("ASK1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_file_is_answered_with_its_problems()
    {
        using HttpResponseMessage answer = await AskAsync("project\r\nX");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_ordered_already_is_refused()
    {
        await server.ImportSampleAsync();
        await server.UntilAsync("/api/v1/orders", orders => orders.GetArrayLength() > 0);
        await server.UntilAsync("/api/v1/elements?state=ordered&take=1", page => page.GetProperty("total").GetInt32() > 0);

        using HttpResponseMessage answer = await AskAsync(await File.ReadAllTextAsync(TestServer.OrderFile, Token));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    private Task<HttpResponseMessage> AskAsync(string csv) =>
        server.Http.PostAsync(new Uri("/api/v1/promise", UriKind.Relative), new StringContent(csv, Encoding.UTF8, "text/csv"), Token);
}
