using System.Security.Cryptography;
using System.Text;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Reference;

/// <summary>Entries for agencies that no list here holds: departments, provinces, state enterprises, universities.</summary>
public static class NewAgency
{
    /// <summary>
    /// The entry of an agency as a document names it. Its code is "N" and ten hexadecimal digits of the SHA-256 of the
    /// comparable form of its full name, so that every document that names it gives it the same code.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Agency Of(string fullName, District? district = null, Province? province = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fullName);
        var name = ThaiText.Normalise(fullName).Trim();
        return new Agency(CodeOf(name), AgencyType.OTHER, name, name, district, province);
    }

    /// <summary>"N" and ten hexadecimal digits.</summary>
    public static string CodeOf(string fullName) =>
        "N" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ThaiText.Key(fullName))), 0, 5);
}
