namespace ItaIngest.Domain.Reference;

/// <summary>The words that name each type, in full and as offices abbreviate them.</summary>
public static class AgencyTypes
{
    /// <summary>The words a full name begins with (องค์การบริหารส่วนตำบล); empty for types whose names have none.</summary>
    public static string WordsOf(AgencyType type) => type switch
    {
        AgencyType.PAO => "องค์การบริหารส่วนจังหวัด",
        AgencyType.TN => "เทศบาลนคร",
        AgencyType.TM => "เทศบาลเมือง",
        AgencyType.TT => "เทศบาลตำบล",
        AgencyType.TAO => "องค์การบริหารส่วนตำบล",
        _ => "",
    };

    /// <summary>The usual abbreviation with its points (อบต.); empty for types that have none.</summary>
    public static string AbbreviationOf(AgencyType type) => type switch
    {
        AgencyType.PAO => "อบจ.",
        AgencyType.TN => "ทน.",
        AgencyType.TM => "ทม.",
        AgencyType.TT => "ทต.",
        AgencyType.TAO => "อบต.",
        _ => "",
    };

    /// <summary>Whether bodies of this kind become another kind with time: subdistrict organisations and municipalities rise in status.</summary>
    public static bool Changes(AgencyType type) => type is AgencyType.TAO or AgencyType.TT or AgencyType.TM or AgencyType.TN;
}
