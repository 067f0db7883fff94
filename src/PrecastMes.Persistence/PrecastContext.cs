using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence.Curing;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Loads;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Projections;
using PrecastMes.Persistence.Projects;
using PrecastMes.Persistence.Shifts;

namespace PrecastMes.Persistence;

/// <summary>
/// The read models. They follow from the journal and can be rebuilt from it, shift closes excepted, which may only be added.
/// No foreign keys between what different journals tell: the facts of a line may be read before those of the plant.
/// </summary>
public abstract class PrecastContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Projects.</summary>
    public DbSet<ProjectRow> Projects => Set<ProjectRow>();

    /// <summary>Elements.</summary>
    public DbSet<ElementRow> Elements => Set<ElementRow>();

    /// <summary>Facts in the life of elements.</summary>
    public DbSet<ElementEventRow> ElementEvents => Set<ElementEventRow>();

    /// <summary>Curing curves of loads.</summary>
    public DbSet<CuringCurveRow> CuringCurves => Set<CuringCurveRow>();

    /// <summary>Accepted plans.</summary>
    public DbSet<PlanRow> Plans => Set<PlanRow>();

    /// <summary>Loads of accepted plans.</summary>
    public DbSet<LoadRow> Loads => Set<LoadRow>();

    /// <summary>Closed shifts; rows can only be added.</summary>
    public DbSet<ShiftCloseRow> ShiftCloses => Set<ShiftCloseRow>();

    /// <summary>Elements that closed shifts count; rows can only be added.</summary>
    public DbSet<ShiftCloseElementRow> ShiftCloseElements => Set<ShiftCloseElementRow>();

    /// <summary>How far the projections have come.</summary>
    public DbSet<ProjectionOffsetRow> ProjectionOffsets => Set<ProjectionOffsetRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<ElementState>().HaveConversion<ElementStateConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<ProjectRow>().ToTable("projects");
        modelBuilder.Entity<ElementRow>(element =>
        {
            element.ToTable("elements");
            element.HasIndex(e => new { e.ProjectId, e.Position });
            element.HasIndex(e => e.State);
            element.HasIndex(e => e.LoadId);
            element.HasIndex(e => e.PlannedFinish);
            element.HasIndex(e => e.CastAt);
            element.HasIndex(e => e.PassedAt);
        });
        modelBuilder.Entity<ElementEventRow>(fact =>
        {
            fact.ToTable("element_events");
            fact.HasKey(e => new { e.ElementId, e.Source, e.Sequence });
            fact.HasIndex(e => e.At);
        });
        modelBuilder.Entity<CuringCurveRow>().ToTable("curing_curves").HasKey(c => c.LoadId);
        modelBuilder.Entity<PlanRow>(plan =>
        {
            plan.ToTable("plans");
            plan.HasIndex(p => p.ReleasedAt);
        });
        modelBuilder.Entity<LoadRow>(load =>
        {
            load.ToTable("loads");
            load.HasIndex(l => new { l.PlanId, l.LineId, l.Sequence });
            load.HasIndex(l => l.State);
        });
        modelBuilder.Entity<ShiftCloseRow>(close =>
        {
            close.ToTable("shift_closes");
            close.HasKey(c => c.ShiftId);
            close.HasIndex(c => c.EndAt);
            close.HasMany(c => c.Elements).WithOne().HasForeignKey(e => e.ShiftId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<ShiftCloseElementRow>().ToTable("shift_close_elements").HasKey(e => e.ElementId);
        modelBuilder.Entity<ProjectionOffsetRow>().ToTable("projection_offsets").HasKey(o => o.Name);
        modelBuilder.UseSnakeCaseColumns();
    }
}
