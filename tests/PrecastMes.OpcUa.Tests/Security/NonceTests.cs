using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Tests.Security;

public sealed class NonceTests
{
    [Fact]
    public void A_nonce_of_the_wrong_length_is_refused()
    {
        Assert.Equal(StatusCodes.BadNonceInvalid, Refusal(Nonce.Create(31)));
        Assert.Equal(StatusCodes.BadNonceInvalid, Refusal(Nonce.Create(33)));
        Assert.Equal(StatusCodes.BadNonceInvalid, Refusal([]));
        Assert.Null(Refusal(Nonce.Create(32)));
    }

    [Fact]
    public void A_nonce_of_zeros_is_refused() => Assert.Equal(StatusCodes.BadNonceInvalid, Refusal(new byte[32]));

    [Fact]
    public void A_nonce_that_was_used_is_refused()
    {
        byte[] nonce = Nonce.Create(32);

        Assert.Equal(StatusCodes.BadNonceInvalid, Refusal([.. nonce], null, Nonce.Create(32), nonce));
    }

    private static StatusCode? Refusal(byte[] nonce, params byte[]?[] earlier)
    {
        try
        {
            Nonce.Check(nonce, 32, 32, earlier);
            return null;
        }
        catch (OpcUaException refused)
        {
            Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.ToldStatus);
            return refused.Status;
        }
    }
}
