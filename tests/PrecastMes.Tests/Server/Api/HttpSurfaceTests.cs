using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PrecastMes.Tests.Server.Api;

/// <summary>What holds for the whole interface: tables, document, health, and who may speak to it.</summary>
public sealed class HttpSurfaceTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("/api/v1/orders", "project")]
    [InlineData("/api/v1/elements", "element")]
    [InlineData("/api/v1/output/days", "day")]
    [InlineData("/api/v1/output/families", "family")]
    [InlineData("/api/v1/output/districts", "district")]
    [InlineData("/api/v1/capacity", "plant")]
    [InlineData("/api/v1/shifts", "shift_id")]
    [InlineData("/api/v1/city/targets", "table")]
    [InlineData("/api/v1/city/balance", "plant")]
    public async Task Table_is_csv_with_mark_header_and_equal_rows(string path, string firstColumn)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/csv");
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var rows = Rfc4180.Rows(Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3));
        Assert.Equal(firstColumn, rows[0][0]);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
    }

    [Fact]
    public async Task Document_lists_every_path_of_the_interface()
    {
        var document = await server.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);

        var listed = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal);
        var mapped = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":int", "", StringComparison.Ordinal))
            .Where(path => path == "/health" || path.StartsWith("/api/", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(mapped, listed);
    }

    [Fact]
    public async Task Health_without_plc_is_degraded_and_says_disconnected()
    {
        var health = await server.UntilAsync("/health", report => report.GetProperty("plc").GetProperty("endpoint").GetString() != "");

        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal("ok", health.GetProperty("database").GetString());
        Assert.False(health.GetProperty("plc").GetProperty("connected").GetBoolean());
        Assert.Equal("opc.tcp://127.0.0.1:1", health.GetProperty("plc").GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task Request_under_a_foreign_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = "plant.example";
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://other.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Page_of_another_site_changes_nothing(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/plan/PL0001/release");
        request.Headers.Add(header, value);
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Order_in_a_form_is_not_read()
    {
        using var answer = await server.Http.PostAsync(
            new Uri("/api/v1/orders", UriKind.Relative), new StringContent("project", Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Unknown_plan_element_and_order_are_problem_details()
    {
        foreach (var path in new[] { "/api/v1/plan/PL9999", "/api/v1/elements/none", "/api/v1/orders/none", "/api/v1/plan/runs/99" })
        {
            using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Problem_speaks_the_language_that_the_request_asks_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/elements?state=lost");
        request.Headers.Add("Accept-Language", "zh-CN");
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("不是构件状态", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_elements_is_never_longer_than_its_cap()
    {
        var page = await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/elements?take=1000000", TestContext.Current.CancellationToken);

        Assert.Equal(1000, page.GetProperty("take").GetInt32());
    }
}
