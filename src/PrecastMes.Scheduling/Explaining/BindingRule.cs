namespace PrecastMes.Scheduling.Explaining;

/// <summary>Words of <see cref="Plans.BindingLink.Rule"/>.</summary>
internal static class BindingRule
{
    public const string Work = "work";
    public const string Cure = "cure";
    public const string Mould = "mould";
    public const string Pallet = "pallet";
    public const string Turn = "turn";
    public const string Station = "station";
    public const string Crane = "crane";
    public const string Chamber = "chamber";
    public const string Mixer = "mixer";
    public const string Crew = "crew";
    public const string Shift = "shift";
    public const string Calendar = "calendar";
    public const string Outage = "outage";
    public const string Planned = "planned";
    public const string Service = "service";
    public const string Release = "release";
    public const string Given = "given";
    public const string Earlier = "earlier";
}
