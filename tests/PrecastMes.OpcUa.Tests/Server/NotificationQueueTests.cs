using CsCheck;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Which value carries the Overflow bit (Part 4 §5.13.1.5).</summary>
public sealed class NotificationQueueTests
{
    [Fact]
    public void When_the_oldest_is_dropped_the_next_one_is_flagged()
    {
        // 1 2 3, then 4 pushes 1 out: 2 is flagged.
        Assert.Equal([(2, true), (3, false), (4, false)], Drain(Filled(size: 3, discardOldest: true, count: 4)));
    }

    [Fact]
    public void When_the_newest_is_replaced_its_replacement_is_flagged()
    {
        // 1 2 3, then 4 takes the place of 3.
        Assert.Equal([(1, false), (2, false), (4, true)], Drain(Filled(size: 3, discardOldest: false, count: 4)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_queue_of_one_holds_the_newest_and_flags_nothing(bool discardOldest) =>
        Assert.Equal([(4, false)], Drain(Filled(size: 1, discardOldest, count: 4)));

    [Fact]
    public void A_queue_that_is_made_shorter_flags_beside_the_gap()
    {
        NotificationQueue queue = Filled(size: 4, discardOldest: true, count: 4);

        queue.Resize(2, discardOldest: true);

        Assert.Equal([(3, true), (4, false)], Drain(queue));
    }

    [Theory]
    [InlineData(true, "CD", true)]
    [InlineData(false, "AD", false)]
    public void Without_room_for_its_bytes_a_queue_is_full(bool discardOldest, string left, bool firstIsFlagged)
    {
        // A text of 2,000 characters holds 4,024 bytes. Three more places of 56 bytes and two texts are 8,216; a third text makes it 12,240.
        var budget = new ByteBudget(9_000);
        var queue = new NotificationQueue(4, discardOldest, budget);

        foreach (char letter in "ABCD")
        {
            queue.Enqueue(new DataValue(new string(letter, 2_000)));
        }

        List<(char Letter, bool Overflow)> values = [];
        while (queue.TryDequeue(out DataValue value))
        {
            values.Add((value.Value.Get<string>()[0], value.Status.HasOverflow));
        }

        Assert.Equal([(left[0], firstIsFlagged), (left[1], !firstIsFlagged)], values);
        queue.Clear();
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void The_newest_value_comes_whatever_others_hold_and_a_large_one_says_that_it_is_missing()
    {
        var budget = new ByteBudget(10_000);
        budget.Take(10_000);
        var queue = new NotificationQueue(4, discardOldest: true, budget);

        queue.Enqueue(new DataValue("short"));
        Assert.True(queue.TryDequeue(out DataValue small));
        queue.Enqueue(new DataValue(new string('x', 2_000)));
        Assert.True(queue.TryDequeue(out DataValue large));

        Assert.Equal("short", small.Value.Get<string>());
        Assert.True(large.Value.IsNull);
        Assert.Equal(StatusCodes.BadOutOfMemory, large.Status);
        Assert.Equal(10_000, budget.Taken);
    }

    [Fact]
    public void Numbers_are_paid_by_place_only()
    {
        var budget = new ByteBudget(long.MaxValue);
        var queue = new NotificationQueue(8, discardOldest: true, budget);

        for (int i = 0; i < 100; i++)
        {
            queue.Enqueue(new DataValue(i));
        }

        // Eight places, of which the first belongs to the item.
        Assert.Equal(7 * 56, budget.Taken);
    }

    [Fact]
    public void Whatever_comes_and_goes_it_holds_what_a_list_by_the_standards_words_holds() =>
        Gen.Select(Gen.Int[1, 5], Gen.Bool, Gen.Bool.Array[0, 60]).Sample((size, discardOldest, steps) =>
        {
            var queue = new NotificationQueue(size, discardOldest, new ByteBudget(long.MaxValue));
            var list = new List<(int Value, bool Overflow)>();
            var taken = new List<(int Value, bool Overflow)>();
            var expected = new List<(int Value, bool Overflow)>();
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i])
                {
                    queue.Enqueue(new DataValue(i));
                    Model(list, size, discardOldest, i);
                }
                else if (queue.TryDequeue(out DataValue value))
                {
                    taken.Add((value.Value.Get<int>(), value.Status.HasOverflow));
                    expected.Add(list[0]);
                    list.RemoveAt(0);
                }
            }

            Assert.Equal(expected, taken);
            Assert.Equal(list, Drain(queue));
        });

    // Part 4 §5.13.1.5: "the oldest value gets deleted from the queue and the next value in the queue gets the flag set", or "the last
    // value added to the queue gets replaced with the new value. The new value gets the flag set".
    private static void Model(List<(int Value, bool Overflow)> list, int size, bool discardOldest, int value)
    {
        if (list.Count < size)
        {
            list.Add((value, false));
        }
        else if (size == 1)
        {
            list[0] = (value, false);
        }
        else if (discardOldest)
        {
            list.Add((value, false));
            list.RemoveAt(0);
            list[0] = (list[0].Value, true);
        }
        else
        {
            list[^1] = (value, true);
        }
    }

    private static NotificationQueue Filled(int size, bool discardOldest, int count)
    {
        var queue = new NotificationQueue(size, discardOldest, new ByteBudget(long.MaxValue));
        for (int i = 1; i <= count; i++)
        {
            queue.Enqueue(new DataValue(i));
        }

        return queue;
    }

    private static List<(int Value, bool Overflow)> Drain(NotificationQueue queue)
    {
        var values = new List<(int Value, bool Overflow)>();
        while (queue.TryDequeue(out DataValue value))
        {
            values.Add((value.Value.Get<int>(), value.Status.HasOverflow));
        }

        return values;
    }
}
