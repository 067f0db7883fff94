using PrecastMes.Server.Api.Capacity;
using PrecastMes.Server.Api.City;
using PrecastMes.Server.Api.Elements;
using PrecastMes.Server.Api.Health;
using PrecastMes.Server.Api.Line;
using PrecastMes.Server.Api.Loads;
using PrecastMes.Server.Api.Orders;
using PrecastMes.Server.Api.Output;
using PrecastMes.Server.Api.Plans;
using PrecastMes.Server.Api.Shifts;

namespace PrecastMes.Server.Api;

/// <summary>The HTTP interface's contents.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapHealth();
        var api = app.MapGroup("/api/v1");
        api.MapOrders();
        api.MapPlans();
        api.MapPlanning();
        api.MapPromise();
        api.MapLoad();
        api.MapRepairs();
        api.MapRemedies();
        api.MapElements();
        api.MapLine();
        api.MapOutput();
        api.MapCapacity();
        api.MapShifts();
        api.MapCity();
    }
}
