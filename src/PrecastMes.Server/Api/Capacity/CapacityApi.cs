using Microsoft.AspNetCore.Http.HttpResults;
using PrecastMes.City.Capacity;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Server.Api.Capacity;

/// <summary>Declared design capacity with every factor behind it. It says nothing of what is scheduled or was made.</summary>
internal static class CapacityApi
{
    public static void MapCapacity(this IEndpointRouteBuilder api) =>
        api.MapGet("/capacity", Statement).AlsoAsCsv().WithTags("capacity").WithSummary("Design capacity by line and family; also as CSV.");

    private static Results<Ok<CapacityStatement>, CsvFile> Statement(HttpRequest request, Plant plant)
    {
        var statement = CapacityStatement.Of(plant);
        return request.WantsCsv() ? new CsvFile(Csv(statement), "capacity.csv") : TypedResults.Ok(statement);
    }

    private static CsvTable Csv(CapacityStatement statement)
    {
        var table = new CsvTable(
            "plant", "line", "family", "family_name_zh", "family_name_en", "share_percent", "litres_per_turn", "capacity_per_year_m3",
            "capacity_per_work_day_m3", "binding", "turns_per_day", "work_days_per_year", "availability_percent");
        foreach (var line in statement.Lines)
        {
            foreach (var family in line.Families)
            {
                table.Add(
                    statement.PlantId, line.LineId, family.FamilyCode, family.Name.Zh, family.Name.En, family.SharePercent, family.LitresPerTurn,
                    family.PerYear.M3, family.PerDay.M3, line.Binding.Code, line.Binding.TurnsPerDay, line.Basis.WorkDaysPerYear,
                    line.Basis.AvailabilityPercent);
            }
        }

        return table;
    }
}
