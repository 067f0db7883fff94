using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace PrecastMes.Persistence.Databases;

/// <summary>Column names that need no quotes in SQL: <c>PassedAt</c> is <c>passed_at</c>.</summary>
internal static partial class SnakeCaseColumns
{
    internal static void UseSnakeCaseColumns(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(WordStart().Replace(property.Name, "_$1").ToLowerInvariant());
        }
    }

    [GeneratedRegex("(?<=.)([A-Z])")]
    private static partial Regex WordStart();
}
