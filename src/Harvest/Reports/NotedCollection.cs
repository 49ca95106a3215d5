using System.Collections;
using ItaIngest.Harvest.Store;

namespace ItaIngest.Harvest.Reports;

/// <summary>An address and why it stands in a report.</summary>
public sealed record Noted(string Url, string? Title, string? Code, string? Reason, int Status);

/// <summary>Addresses with the same outcome. They stay in the run's journal and are read from it whenever they are listed: a night may have a million.</summary>
public sealed class NotedCollection : IReadOnlyCollection<Noted>
{
    private readonly string journal;
    private readonly List<long> places = [];

    internal NotedCollection(string journal) => this.journal = journal;

    public int Count => places.Count;

    public IEnumerator<Noted> GetEnumerator()
    {
        if (places.Count == 0) yield break;
        using var file = JournalFile.Open(journal);
        foreach (var at in places)
            if (file.Read<Visit>(at) is var visit) yield return new Noted(visit.Url, visit.Title, visit.Code, visit.Reason, visit.Status);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds the visit whose line starts here, behind all others.</summary>
    internal void Add(long at) => places.Add(at);

    /// <summary>Takes a visit out again.</summary>
    internal void Remove(long at) => places.RemoveAt(places.BinarySearch(at));
}
