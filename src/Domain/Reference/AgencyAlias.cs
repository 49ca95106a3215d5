using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Reference;

/// <summary>
/// A person's decision that another name means a registered agency: its name before a change of status, a lasting misspelling.
/// </summary>
/// <param name="Name">Full name: องค์การบริหารส่วนตำบล...</param>
/// <param name="AgencyCode">Whose name it is.</param>
/// <param name="From">First fiscal year in which it was the name; null when open.</param>
/// <param name="To">Last fiscal year; null when open.</param>
/// <param name="Who">Who decided.</param>
/// <param name="When">On which day.</param>
/// <param name="Why">The source or reason.</param>
public sealed record AgencyAlias(string Name, string AgencyCode, FiscalYear? From, FiscalYear? To, string Who, DateOnly When, string Why)
{
    /// <summary>Whether the name was in use in the year; an unknown year fits every alias.</summary>
    public bool Holds(FiscalYear? year) =>
        year is not { } y || ((From is not { } from || from <= y) && (To is not { } to || y <= to));
}
