using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PrecastMes.Tests.Server.Api;

/// <summary>From an order file to a released plan, through HTTP.</summary>
public sealed class OrdersToReleaseTests
{
    [Fact]
    public async Task Bad_order_file_is_answered_with_every_problem_and_adds_nothing()
    {
        await using var server = await StartAsync();
        var lines = (await File.ReadAllLinesAsync(TestServer.OrderFile, TestContext.Current.CancellationToken)).Take(3).ToArray();
        var family = lines[1].Split(',')[8];
        lines[1] = lines[1].Replace($",{family},", ",XX,", StringComparison.Ordinal);
        lines[2] = lines[2][..lines[2].LastIndexOf(',')] + ",soon";

        using var answer = await server.PostOrderAsync(string.Join("\r\n", lines));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var problems = body.GetProperty("problems").EnumerateArray().ToList();
        Assert.Contains(problems, p => p.GetProperty("line").GetInt32() == 2 && p.GetProperty("field").GetString() == "family");
        Assert.Contains(problems, p => p.GetProperty("line").GetInt32() == 3 && p.GetProperty("value").GetString() == "soon");
        Assert.Equal(0, (await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/orders", TestContext.Current.CancellationToken)).GetArrayLength());
    }

    [Fact]
    public async Task Order_is_imported_planned_and_released()
    {
        await using var server = await StartAsync();
        await server.ImportSampleAsync();
        var rows = (await File.ReadAllLinesAsync(TestServer.OrderFile, TestContext.Current.CancellationToken)).Length - 1;
        var ordered = await server.UntilAsync("/api/v1/elements?state=ordered&take=1", page => page.GetProperty("total").GetInt32() == rows);
        var element = ordered.GetProperty("items")[0].GetProperty("id").GetString();

        var plan = await server.PlanAsync();
        using var released = await server.Http.PostAsync(
            new Uri($"/api/v1/plan/{plan}/release", UriKind.Relative), content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, released.StatusCode);
        await server.UntilAsync("/api/v1/elements?state=released", page => page.GetProperty("total").GetInt32() == rows);
        var current = await server.UntilAsync("/api/v1/plan", document => document.GetProperty("planId").GetString() == plan);
        Assert.Equal(rows, current.GetProperty("loads").EnumerateArray().Sum(load => load.GetProperty("elements").GetArrayLength()));
        var kpi = await server.UntilAsync("/api/v1/plan/kpi", summary => summary.GetProperty("releasedAt").ValueKind == JsonValueKind.String);
        Assert.Equal(rows, kpi.GetProperty("kpi").GetProperty("scheduled").GetInt32());
        var changes = await server.UntilAsync($"/api/v1/plans/{plan}/changes?from={plan}", _ => true);
        Assert.Equal((rows, 0), (changes.GetProperty("same").GetInt32(), changes.GetProperty("changes").GetArrayLength()));
        var life = await server.UntilAsync($"/api/v1/elements/{element}", _ => true);
        Assert.Equal(plan, life.GetProperty("element").GetProperty("planId").GetString());
    }

    [Fact]
    public async Task Same_file_twice_is_accepted_and_other_content_for_the_project_is_refused()
    {
        await using var server = await StartAsync();
        await server.ImportSampleAsync();
        var csv = await File.ReadAllTextAsync(TestServer.OrderFile, TestContext.Current.CancellationToken);

        using var again = await server.PostOrderAsync(csv);
        using var shorter = await server.PostOrderAsync(string.Join("\r\n", csv.ReplaceLineEndings("\n").Split('\n').Take(3)));

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, shorter.StatusCode);
    }

    [Fact]
    public async Task Nothing_ordered_is_nothing_to_plan()
    {
        await using var server = await StartAsync();

        using var started = await server.Http.PostAsJsonAsync("/api/v1/plan", new { seconds = 0.5 }, TestContext.Current.CancellationToken);

        var run = await server.UntilAsync(started.Headers.Location!.ToString(), status => status.GetProperty("state").GetString() != "running");
        Assert.Equal("refused", run.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Running_planning_is_the_only_one_and_can_be_cancelled()
    {
        await using var server = await StartAsync();
        await server.ImportSampleAsync();

        using var started = await server.Http.PostAsJsonAsync("/api/v1/plan", new { seconds = 3000 }, TestContext.Current.CancellationToken);
        using var second = await server.Http.PostAsJsonAsync("/api/v1/plan", new { seconds = 1 }, TestContext.Current.CancellationToken);
        using var cancelled = await server.Http.DeleteAsync(started.Headers.Location, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        await server.UntilAsync(started.Headers.Location!.ToString(), status => status.GetProperty("state").GetString() == "cancelled");
        Assert.Equal(0, (await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/plans", TestContext.Current.CancellationToken)).GetArrayLength());
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = new TestServer();
        await server.InitializeAsync();
        return server;
    }
}
