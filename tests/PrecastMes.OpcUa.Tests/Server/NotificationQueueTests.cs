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

    [Fact]
    public void Whatever_comes_and_goes_it_holds_what_a_list_by_the_standards_words_holds() =>
        Gen.Select(Gen.Int[1, 5], Gen.Bool, Gen.Bool.Array[0, 60]).Sample((size, discardOldest, steps) =>
        {
            var queue = new NotificationQueue(size, discardOldest);
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
        var queue = new NotificationQueue(size, discardOldest);
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
