namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>One security token of a channel with its keys.</summary>
/// <param name="UsableFor">From <paramref name="CreatedAt"/>, a timestamp of the channel's clock.</param>
/// <param name="Keys">Null without security.</param>
internal sealed record ChannelToken(uint ChannelId, uint Id, long CreatedAt, TimeSpan UsableFor, TokenKeys? Keys);
