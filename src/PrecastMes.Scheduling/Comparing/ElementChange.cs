namespace PrecastMes.Scheduling.Comparing;

/// <summary>An element that two plans treat differently. The side of a plan that doesn't have it is null.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="Kind">What happens.</param>
/// <param name="LineBefore">Line in the earlier plan.</param>
/// <param name="LineAfter">Line in the later plan.</param>
/// <param name="StartBefore">When its mould is taken, in the earlier plan.</param>
/// <param name="StartAfter">… in the later plan.</param>
/// <param name="FinishBefore">End of final inspection in the earlier plan.</param>
/// <param name="FinishAfter">… in the later plan.</param>
/// <param name="DueBefore">When it is due, by the earlier plan.</param>
/// <param name="DueAfter">… by the later plan.</param>
/// <param name="HasOtherCompany">Other elements lie on its pallet.</param>
public sealed record ElementChange(
    string ElementId,
    ElementChangeKind Kind,
    string? LineBefore,
    string? LineAfter,
    DateTimeOffset? StartBefore,
    DateTimeOffset? StartAfter,
    DateTimeOffset? FinishBefore,
    DateTimeOffset? FinishAfter,
    DateTimeOffset? DueBefore,
    DateTimeOffset? DueAfter,
    bool HasOtherCompany)
{
    /// <summary>Late in the later plan and not in the earlier one.</summary>
    public bool BecomesLate => FinishAfter > DueAfter && !(FinishBefore > DueBefore);

    /// <summary>Late in the earlier plan and on time in the later one.</summary>
    public bool BecomesOnTime => FinishBefore > DueBefore && FinishAfter <= DueAfter;
}
