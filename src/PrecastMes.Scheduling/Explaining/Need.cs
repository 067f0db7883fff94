namespace PrecastMes.Scheduling.Explaining;

/// <summary>What an activity needs to begin.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Units">How many units of it.</param>
/// <param name="Rule">The rule's word when it is waited for.</param>
/// <param name="Name">Its id.</param>
internal readonly record struct Need(Resource Resource, int Units, string Rule, string Name);
