using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrecastMes.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReleaseDateAndWeight : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "release_date",
                table: "elements",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "tardiness_weight",
                table: "elements",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "release_date",
                table: "elements");

            migrationBuilder.DropColumn(
                name: "tardiness_weight",
                table: "elements");
        }
    }
}
