using PrecastMes.OpcUa.SecureChannel;

namespace PrecastMes.OpcUa.Tests.SecureChannel;

public sealed class SequenceNumbersTests
{
    [Theory]
    [InlineData(true, 100u, 101u, true)]
    [InlineData(true, 100u, 100u, false)]
    [InlineData(true, 100u, 102u, false)]
    [InlineData(true, 100u, 99u, false)]
    [InlineData(true, 4_294_966_271u, 1u, true)]
    [InlineData(true, 4_294_966_271u, 1_023u, true)]
    [InlineData(true, 4_294_966_271u, 1_024u, false)]
    [InlineData(true, 4_000_000_000u, 1u, false)]
    [InlineData(true, uint.MaxValue, 0u, true)]
    [InlineData(false, uint.MaxValue, 0u, true)]
    [InlineData(false, 4_294_966_271u, 1u, false)]
    public void A_number_follows_the_one_before_or_is_refused(bool legacy, uint before, uint number, bool follows)
    {
        var numbers = new SequenceNumbers(before) { Legacy = legacy };

        Assert.Equal(follows, numbers.Accept(number));
    }

    [Theory]
    [InlineData(true, 0u, true)]
    [InlineData(true, 1u, true)]
    [InlineData(true, 51u, true)]
    [InlineData(false, 0u, true)]
    [InlineData(false, 1u, false)]
    [InlineData(false, 51u, false)]
    public void The_first_number_of_a_policy_that_is_no_legacy_is_0(bool legacy, uint number, bool accepted) =>
        Assert.Equal(accepted, new SequenceNumbers { Legacy = legacy }.Accept(number));

    [Fact]
    public void Ours_begin_as_the_policy_says()
    {
        Assert.Equal(1u, new SequenceNumbers { Legacy = true }.Next());
        Assert.Equal(0u, new SequenceNumbers { Legacy = false }.Next());
    }
}
