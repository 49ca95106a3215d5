using System.Collections.Frozen;
using ItaIngest.Domain.Values;

namespace ItaIngest.Domain.Reference;

/// <summary>All reference data of a run: the registry of agencies and a codebook for each known fiscal year.</summary>
public sealed record ReferenceData(Gazetteer Gazetteer, FrozenDictionary<FiscalYear, Codebook> Codebooks);
