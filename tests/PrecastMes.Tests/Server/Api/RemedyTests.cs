using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PrecastMes.Tests.Server.Api;

/// <summary>Remedies of late floors through HTTP: a search that is watched, cancelled and read.</summary>
public sealed class RemedyTests
{
    private const string Header = "project,project_name_zh,project_name_en,district,building,floor,element,mark,family,length_mm,width_mm,thickness_mm,concrete_grade,volume_m3,weight_kg,need_date";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Two slabs enter at 08:00 and are cast at 08:41, trowelled 08:57 and stored 09:00; they cure 9 h and would be inspected at 18:46. The shift
    // ends at 17:00, they are due at midnight: two hours more make them on time.
    [Fact]
    public async Task Two_hours_of_overtime_make_the_floor_on_time()
    {
        await using var server = await StartAsync(elements: 2);
        var (plan, document) = await PlanAsync(server);
        var chain = document.GetProperty("lateFloors")[0].GetProperty("chain").EnumerateArray().ToList();
        Assert.Equal("shift", chain[0].GetProperty("rule").GetString());
        Assert.Contains(chain, link => link.GetProperty("rule").GetString() == "cure" && link.GetProperty("resource").GetString() == "slab");

        var run = await SearchAsync(server, plan, seconds: 5);
        var done = await server.UntilAsync(run, status => status.GetProperty("state").GetString() != "running");

        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.Equal(1, done.GetProperty("found").GetProperty("late")[0].GetProperty("floor").GetInt32());
        var remedy = done.GetProperty("found").GetProperty("tried").EnumerateArray().First(each => each.GetProperty("onTime").GetArrayLength() == 1);
        var change = Assert.Single(remedy.GetProperty("changes").EnumerateArray());
        Assert.Equal(("longerDay", 120), (change.GetProperty("kind").GetString(), change.GetProperty("minutes").GetInt32()));
        Assert.Equal((0, 0), (remedy.GetProperty("stillLate").GetInt32(), remedy.GetProperty("newlyLate").GetInt32()));

        // The page says the same before any script runs.
        var page = await PageAsync(server, "en");
        Assert.Contains("Late floors: 1", page, StringComparison.Ordinal);
        Assert.Contains("cures by slab", page, StringComparison.Ordinal);
        Assert.Contains("last shift 120 min longer", page, StringComparison.Ordinal);
        Assert.Contains("末班延长 120 分钟", await PageAsync(server, "zh-CN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_search_runs_at_a_time_and_can_be_cancelled()
    {
        await using var server = await StartAsync(elements: 200);
        var (plan, _) = await PlanAsync(server);
        var run = await SearchAsync(server, plan, seconds: 60);

        using var second = await server.Http.PostAsJsonAsync($"/api/v1/plans/{plan}/remedies", new { }, Token);
        using var cancelled = await server.Http.DeleteAsync(new Uri(run, UriKind.Relative), Token);
        var ended = await server.UntilAsync(run, status => status.GetProperty("state").GetString() != "running");

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        Assert.Equal("cancelled", ended.GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused()
    {
        await using var server = await StartAsync(elements: 2);
        var (plan, _) = await PlanAsync(server);

        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(server, "PL0099", new { }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(server, plan, new { seconds = 61 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(server, plan, new { minutes = 1 }));
        using var unknown = await server.Http.GetAsync(new Uri($"/api/v1/plans/{plan}/remedies/7", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task<TestServer> StartAsync(int elements)
    {
        var server = new TestServer();
        await server.InitializeAsync();
        var rows = Enumerable.Range(1, elements).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"R1,急（虚构）,Rush (fictitious),T1-11,B1,1,R1-B1-F01-{i:000},DBS1,DBS,2700,2400,60,C30,0.389,975,2026-03-04"));
        using var imported = await server.PostOrderAsync(string.Join("\r\n", rows.Prepend(Header)));
        imported.EnsureSuccessStatusCode();
        await server.UntilAsync("/api/v1/orders", orders => orders.GetArrayLength() == 1);
        return server;
    }

    private static async Task<(string Plan, JsonElement Document)> PlanAsync(TestServer server)
    {
        var plan = await server.PlanAsync();
        return (plan, await server.UntilAsync($"/api/v1/plan/{plan}", _ => true));
    }

    private static async Task<string> SearchAsync(TestServer server, string plan, int seconds)
    {
        using var started = await server.Http.PostAsJsonAsync($"/api/v1/plans/{plan}/remedies", new { seconds }, Token);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        return started.Headers.Location!.ToString();
    }

    private static async Task<HttpStatusCode> StatusOfAsync(TestServer server, string plan, object body)
    {
        using var answer = await server.Http.PostAsJsonAsync($"/api/v1/plans/{plan}/remedies", body, Token);
        return answer.StatusCode;
    }

    private static async Task<string> PageAsync(TestServer server, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/plan", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var answer = await server.Http.SendAsync(request, Token);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
    }
}
