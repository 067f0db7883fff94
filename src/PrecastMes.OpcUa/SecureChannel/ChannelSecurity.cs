using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>What a channel was opened with. It stays so for the channel's life, whatever certificates are rotated meanwhile.</summary>
/// <param name="Own">Null without security.</param>
/// <param name="Peer">Null without security.</param>
internal sealed record ChannelSecurity(SecurityPolicy Policy, MessageSecurityMode Mode, ApplicationCertificate? Own, CertificateChain? Peer)
{
    public static ChannelSecurity None { get; } = new(SecurityPolicy.None, MessageSecurityMode.None, null, null);

    public bool IsSigned => Mode is MessageSecurityMode.Sign or MessageSecurityMode.SignAndEncrypt;

    public bool IsEncrypted => Mode == MessageSecurityMode.SignAndEncrypt;

    /// <summary>Bytes that security adds to a chunk of MSG at most.</summary>
    public int MaxOverhead => IsSigned ? Policy.SignatureLength + (IsEncrypted ? Policy.BlockLength : 0) : 0;

    /// <summary>Bytes of a message's body that fit into a chunk of MSG of <paramref name="chunkSize"/> bytes.</summary>
    public int MaxBody(int chunkSize)
    {
        if (!IsSigned)
        {
            return chunkSize - SymmetricChunk.BodyOffset;
        }

        if (!IsEncrypted)
        {
            return chunkSize - SymmetricChunk.BodyOffset - Policy.SignatureLength;
        }

        int encrypted = (chunkSize - SymmetricChunk.SequenceOffset) / Policy.BlockLength * Policy.BlockLength;
        return encrypted - (SymmetricChunk.BodyOffset - SymmetricChunk.SequenceOffset) - 1 - Policy.SignatureLength;
    }
}
