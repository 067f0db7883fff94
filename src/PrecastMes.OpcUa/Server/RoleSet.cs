namespace PrecastMes.OpcUa.Server;

/// <summary>The well-known roles (Part 18 §4.3). Who has which role is the host's decision at each login, so none lists identities.</summary>
internal sealed class RoleSet(AddressSpace space)
{
    public void Bind()
    {
        foreach (NodeId identities in new[]
        {
            VariableIds.WellKnownRole_AuthenticatedUser_Identities, VariableIds.WellKnownRole_Observer_Identities,
            VariableIds.WellKnownRole_Operator_Identities, VariableIds.WellKnownRole_Engineer_Identities, VariableIds.WellKnownRole_Supervisor_Identities,
            VariableIds.WellKnownRole_ConfigureAdmin_Identities, VariableIds.WellKnownRole_SecurityAdmin_Identities,
        })
        {
            space.Variable(identities).Value = Array.Empty<ExtensionObject?>();
        }

        // Part 18 §4.3: these two are fixed by what they mean.
        space.Variable(VariableIds.WellKnownRole_Anonymous_Identities).Value = Rules(IdentityCriteriaType.Anonymous, IdentityCriteriaType.AuthenticatedUser);
        space.Variable(VariableIds.WellKnownRole_AuthenticatedUser_Identities).Value = Rules(IdentityCriteriaType.AuthenticatedUser);
    }

    private static ExtensionObject?[] Rules(params IdentityCriteriaType[] criteria) =>
        [.. criteria.Select(criterion => new ExtensionObject(new IdentityMappingRuleType { CriteriaType = criterion, Criteria = "" }))];
}
