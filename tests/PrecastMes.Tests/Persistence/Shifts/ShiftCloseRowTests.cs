using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PrecastMes.Tests.Persistence.Shifts;

public sealed class ShiftCloseRowTests
{
    [Theory]
    [InlineData("UPDATE shift_closes SET output_litres = 1")]
    [InlineData("DELETE FROM shift_closes")]
    [InlineData("INSERT OR REPLACE INTO shift_closes SELECT * FROM shift_closes")]
    [InlineData("UPDATE shift_close_elements SET volume_litres = 1")]
    [InlineData("DELETE FROM shift_close_elements")]
    [InlineData("INSERT OR REPLACE INTO shift_close_elements SELECT * FROM shift_close_elements")]
    public async Task The_database_refuses_to_alter_a_close(string sql)
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        await SaveOneAsync(context);

        var refused = await Assert.ThrowsAsync<SqliteException>(
            () => context.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
        Assert.Contains("immutable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_refuses_to_count_an_element_in_two_closes()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using (var context = file.Open())
        {
            await SaveOneAsync(context);
        }

        await using var second = file.Open();
        var close = Some.Close("2026-03-02/late");
        close.Elements.Add(Some.Counted("E1"));
        second.Add(close);
        await Assert.ThrowsAsync<DbUpdateException>(() => second.SaveChangesAsync(TestContext.Current.CancellationToken));
    }

    private static Task<int> SaveOneAsync(DbContext context)
    {
        var close = Some.Close();
        close.Elements.Add(Some.Counted("E1"));
        context.Add(close);
        return context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
