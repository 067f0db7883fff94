using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PrecastMes.Tests.Server.Api;

/// <summary>The plan in force repaired through HTTP: a draft with its difference, then the decision.</summary>
public sealed class RepairTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_changes_nothing_and_a_commit_gives_every_element_its_new_load()
    {
        await using var server = await StartAsync();
        var (plan, until) = await ReleaseAsync(server);
        var before = plan.GetProperty("loads").EnumerateArray().SelectMany(load => load.GetProperty("elements").EnumerateArray()).Select(e => e.GetProperty("elementId").GetString()!).ToList();

        var draft = await MakeAsync(server, new { disturbances = new object[] { new { unit = "S1", until, from = until.AddDays(-1), kind = "stationDown" } } });

        Assert.Equal("PL0002", draft.GetProperty("planId").GetString());
        Assert.NotEmpty(draft.GetProperty("changes").EnumerateArray());
        Assert.Single((await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/plans", Token)).EnumerateArray());

        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, draft));
        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, draft));
        var repaired = await server.UntilAsync("/api/v1/plan", document => document.GetProperty("planId").GetString() == "PL0002");
        var loads = repaired.GetProperty("loads").EnumerateArray().ToList();
        Assert.All(loads, load => Assert.True(
            load.GetProperty("operations").EnumerateArray().Single(operation => operation.GetProperty("unit").GetString() == "S1").GetProperty("start").GetDateTimeOffset() >= until));
        foreach (var load in loads)
        {
            foreach (var element in load.GetProperty("elements").EnumerateArray())
            {
                var id = element.GetProperty("elementId").GetString();
                Assert.Contains(id!, before);
                var life = await server.UntilAsync($"/api/v1/elements/{id}", row => row.GetProperty("element").GetProperty("planId").GetString() == "PL0002");
                Assert.Equal(load.GetProperty("loadId").GetString(), life.GetProperty("element").GetProperty("loadId").GetString());
                Assert.Equal("released", life.GetProperty("element").GetProperty("state").GetString());
                Assert.Contains(life.GetProperty("events").EnumerateArray(), e => e.GetProperty("kind").GetString() == "replanned");
            }
        }
    }

    [Fact]
    public async Task What_a_repair_knows_stays_known_until_it_is_over()
    {
        await using var server = await StartAsync();
        var (plan, until) = await ReleaseAsync(server);
        var first = plan.GetProperty("loads").EnumerateArray().MinBy(load => load.GetProperty("mouldsFrom").GetDateTimeOffset());
        var start = first.GetProperty("mouldsFrom").GetDateTimeOffset();

        // The first load is within the freeze and stands before a station that is down: it is pushed, and the plan in force says so.
        var minutes = (start - plan.GetProperty("startAt").GetDateTimeOffset()).TotalMinutes + 30;
        var draft = await MakeAsync(server, new { freezeMinutes = minutes, disturbances = new[] { new { kind = "stationDown", unit = "S1", from = until.AddDays(-1), until = start.AddHours(4) } } });
        Assert.Equal(first.GetProperty("loadId").GetString(), draft.GetProperty("pushed")[0].GetProperty("loadId").GetString());
        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, draft));
        var element = first.GetProperty("elements")[0].GetProperty("elementId").GetString();
        var finish = draft.GetProperty("pushed")[0].GetProperty("finishAt").GetDateTimeOffset();
        await server.UntilAsync($"/api/v1/elements/{element}", life => life.GetProperty("element").GetProperty("plannedFinish").GetDateTimeOffset() == finish);

        var again = await MakeAsync(server, new { });
        var over = await MakeAsync(server, new { ended = Only("S1") });

        Assert.Empty(again.GetProperty("changes").EnumerateArray());
        Assert.Equal("S1", again.GetProperty("outages")[0].GetProperty("unit").GetString());
        Assert.Empty(over.GetProperty("outages").EnumerateArray());
    }

    [Fact]
    public async Task A_plan_that_was_made_beside_another_plan_in_force_is_not_released()
    {
        await using var server = await StartAsync();
        var (_, until) = await ReleaseAsync(server);
        var csv = (await File.ReadAllLinesAsync(TestServer.OrderFile, Token)).Take(3).Select(line => line.Replace("MIN1", "LATER", StringComparison.Ordinal));
        using var imported = await server.PostOrderAsync(string.Join("\r\n", csv));
        imported.EnsureSuccessStatusCode();
        await server.UntilAsync("/api/v1/elements?state=ordered&take=1", page => page.GetProperty("total").GetInt32() == 2);
        var accepted = await server.PlanAsync();
        var draft = await MakeAsync(server, new { disturbances = new[] { new { kind = "stationDown", unit = "S1", from = until.AddDays(-1), until } } });

        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, draft));
        using var released = await server.Http.PostAsync(new Uri($"/api/v1/plan/{accepted}/release", UriKind.Relative), content: null, Token);

        Assert.Equal(HttpStatusCode.Conflict, released.StatusCode);
        Assert.Contains("plan-in-force-changed", await released.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_that_cannot_be_made_any_more_wait_only_knowingly()
    {
        await using var server = await StartAsync();
        await ReleaseAsync(server);

        var draft = await MakeAsync(server, new { disturbances = Enumerable.Range(1, 4).Select(n => new { kind = "mouldBroken", mouldUnit = $"SF-DBS1-0{n}" }) });

        Assert.NotEmpty(draft.GetProperty("unplanned").EnumerateArray());
        Assert.Equal(HttpStatusCode.Conflict, await CommitAsync(server, draft));
        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, draft, "?elementsMayWait=true"));
        await server.UntilAsync("/api/v1/elements?state=ordered&take=1", page => page.GetProperty("total").GetInt32() > 0);
    }

    [Fact]
    public async Task A_rush_order_goes_among_what_is_released()
    {
        await using var server = await StartAsync();
        await ReleaseAsync(server);
        var csv = (await File.ReadAllLinesAsync(TestServer.OrderFile, Token)).Take(3).Select(line => line.Replace("MIN1", "RUSH", StringComparison.Ordinal));
        using var imported = await server.PostOrderAsync(string.Join("\r\n", csv));
        imported.EnsureSuccessStatusCode();
        await server.UntilAsync("/api/v1/elements?state=ordered&take=1", page => page.GetProperty("total").GetInt32() == 2);

        var draft = await MakeAsync(server, new { rush = Only("RUSH") });

        Assert.Equal(2, draft.GetProperty("stability").GetProperty("added").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, draft));
        await server.UntilAsync("/api/v1/elements?state=ordered&take=1", page => page.GetProperty("total").GetInt32() == 0);
    }

    [Fact]
    public async Task Of_two_drafts_the_second_to_be_committed_is_refused()
    {
        await using var server = await StartAsync();
        var (_, until) = await ReleaseAsync(server);
        var one = await MakeAsync(server, new { disturbances = new[] { new { kind = "stationDown", unit = "S1", from = until.AddDays(-1), until } } });
        var other = await MakeAsync(server, new { disturbances = new[] { new { kind = "stationDown", unit = "S2", from = until.AddDays(-1), until = until.AddDays(1) } } });

        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, one));
        Assert.Equal(HttpStatusCode.Conflict, await CommitAsync(server, other));
    }

    [Fact]
    public async Task A_broken_lock_is_put_in_force_only_knowingly()
    {
        await using var server = await StartAsync();
        var (plan, _) = await ReleaseAsync(server);
        var last = plan.GetProperty("loads").EnumerateArray().MaxBy(load => load.GetProperty("mouldsFrom").GetDateTimeOffset());
        var start = last.GetProperty("mouldsFrom").GetDateTimeOffset();

        var draft = await MakeAsync(server, new
        {
            locked = new[] { last.GetProperty("loadId").GetString() },
            disturbances = Enumerable.Range(1, 4).Select(n => new { kind = "mouldBroken", mouldUnit = $"SF-DBS1-0{n}", until = start.AddHours(5) }),
        });

        Assert.Single(draft.GetProperty("brokenLocks").EnumerateArray());
        Assert.Equal(HttpStatusCode.Conflict, await CommitAsync(server, draft));
        Assert.Equal(HttpStatusCode.NoContent, await CommitAsync(server, draft, "?locksMayBreak=true"));
    }

    [Fact]
    public async Task A_bad_request_is_answered_with_all_its_problems()
    {
        await using var server = await StartAsync();
        var (_, until) = await ReleaseAsync(server);

        using var answer = await server.Http.PostAsJsonAsync(
            "/api/v1/repairs",
            new
            {
                disturbances = new object?[] { new { kind = "stationDown", unit = "S99", from = until, until = until.AddDays(-2) }, new { kind = "elementScrapped", elementId = "X" }, null },
                locked = Only("L"),
                freezeMinutes = 1,
            },
            Token);
        using var second = await server.Http.PostAsJsonAsync("/api/v1/repairs", new { disturbances = new[] { new { kind = "stationDown", unit = "S99", from = until, until = until.AddDays(-2) } }, rush = Only("NONE"), locked = Only("L") }, Token);
        using var unknown = await server.Http.PostAsync(new Uri("/api/v1/repairs/99/commit", UriKind.Relative), content: null, Token);
        using var nothing = await server.Http.PostAsJsonAsync("/api/v1/repairs", new { disturbances = new[] { new { } }, ended = Only("S1") }, Token);
        using var slip = await server.Http.PostAsJsonAsync("/api/v1/repairs", new { disturbances = new[] { new { kind = "mouldBroken", mouldUnit = "SF-DBS1-01", untill = until } } }, Token);
        using var kind = await server.Http.PostAsJsonAsync("/api/v1/repairs", new { disturbances = new[] { new { kind = "flood" } } }, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["freezeMinutes", "disturbances[2]", "disturbances[1].kind"], await PathsAsync(answer));
        Assert.Equal(["rush[0]", "disturbances[0].unit", "disturbances[0].until", "locked[0]"], await PathsAsync(second));
        Assert.Equal(["ended[0]", "disturbances[0].kind"], await PathsAsync(nothing));
        Assert.Equal(HttpStatusCode.BadRequest, slip.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, kind.StatusCode);
    }

    private static string[] Only(string id) => [id];

    private static async Task<IEnumerable<string?>> PathsAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString());

    private static async Task<JsonElement> MakeAsync(TestServer server, object request)
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/v1/repairs", request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<HttpStatusCode> CommitAsync(TestServer server, JsonElement draft, string query = "")
    {
        using var answer = await server.Http.PostAsync(new Uri($"/api/v1/repairs/{draft.GetProperty("id").GetInt32()}/commit{query}", UriKind.Relative), content: null, Token);
        return answer.StatusCode;
    }

    // The plan in force, and an instant in the evening of its first day.
    private static async Task<(JsonElement Plan, DateTimeOffset Until)> ReleaseAsync(TestServer server)
    {
        await server.ImportSampleAsync();
        var id = await server.PlanAsync();
        using var released = await server.Http.PostAsync(new Uri($"/api/v1/plan/{id}/release", UriKind.Relative), content: null, Token);
        released.EnsureSuccessStatusCode();
        await server.UntilAsync("/api/v1/elements?state=released&take=1", page => page.GetProperty("total").GetInt32() > 0);
        var plan = await server.UntilAsync("/api/v1/plan", document => document.GetProperty("planId").GetString() == id);
        return (plan, plan.GetProperty("startAt").GetDateTimeOffset().AddHours(6));
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = new TestServer();
        await server.InitializeAsync();
        return server;
    }
}
