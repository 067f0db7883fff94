using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa;

/// <summary>Log messages, event ids 1000–1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "OPC UA server listens on {EndpointUrl}")]
    public static partial void ServerListens(ILogger logger, string endpointUrl);

    [LoggerMessage(1001, LogLevel.Information, "OPC UA connection {Connection} from {Peer} opened")]
    public static partial void ConnectionOpened(ILogger logger, int connection, string peer);

    [LoggerMessage(1002, LogLevel.Information, "OPC UA connection {Connection} closed: {Reason}")]
    public static partial void ConnectionClosed(ILogger logger, int connection, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "{Count} OPC UA connections refused, the last from {Peer}: {Admission}")]
    public static partial void ConnectionsRefused(ILogger logger, int count, System.Net.IPEndPoint peer, Admission admission);

    [LoggerMessage(1004, LogLevel.Information, "OPC UA session {SessionId} ({SessionName}) of user {User} activated")]
    public static partial void SessionActivated(ILogger logger, NodeId sessionId, string? sessionName, string user);

    [LoggerMessage(1005, LogLevel.Information, "OPC UA session {SessionId} closed: {Reason}")]
    public static partial void SessionClosed(ILogger logger, NodeId sessionId, string reason);

    [LoggerMessage(1006, LogLevel.Warning, "OPC UA login refused for user {User} from {Address}: {Reason}")]
    public static partial void LoginRefused(ILogger logger, string user, string address, string reason);

    [LoggerMessage(1007, LogLevel.Information, "OPC UA subscription {Subscription} closed: {Reason}")]
    public static partial void SubscriptionClosed(ILogger logger, uint subscription, string reason);

    [LoggerMessage(1008, LogLevel.Error, "OPC UA request {Request} failed by a fault of ours")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string request);

    [LoggerMessage(1009, LogLevel.Error, "OPC UA method {Method} failed by a fault of its handler")]
    public static partial void MethodFailed(ILogger logger, Exception exception, NodeId method);

    [LoggerMessage(1010, LogLevel.Error, "OPC UA write handler of {Node} failed")]
    public static partial void WriteHandlerFailed(ILogger logger, Exception exception, NodeId node);

    [LoggerMessage(1011, LogLevel.Error, "OPC UA node {Node} could not be read by a fault of ours or of what works its value out")]
    public static partial void ReadFailed(ILogger logger, Exception exception, NodeId node);

    [LoggerMessage(1012, LogLevel.Error, "OPC UA node {Node}: a monitored item failed to take what it was told by a fault of ours")]
    public static partial void ObserverFailed(ILogger logger, Exception exception, NodeId node);

    [LoggerMessage(1013, LogLevel.Error, "OPC UA node {Node}: its monitored item could not be made or changed by a fault of ours")]
    public static partial void MonitoredItemFailed(ILogger logger, Exception exception, NodeId node);

    [LoggerMessage(1014, LogLevel.Error, "OPC UA subscription {Subscription}: a publishing cycle failed by a fault of ours")]
    public static partial void PublishingFailed(ILogger logger, Exception exception, uint subscription);

    [LoggerMessage(1020, LogLevel.Warning, "OPC UA connection {Connection}: security check failed: {Reason}")]
    public static partial void SecurityCheckFailed(ILogger logger, int connection, string reason);

    [LoggerMessage(1050, LogLevel.Information, "OPC UA subscription {Subscription} transferred to session {SessionId}")]
    public static partial void SubscriptionTransferred(ILogger logger, uint subscription, NodeId sessionId);

    [LoggerMessage(1090, LogLevel.Error, "OPC UA server takes no connections for a moment: {Reason}")]
    public static partial void AcceptPaused(ILogger logger, string reason);

    [LoggerMessage(1091, LogLevel.Error, "OPC UA connection {Connection} failed by a fault of ours")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, int connection);

    [LoggerMessage(1021, LogLevel.Warning, "OPC UA client {ClientUrl} can't be reached, will be tried again: {Reason}")]
    public static partial void ReverseConnectFailed(ILogger logger, string clientUrl, string reason);

    [LoggerMessage(1022, LogLevel.Information, "OPC UA server is registered at discovery server {Url}")]
    public static partial void Registered(ILogger logger, string url);

    [LoggerMessage(1023, LogLevel.Warning, "OPC UA server can't register at discovery server {Url}, will try again: {Reason}")]
    public static partial void NotRegistered(ILogger logger, string url, string reason);

    [LoggerMessage(1024, LogLevel.Error, "OPC UA server could not register at discovery server {Url} by a fault of ours, will try again")]
    public static partial void RegistrationFailed(ILogger logger, Exception exception, string url);

    [LoggerMessage(1025, LogLevel.Warning, "OPC UA server could not tell discovery server {Url} that it stops: {Reason}")]
    public static partial void LeftRegistered(ILogger logger, string url, string reason);

    [LoggerMessage(1120, LogLevel.Warning, "OPC UA connection of a server from {Peer} refused: {Reason}")]
    public static partial void ReverseConnectionRefused(ILogger logger, string peer, string reason);

    [LoggerMessage(1121, LogLevel.Error, "OPC UA client takes no connections of servers for a moment: {Reason}")]
    public static partial void ReverseAcceptPaused(ILogger logger, string reason);

    [LoggerMessage(1100, LogLevel.Information, "OPC UA client connected to {EndpointUrl}, session {SessionId}")]
    public static partial void ClientConnected(ILogger logger, string endpointUrl, NodeId sessionId);

    [LoggerMessage(1101, LogLevel.Warning, "OPC UA link to {EndpointUrl} broke: {Reason}")]
    public static partial void LinkBroke(ILogger logger, string endpointUrl, string reason);

    [LoggerMessage(1102, LogLevel.Warning, "OPC UA subscription {Subscription} broke: {Reason}")]
    public static partial void SubscriptionBroke(ILogger logger, uint subscription, string reason);

    [LoggerMessage(1103, LogLevel.Warning, "OPC UA subscription {Subscription}: notifications are lost: {Reason}")]
    public static partial void NotificationsLost(ILogger logger, uint subscription, string reason);

    [LoggerMessage(1104, LogLevel.Warning, "OPC UA subscription {Subscription} is not resumed: {Reason}")]
    public static partial void SubscriptionNotResumed(ILogger logger, uint subscription, string reason);

    [LoggerMessage(1105, LogLevel.Warning, "OPC UA subscription {Subscription}: the present values can't be had: {Reason}")]
    public static partial void ValuesNotResent(ILogger logger, uint subscription, string reason);

    [LoggerMessage(1106, LogLevel.Warning, "OPC UA structures with encoding {Encoding} stay bytes: {Reason}")]
    public static partial void DataTypeUnknown(ILogger logger, NodeId encoding, string reason);

    [LoggerMessage(1107, LogLevel.Information, "OPC UA link to {EndpointUrl}: next try in {Milliseconds} ms; {Reason}")]
    public static partial void ConnectionWaits(ILogger logger, string endpointUrl, long milliseconds, string reason);

    [LoggerMessage(1108, LogLevel.Information, "OPC UA session {SessionId} is not resumed, another one is made: {Reason}")]
    public static partial void SessionNotResumed(ILogger logger, NodeId sessionId, string reason);

    [LoggerMessage(1109, LogLevel.Warning, "OPC UA session {SessionId} is left to its timeout: {Reason}")]
    public static partial void SessionLeftBehind(ILogger logger, NodeId sessionId, string reason);

    [LoggerMessage(1110, LogLevel.Information, "OPC UA endpoints of {EndpointUrl} are asked for again: {Reason}")]
    public static partial void EndpointsAskedAgain(ILogger logger, string endpointUrl, string reason);

    [LoggerMessage(1111, LogLevel.Warning, "OPC UA subscription {Subscription} is silent, the link is made anew: {Reason}")]
    public static partial void SubscriptionSilent(ILogger logger, uint subscription, string reason);

    [LoggerMessage(1112, LogLevel.Warning, "OPC UA subscription {Subscription} is in our session and nobody's here, maybe the answer to its creation was lost; it is deleted")]
    public static partial void SubscriptionUnknown(ILogger logger, uint subscription);

    [LoggerMessage(1200, LogLevel.Warning, "OPC UA certificate {Subject} ({Thumbprint}) accepted without a check: every certificate is")]
    public static partial void CertificateAcceptedUnchecked(ILogger logger, string subject, string thumbprint);

    [LoggerMessage(1201, LogLevel.Warning, "OPC UA certificate of a {Holder} rejected: {Subject} ({Thumbprint}), {Status}: {Reason}. It lies in {Folder}")]
    public static partial void CertificateRejected(
        ILogger logger, Security.Certificates.CertificateHolder holder, string subject, string thumbprint, StatusCode status, string reason, string folder);

    [LoggerMessage(1202, LogLevel.Warning, "OPC UA certificate {Subject} ({Thumbprint}): {Status} is let pass, as set: {Reason}")]
    public static partial void CertificateErrorSuppressed(ILogger logger, string subject, string thumbprint, StatusCode status, string reason);

    [LoggerMessage(1203, LogLevel.Warning, "OPC UA certificate store: {File} is left out: {Reason}")]
    public static partial void CertificateFileUnreadable(ILogger logger, string file, string reason);

    [LoggerMessage(1204, LogLevel.Warning, "OPC UA certificate store: changes in {Folder} are not reported, so it is looked at every {Interval}: {Reason}")]
    public static partial void FolderNotWatched(ILogger logger, string folder, TimeSpan interval, string reason);

    [LoggerMessage(1205, LogLevel.Error, "OPC UA certificate store: a change could not be taken up")]
    public static partial void CertificateStoreWorkFailed(ILogger logger, Exception exception);

    [LoggerMessage(1206, LogLevel.Information, "OPC UA certificate store {Folder}: {Trusted} trusted, {Issuers} issuers, {RevocationLists} revocation lists, {Users} trusted of users")]
    public static partial void CertificateStoreRead(ILogger logger, string folder, int trusted, int issuers, int revocationLists, int users);

    [LoggerMessage(1210, LogLevel.Information, "OPC UA own certificate in use: {Subject} ({Thumbprint}) for {ApplicationUri}, valid to {ValidTo}")]
    public static partial void OwnCertificate(ILogger logger, string subject, string thumbprint, string applicationUri, DateTime validTo);

    [LoggerMessage(1211, LogLevel.Error, "OPC UA own certificate {Subject} ({Thumbprint}) will be refused by peers: {Fault}")]
    public static partial void OwnCertificateFault(ILogger logger, string subject, string thumbprint, string fault);

    [LoggerMessage(1212, LogLevel.Information, "OPC UA own certificate made: {Subject} ({Thumbprint}) in {Folder}. Peers have to trust it")]
    public static partial void OwnCertificateMade(ILogger logger, string subject, string thumbprint, string folder);

    [LoggerMessage(1213, LogLevel.Warning, "OPC UA own certificate renewed: {Subject} is now {Thumbprint} instead of {OldThumbprint}, which ends at {OldValidTo}. Peers have to trust it")]
    public static partial void OwnCertificateRenewed(ILogger logger, string subject, string thumbprint, string oldThumbprint, DateTime oldValidTo);

    [LoggerMessage(1214, LogLevel.Error, "OPC UA own certificate {File} is not used: it is for {Uri}, the application is {ApplicationUri}")]
    public static partial void OwnCertificateOfAnotherUri(ILogger logger, string file, string uri, string applicationUri);

    [LoggerMessage(1215, LogLevel.Warning, "OPC UA own certificate {File} is not used: {Folder} has no private key that fits")]
    public static partial void OwnCertificateWithoutKey(ILogger logger, string file, string folder);

    [LoggerMessage(1216, LogLevel.Warning, "OPC UA private key {File} can be read by others: give it mode 0600")]
    public static partial void PrivateKeyOpenToOthers(ILogger logger, string file);
}
