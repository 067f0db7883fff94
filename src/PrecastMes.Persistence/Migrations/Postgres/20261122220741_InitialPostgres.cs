using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrecastMes.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InitialPostgres : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "curing_curves",
                columns: table => new
                {
                    load_id = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    interval_seconds = table.Column<int>(type: "integer", nullable: false),
                    temps_deci_c = table.Column<short[]>(type: "smallint[]", nullable: false),
                    maturity_deci_c_hours = table.Column<int>(type: "integer", nullable: false),
                    strength_deci_mpa = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_curing_curves", x => x.load_id);
                });

            migrationBuilder.CreateTable(
                name: "element_events",
                columns: table => new
                {
                    element_id = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    operation = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_element_events", x => new { x.element_id, x.source, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "elements",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    building = table.Column<string>(type: "text", nullable: false),
                    floor = table.Column<int>(type: "integer", nullable: false),
                    mark = table.Column<string>(type: "text", nullable: false),
                    family_code = table.Column<string>(type: "text", nullable: false),
                    length_mm = table.Column<int>(type: "integer", nullable: false),
                    width_mm = table.Column<int>(type: "integer", nullable: false),
                    thickness_mm = table.Column<int>(type: "integer", nullable: false),
                    concrete_grade = table.Column<string>(type: "text", nullable: false),
                    volume_litres = table.Column<int>(type: "integer", nullable: false),
                    weight_kg = table.Column<int>(type: "integer", nullable: false),
                    need_date = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    plan_id = table.Column<string>(type: "text", nullable: true),
                    load_id = table.Column<string>(type: "text", nullable: true),
                    pallet_id = table.Column<string>(type: "text", nullable: true),
                    mould_unit = table.Column<string>(type: "text", nullable: true),
                    x_mm = table.Column<int>(type: "integer", nullable: true),
                    y_mm = table.Column<int>(type: "integer", nullable: true),
                    rotated = table.Column<bool>(type: "boolean", nullable: true),
                    planned_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    planned_finish = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cast_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    curing_place = table.Column<string>(type: "text", nullable: true),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cured_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    maturity_deci_c_hours = table.Column<int>(type: "integer", nullable: true),
                    strength_deci_mpa = table.Column<int>(type: "integer", nullable: true),
                    demoulded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    passed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    yard_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_elements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "loads",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    plan_id = table.Column<string>(type: "text", nullable: false),
                    line_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    pallet_id = table.Column<string>(type: "text", nullable: true),
                    family_code = table.Column<string>(type: "text", nullable: false),
                    concrete_grade = table.Column<string>(type: "text", nullable: false),
                    curing_program_id = table.Column<string>(type: "text", nullable: false),
                    elements = table.Column<int>(type: "integer", nullable: false),
                    volume_litres = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    planned_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    planned_place = table.Column<string>(type: "text", nullable: false),
                    planned_finish = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cast_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    curing_place = table.Column<string>(type: "text", nullable: true),
                    cured_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    passed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_loads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plans",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    start_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    document = table.Column<string>(type: "text", nullable: false),
                    kpi = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projection_offsets",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projection_offsets", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    name_zh = table.Column<string>(type: "text", nullable: false),
                    name_en = table.Column<string>(type: "text", nullable: false),
                    district_id = table.Column<string>(type: "text", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shift_closes",
                columns: table => new
                {
                    shift_id = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    shift_code = table.Column<string>(type: "text", nullable: false),
                    start_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    end_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    output_elements = table.Column<int>(type: "integer", nullable: false),
                    output_litres = table.Column<long>(type: "bigint", nullable: false),
                    carried_over_elements = table.Column<int>(type: "integer", nullable: false),
                    carried_over_litres = table.Column<long>(type: "bigint", nullable: false),
                    scheduled_elements = table.Column<int>(type: "integer", nullable: false),
                    scheduled_litres = table.Column<long>(type: "bigint", nullable: false),
                    plan_id = table.Column<string>(type: "text", nullable: true),
                    capacity_litres = table.Column<long>(type: "bigint", nullable: false),
                    capacity_basis = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shift_closes", x => x.shift_id);
                });

            migrationBuilder.CreateTable(
                name: "shift_close_elements",
                columns: table => new
                {
                    element_id = table.Column<string>(type: "text", nullable: false),
                    shift_id = table.Column<string>(type: "text", nullable: false),
                    family_code = table.Column<string>(type: "text", nullable: false),
                    district_id = table.Column<string>(type: "text", nullable: false),
                    volume_litres = table.Column<int>(type: "integer", nullable: false),
                    passed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    carried_over = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shift_close_elements", x => x.element_id);
                    table.ForeignKey(
                        name: "FK_shift_close_elements_shift_closes_shift_id",
                        column: x => x.shift_id,
                        principalTable: "shift_closes",
                        principalColumn: "shift_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_element_events_at",
                table: "element_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_elements_cast_at",
                table: "elements",
                column: "cast_at");

            migrationBuilder.CreateIndex(
                name: "IX_elements_load_id",
                table: "elements",
                column: "load_id");

            migrationBuilder.CreateIndex(
                name: "IX_elements_passed_at",
                table: "elements",
                column: "passed_at");

            migrationBuilder.CreateIndex(
                name: "IX_elements_planned_finish",
                table: "elements",
                column: "planned_finish");

            migrationBuilder.CreateIndex(
                name: "IX_elements_project_id_position",
                table: "elements",
                columns: new[] { "project_id", "position" });

            migrationBuilder.CreateIndex(
                name: "IX_elements_state",
                table: "elements",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "IX_loads_plan_id_line_id_sequence",
                table: "loads",
                columns: new[] { "plan_id", "line_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_loads_state",
                table: "loads",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "IX_plans_released_at",
                table: "plans",
                column: "released_at");

            migrationBuilder.CreateIndex(
                name: "IX_shift_close_elements_shift_id",
                table: "shift_close_elements",
                column: "shift_id");

            migrationBuilder.CreateIndex(
                name: "IX_shift_closes_end_at",
                table: "shift_closes",
                column: "end_at");

            migrationBuilder.Sql(PrecastMes.Persistence.Shifts.ShiftCloseTriggers.Postgres);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "curing_curves");

            migrationBuilder.DropTable(
                name: "element_events");

            migrationBuilder.DropTable(
                name: "elements");

            migrationBuilder.DropTable(
                name: "loads");

            migrationBuilder.DropTable(
                name: "plans");

            migrationBuilder.DropTable(
                name: "projection_offsets");

            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropTable(
                name: "shift_close_elements");

            migrationBuilder.DropTable(
                name: "shift_closes");

            migrationBuilder.Sql("DROP FUNCTION refuse_shift_close_change();");
        }
    }
}
