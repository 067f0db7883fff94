using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace PrecastMes.Server.Api;

/// <summary>Which part of a long list is asked for.</summary>
internal readonly record struct Paging
{
    /// <summary>Most items in one answer.</summary>
    public const int MaxTake = 1000;

    private const int DefaultTake = 100;

    /// <summary>Items before the first returned one.</summary>
    [FromQuery(Name = "skip"), Range(0, int.MaxValue), Description("Items to leave out; 0 by default.")]
    public int? Skip { get; init; }

    /// <summary>Items to return.</summary>
    [FromQuery(Name = "take"), Range(1, MaxTake), Description("Items to return: 100 by default, at most 1000.")]
    public int? Take { get; init; }

    /// <summary>Items to leave out, 0 or more.</summary>
    public int From => Math.Max(0, Skip ?? 0);

    /// <summary>Items to return, 1 to <see cref="MaxTake"/>.</summary>
    public int Count => Math.Clamp(Take ?? DefaultTake, 1, MaxTake);
}
