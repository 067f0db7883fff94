using System.Security.Cryptography;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Tests.SecureChannel;

/// <summary>Chunks on their way, of which one bit is changed.</summary>
public sealed class TamperingTests
{
    private static readonly byte[] Body = [.. "the body of a message"u8];

    public static TheoryData<string, MessageSecurityMode> PoliciesAndModes => PolicyTests.PoliciesAndModes;

    [Theory]
    [MemberData(nameof(PoliciesAndModes))]
    public void A_message_of_which_any_byte_was_changed_is_refused(string policyName, MessageSecurityMode mode)
    {
        SecurityPolicy policy = SecurityPolicy.All.Single(policy => policy.Name == policyName);
        var security = new ChannelSecurity(policy, mode, null, null);
        (ChannelToken sender, ChannelToken receiver) = Tokens(policy, mode);
        int length = Seal(security, sender).Length;

        for (int i = 0; i < length; i++)
        {
            byte[] chunk = Seal(security, sender);
            chunk[i] ^= 0x10;
            OpcUaException refused = Assert.Throws<OpcUaException>(() => SymmetricChunk.Open(new Chunk(chunk), security, receiver));
            Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.ToldStatus);
        }

        // What was refused before leaves no trace: an honest chunk still passes.
        Assert.Equal(Body, SymmetricChunk.Open(new Chunk(Seal(security, sender)), security, receiver).ToArray());
    }

    [Theory]
    [MemberData(nameof(PoliciesAndModes))]
    public void A_message_cut_short_at_any_byte_is_refused(string policyName, MessageSecurityMode mode)
    {
        SecurityPolicy policy = SecurityPolicy.All.Single(policy => policy.Name == policyName);
        var security = new ChannelSecurity(policy, mode, null, null);
        (ChannelToken sender, ChannelToken receiver) = Tokens(policy, mode);

        for (int length = SymmetricChunk.BodyOffset; length < Seal(security, sender).Length; length++)
        {
            byte[] chunk = Seal(security, sender)[..length];
            OpcUaException refused = Assert.Throws<OpcUaException>(() => SymmetricChunk.Open(new Chunk(chunk), security, receiver));
            Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.ToldStatus);
        }
    }

    [Theory]
    [InlineData(2048, 2048)]
    [InlineData(2048, 4096)]
    [InlineData(4096, 2048)]
    [InlineData(4096, 4096)]
    public void An_opening_is_read_by_its_receiver_and_refused_with_any_changed_byte(int senderBits, int receiverBits)
    {
        foreach (SecurityPolicy policy in SecurityPolicy.All.Where(policy => policy.CertificateKind == CertificateKeyKind.Rsa))
        {
            ApplicationCertificate sender = TestCertificates.Get(TestCertificates.ClientUri, CertificateKeyKind.Rsa, senderBits);
            ApplicationCertificate receiver = TestCertificates.Get(PlantServer.ApplicationUri, CertificateKeyKind.Rsa, receiverBits);
            ChannelSecurity sending = Security(policy, sender, receiver);
            ChannelSecurity receiving = Security(policy, receiver, sender);
            foreach (int bodyLength in new[] { 0, 1, 100, 190, 500, 1_000 })
            {
                byte[] body = RandomNumberGenerator.GetBytes(bodyLength);
                byte[] chunk = Open(sending, body);
                AsymmetricHeader.Decode(new Chunk(chunk), out int headerLength);
                byte[] opened = AsymmetricChunk.Open(new Chunk(chunk), headerLength, receiving, out uint number, out uint request).ToArray();
                Assert.Equal(body, opened);
                Assert.Equal((5u, 6u), (number, request));
            }

            byte[] original = Open(sending, Body);
            AsymmetricHeader.Decode(new Chunk(original), out int header);
            for (int i = 0; i < original.Length; i += 41)
            {
                byte[] changed = [.. original];
                changed[i] ^= 0x10;
                OpcUaException refused = Assert.Throws<OpcUaException>(
                    () => AsymmetricChunk.Open(new Chunk(changed), header, receiving, out _, out _));
                Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.ToldStatus);
            }
        }
    }

    private static ChannelSecurity Security(SecurityPolicy policy, ApplicationCertificate own, ApplicationCertificate peer)
    {
        CertificateChain.TryRead(peer.Chain, out CertificateChain? chain);
        return new ChannelSecurity(policy, MessageSecurityMode.SignAndEncrypt, own, chain);
    }

    private static byte[] Open(ChannelSecurity security, byte[] body)
    {
        using var encoder = new BinaryEncoder();
        AsymmetricChunk.Write(encoder, 7, 5, 6, writer => body.CopyTo(writer.Next(body.Length)), security);
        return encoder.WrittenSpan.ToArray();
    }

    private static byte[] Seal(ChannelSecurity security, ChannelToken token)
    {
        int tail = SymmetricChunk.TailLength(security, Body.Length);
        byte[] chunk = new byte[SymmetricChunk.BodyOffset + Body.Length + tail];
        Body.CopyTo(chunk, SymmetricChunk.BodyOffset);
        SymmetricChunk.Seal(chunk, tail, security, token, MessageTypes.Message, 'F', 5, 6);
        return chunk;
    }

    private static (ChannelToken Client, ChannelToken Server) Tokens(SecurityPolicy policy, MessageSecurityMode mode)
    {
        using KeyExchange client = KeyExchange.Begin(policy);
        using KeyExchange server = KeyExchange.Begin(policy);
        return (
            new ChannelToken(7, 1, 0, TimeSpan.MaxValue, client.Derive(mode, server.Nonce, isClient: true)),
            new ChannelToken(7, 1, 0, TimeSpan.MaxValue, server.Derive(mode, client.Nonce, isClient: false)));
    }
}
