namespace PrecastMes.Persistence.Projects;

/// <summary>A project and how its elements stand.</summary>
/// <param name="Project">The project.</param>
/// <param name="Elements">Its elements.</param>
/// <param name="VolumeLitres">Their volume, litres.</param>
/// <param name="Cast">Elements with concrete cast.</param>
/// <param name="Passed">Elements that passed final inspection.</param>
/// <param name="PassedLitres">Their volume, litres.</param>
/// <param name="FirstNeedDate">Earliest need date.</param>
/// <param name="LastNeedDate">Latest need date.</param>
public sealed record ProjectOverview(
    ProjectRow Project,
    int Elements,
    long VolumeLitres,
    int Cast,
    int Passed,
    long PassedLitres,
    DateOnly FirstNeedDate,
    DateOnly LastNeedDate);
