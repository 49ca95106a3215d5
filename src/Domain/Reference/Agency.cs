namespace ItaIngest.Domain.Reference;

/// <summary>
/// Kinds of agency in the order announcements list them; the letters are those of the Department of Local Administration.
/// </summary>
public enum AgencyType
{
    /// <summary>Bangkok and Pattaya.</summary>
    SPECIAL,

    /// <summary>องค์การบริหารส่วนจังหวัด (อบจ.)</summary>
    PAO,

    /// <summary>เทศบาลนคร</summary>
    TN,

    /// <summary>เทศบาลเมือง</summary>
    TM,

    /// <summary>เทศบาลตำบล</summary>
    TT,

    /// <summary>องค์การบริหารส่วนตำบล (อบต.)</summary>
    TAO,

    /// <summary>Departments, state enterprises, universities ...: registered as documents name them.</summary>
    OTHER,
}

public sealed record Province(string Code, string Name, string EnglishName, string Region);

/// <param name="Code">Four digits; the first two are the province's.</param>
/// <param name="Name">Without the word อำเภอ or เขต: เมืองตรัง.</param>
/// <param name="EnglishName">Romanised.</param>
/// <param name="ProvinceCode">Its province.</param>
/// <param name="PostalCode">Five digits, of its main post office; some of its subdistricts may have another.</param>
public sealed record District(string Code, string Name, string EnglishName, string ProvinceCode, string? PostalCode = null);

/// <summary>A public agency with one identity through time.</summary>
/// <param name="Code">The Department of Local Administration's code (seven digits), or one of ours that begins with a letter.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Name">Official full name: องค์การบริหารส่วนตำบลสุโสะ.</param>
/// <param name="ShortName">Without the words of its kind: สุโสะ.</param>
/// <param name="District">Null for agencies of a whole province or of none.</param>
/// <param name="Province">Null for national agencies.</param>
public sealed record Agency(string Code, AgencyType Type, string Name, string ShortName, District? District, Province? Province);
