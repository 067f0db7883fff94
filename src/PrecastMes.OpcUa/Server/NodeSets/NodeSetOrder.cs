namespace PrecastMes.OpcUa.Server;

/// <summary>Puts NodeSets behind those that they need, and tells which models are missing or too old (Part 6 annex F.5).</summary>
internal static class NodeSetOrder
{
    public static List<NodeSet> Of(IReadOnlyList<NodeSet> sets, IReadOnlyList<NodeSetModel> loaded, List<NodeSetProblem> problems)
    {
        Dictionary<string, NodeSetModel> known = loaded.ToDictionary(model => model.Uri);
        var owners = new Dictionary<string, NodeSet>();
        foreach (NodeSet set in sets)
        {
            foreach (NodeSetModel model in set.Models)
            {
                if (!known.TryAdd(model.Uri, model))
                {
                    problems.Add(new NodeSetProblem(set.Name, 0, $"the model {model.Uri} is there already: {known[model.Uri]}"));
                }
                else
                {
                    owners[model.Uri] = set;
                }
            }
        }

        var ordered = new List<NodeSet>();
        var visiting = new HashSet<NodeSet>();
        foreach (NodeSet set in sets)
        {
            Visit(set);
        }

        return ordered;

        void Visit(NodeSet set)
        {
            if (ordered.Contains(set) || !visiting.Add(set))
            {
                return;
            }

            foreach (NodeSetModel needed in set.Models.SelectMany(model => model.Requires))
            {
                if (!known.TryGetValue(needed.Uri, out NodeSetModel? there))
                {
                    problems.Add(new NodeSetProblem(set.Name, 0, $"needs {needed}, which is not loaded"));
                }
                else if (IsOlder(there, needed))
                {
                    problems.Add(new NodeSetProblem(set.Name, 0, $"needs {needed} or newer; loaded is {there}"));
                }

                if (owners.TryGetValue(needed.Uri, out NodeSet? owner))
                {
                    Visit(owner);
                }
            }

            ordered.Add(set);
        }
    }

    /// <summary>Annex F.5: the publication date decides; versions are compared where one has none.</summary>
    private static bool IsOlder(NodeSetModel there, NodeSetModel needed)
    {
        if (there.PublicationDate is { } date && needed.PublicationDate is { } neededDate)
        {
            return date < neededDate;
        }

        return Version.TryParse(there.Version, out Version? version) && Version.TryParse(needed.Version, out Version? neededVersion) && version < neededVersion;
    }
}
