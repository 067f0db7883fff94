using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Tests.Security;

public sealed class PseudoRandomFunctionTests
{
    /// <summary>The test vector of TLS 1.2's PRF with SHA-256, whose label stands before the seed.</summary>
    [Fact]
    public void It_gives_the_bytes_of_the_published_vector()
    {
        byte[] secret = Convert.FromHexString("9BBE436BA940F017B17652849A71DB35");
        byte[] seed = [.. "test label"u8, .. Convert.FromHexString("A0BA9F936CDA311827A6F796FFD5198C")];
        byte[] output = new byte[100];

        PseudoRandomFunction.Derive(secret, seed, output);

        Assert.Equal(
            "E3F229BA727BE17B8D122620557CD453C2AAB21D07C3D495329B52D4E61EDB5A6B301791E90D35C9C9A46B4E14BAF9AF0FA022F7077DEF17ABFD3797C0564BAB"
            + "4FBC91666E9DEF9B97FCE34F796789BAA48082D122EE42C5A72E5A5110FFF70187347B66",
            Convert.ToHexString(output));
    }
}
